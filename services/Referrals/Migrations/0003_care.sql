-- Starts and stops as reported; what is taken back stays, with the moment.

create table care_start (
    id            uuid        primary key,
    municipality  text        not null,
    number        bigint      not null,
    category      text,
    product       text,
    start_date    date        not null,
    message_id    uuid        not null,
    reported_at   timestamptz not null,
    taken_back_at timestamptz,
    foreign key (municipality, number) references allocation (municipality, number)
);
create unique index care_start_key on care_start (municipality, number, start_date, coalesce(category, ''), coalesce(product, ''))
    where taken_back_at is null;

create table care_stop (
    id            uuid        primary key,
    start_id      uuid        not null references care_start (id),
    end_date      date        not null,
    reason        text        not null,
    message_id    uuid        not null,
    reported_at   timestamptz not null,
    taken_back_at timestamptz
);
create unique index care_stop_key on care_stop (start_id, reason) where taken_back_at is null;
