-- What providers reported of starts and stops of care. The last report about a start or stop decides; in one message what
-- is taken back comes first, what is new stands.
create table care_report (
    municipality      text        not null,
    allocation_number bigint      not null,
    kind              text        not null check (kind in ('start', 'stop')),
    start_date        date        not null,
    -- JZ588 of a stop; empty for a start
    reason            text        not null,
    taken_back        boolean     not null,
    reported_at       timestamptz not null,
    end_date          date,
    primary key (municipality, allocation_number, kind, start_date, reason, reported_at, taken_back)
);

create view care_standing as
select distinct on (municipality, allocation_number, kind, start_date, reason)
    municipality, allocation_number, kind, start_date, reason, end_date, taken_back
from care_report
order by municipality, allocation_number, kind, start_date, reason, reported_at desc, taken_back;

create index allocation_of_provider on allocation (provider, number);
create index allocation_end on allocation (end_date, provider) where end_date is not null;
create index declaration_received on declaration (received_on, provider, municipality);

-- What a municipality's year will cost, made once a month and whenever asked (B08). Never changed: deviations are from it.
create table forecast (
    id              uuid        primary key,
    municipality    text        not null,
    year            integer     not null,
    made_on         date        not null,
    made_by         text        not null,
    made_at         timestamptz not null,
    paid_cents      bigint      not null,
    approved_cents  bigint      not null,
    expected_cents  bigint      not null,
    missing_lines   integer     not null,
    missing_cents   bigint      not null,
    previous_id     uuid        references forecast (id),
    deviation_cents bigint,
    check ((previous_id is null) = (deviation_cents is null))
);
create index forecast_of_municipality on forecast (municipality, id);
create trigger forecast_append_only before update or delete or truncate on forecast
    for each statement execute function refuse_change();

create table forecast_part (
    forecast_id    uuid    not null references forecast (id),
    segment        text    not null,
    month          date    not null,
    paid_cents     bigint  not null,
    approved_cents bigint  not null,
    expected_cents bigint  not null,
    missing_lines  integer not null,
    primary key (forecast_id, month, segment)
);
create trigger forecast_part_append_only before update or delete or truncate on forecast_part
    for each statement execute function refuse_change();
