-- One table per kind of fact, keyed by what makes the fact the same fact: told twice or late, it is here once. Nothing is ever
-- changed; what a figure counts is decided when it is asked for.

create table award_fact (
    award_id   uuid primary key,
    tender_id  uuid not null,
    lot_id     uuid not null,
    provider   text not null,
    segment    text not null,
    start_date date not null,
    awarded_at timestamptz not null
);

create table agreement_fact (
    agreement_id   uuid   primary key,
    provider       text   not null,
    segment        text   not null,
    municipalities text[] not null,
    products       text[] not null,
    start_date     date   not null,
    end_date       date   not null,
    activated_at   timestamptz not null
);

create table tariff_fact (
    tariff_id    uuid    not null,
    version      integer not null,
    provider     text    not null,
    segment      text    not null,
    product      text    not null,
    unit         text    not null,
    tariff_cents bigint  not null,
    valid_from   date    not null,
    valid_until  date    not null,
    primary key (tariff_id, version)
);

create table request_fact (
    request_id   uuid not null,
    category     text not null,
    product      text not null,
    client_key   text not null,
    municipality text not null,
    provider     text not null,
    requested_on date not null,
    primary key (request_id, category, product)
);

create table refusal_fact (
    request_id   uuid not null,
    product      text not null,
    municipality text not null,
    provider     text not null,
    reason       text not null,
    decided_at   timestamptz not null,
    primary key (request_id, product)
);

create table allocation_fact (
    municipality      text    not null,
    allocation_number bigint  not null,
    version           integer not null,
    client_key        text    not null,
    provider          text    not null,
    segment           text    not null,
    product           text    not null,
    start_date        date    not null,
    end_date          date,
    allocated_cents   bigint  not null,
    reason_for_change text,
    primary key (municipality, allocation_number, version)
);

create table start_fact (
    municipality      text   not null,
    allocation_number bigint not null,
    product           text   not null,
    start_date        date   not null,
    reported_at       timestamptz not null,
    taken_back        boolean not null,
    client_key        text   not null,
    provider          text   not null,
    segment           text   not null,
    requested_on      date,
    primary key (municipality, allocation_number, product, start_date, reported_at, taken_back)
);

create table stop_fact (
    municipality      text   not null,
    allocation_number bigint not null,
    product           text   not null,
    start_date        date   not null,
    reason            text   not null,
    reported_at       timestamptz not null,
    taken_back        boolean not null,
    end_date          date   not null,
    client_key        text   not null,
    provider          text   not null,
    segment           text   not null,
    primary key (municipality, allocation_number, product, start_date, reason, reported_at, taken_back)
);

create table accepted_line_fact (
    line_id           uuid   primary key,
    municipality      text   not null,
    provider          text   not null,
    segment           text   not null,
    product           text   not null,
    month             date   not null,
    amount_cents      bigint not null
);
create index accepted_line_fact_month on accepted_line_fact (month);

create table rejected_line_fact (
    line_id           uuid   primary key,
    municipality      text   not null,
    provider          text   not null,
    allocation_number bigint not null,
    month             date   not null,
    return_codes      text[] not null
);
create index rejected_line_fact_month on rejected_line_fact (month);

create table payment_fact (
    payment_id   uuid   not null,
    segment      text   not null,
    month        date   not null,
    municipality text   not null,
    provider     text   not null,
    amount_cents bigint not null,
    paid_on      date   not null,
    primary key (payment_id, segment, month)
);
create index payment_fact_month on payment_fact (month);

-- The last thing reported about a start decides whether it is one; in one message what is taken back comes first, what is new stands.
create view care_start as
select municipality, allocation_number, product, start_date, client_key, provider, segment, requested_on
from (
    select distinct on (municipality, allocation_number, product, start_date) *
    from start_fact
    order by municipality, allocation_number, product, start_date, reported_at desc, taken_back
) last_report
where not taken_back;

create view care_stop as
select municipality, allocation_number, product, start_date, reason, end_date, client_key, provider, segment
from (
    select distinct on (municipality, allocation_number, product, start_date, reason) *
    from stop_fact
    order by municipality, allocation_number, product, start_date, reason, reported_at desc, taken_back
) last_report
where not taken_back;

-- Care from a start to the first stop of it, for a while or for good: after either it takes a new start to go on.
create view care as
select s.municipality, s.allocation_number, s.client_key, s.provider, s.segment, s.product, s.start_date, min(p.end_date) as end_date
from care_start s
left join care_stop p using (municipality, allocation_number, product, start_date)
group by s.municipality, s.allocation_number, s.client_key, s.provider, s.segment, s.product, s.start_date;

create view present_allocation as
select distinct on (municipality, allocation_number)
    municipality, allocation_number, provider, segment, start_date, allocated_cents, reason_for_change
from allocation_fact
order by municipality, allocation_number, version desc;
