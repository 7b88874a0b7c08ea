-- Expensive crisis care that was allocated without an approval, and what came of checking it (R21).
create table crisis_check (
    id                uuid        primary key,
    version           integer     not null check (version > 0),
    municipality      text        not null,
    allocation_number bigint      not null,
    provider          text        not null,
    category          text,
    product           text,
    start_date        date        not null,
    tariff_cents      bigint      not null check (tariff_cents >= 0),
    due_on            date        not null,
    status            text        not null check (status in ('awaiting', 'overdue', 'approved', 'refused', 'withdrawn')),
    opened_at         timestamptz not null,
    changed_at        timestamptz not null,
    decided_by        text,
    decided_at        timestamptz,
    reason            text,
    -- an allocation is checked once
    unique (municipality, allocation_number),
    check ((decided_by is not null) = (status in ('approved', 'refused'))),
    check ((decided_at is not null) = (status in ('approved', 'refused')))
);
create index crisis_check_open on crisis_check (due_on) where status = 'awaiting';
create index crisis_check_unapproved on crisis_check (provider, municipality) where status in ('awaiting', 'overdue');
create index crisis_check_municipality on crisis_check (municipality, id);
create index crisis_check_provider on crisis_check (provider, id);
create index crisis_check_stream on crisis_check (opened_at, id);
