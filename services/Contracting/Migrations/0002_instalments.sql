-- A product may be paid by lump sum (C45): its tariff takes no lines, and a schedule says which municipality pays how much
-- when. One contract manager proposes a schedule, another agrees; what was agreed is never changed.
alter table tariff_version add column lump_sum boolean not null default false;

create table instalment_schedule (
    id           uuid        primary key,
    tariff_id    uuid        not null references tariff (id),
    agreement_id uuid        not null references agreement (id),
    valid_from   date        not null,
    decision     text,
    status       text        not null check (status in ('proposed', 'agreed', 'refused')),
    proposed_by  text        not null,
    proposed_at  timestamptz not null,
    decided_by   text        check (decided_by <> proposed_by),
    decided_at   timestamptz,
    reason       text,
    check ((decided_by is null) = (status = 'proposed') and (decided_at is null) = (status = 'proposed'))
);
create index instalment_schedule_agreement on instalment_schedule (agreement_id, id);

create table instalment (
    id           uuid    primary key,
    schedule_id  uuid    not null references instalment_schedule (id),
    tariff_id    uuid    not null references tariff (id),
    municipality text    not null,
    month        date    not null check (extract(day from month) = 1),
    due_on       date    not null,
    amount_cents bigint  not null check (amount_cents > 0),
    agreed_at    timestamptz
);
create index instalment_of_schedule on instalment (schedule_id, month, municipality);
-- a month is paid once
create unique index instalment_once on instalment (tariff_id, municipality, month) where agreed_at is not null;
create index instalment_stream on instalment (agreed_at, id) where agreed_at is not null;
create index approval_stream on approval (decided_at, id) where status = 'granted';
