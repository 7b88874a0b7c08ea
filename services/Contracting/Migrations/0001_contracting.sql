-- Framework agreements, their tariffs in versions, and approvals of expensive care.

create extension if not exists btree_gist;

create table agreement (
    id                 uuid        primary key,
    award_id           uuid        not null unique,
    tender_id          uuid        not null,
    lot_id             uuid        not null,
    provider           text        not null,
    segment            text        not null,
    contract_model     text        not null,
    municipalities     text[]      not null check (cardinality(municipalities) > 0),
    planned_start      date        not null,
    start_date         date        not null,
    end_date           date        not null,
    extensions         integer     not null default 0,
    provider_signed_on date,
    region_signed_on   date,
    activated_at       timestamptz,
    drafted_at         timestamptz not null,
    check (start_date >= planned_start and end_date >= start_date),
    check ((activated_at is not null) = (provider_signed_on is not null and region_signed_on is not null)),
    -- T27: the start does not precede the signing
    check (activated_at is null or (start_date >= provider_signed_on and start_date >= region_signed_on))
);
create index agreement_provider on agreement (provider, id);
create index agreement_municipalities on agreement using gin (municipalities) where activated_at is not null;

create table tariff (
    id           uuid    primary key,
    agreement_id uuid    not null references agreement (id),
    product      text    not null,
    unit         text    not null,
    agreed_cents bigint  not null check (agreed_cents > 0),
    unique (agreement_id, product)
);
create index tariff_agreement on tariff (agreement_id, id);

-- What was told to others is never changed: the highest version that is valid on a day decides for that day.
create table tariff_version (
    tariff_id    uuid        not null references tariff (id),
    version      integer     not null check (version > 0),
    tariff_cents bigint      not null check (tariff_cents > 0),
    valid_from   date        not null,
    valid_until  date        not null,
    decision     text,
    set_at       timestamptz not null,
    primary key (tariff_id, version),
    check (valid_until >= valid_from)
);
create index tariff_version_stream on tariff_version (set_at, tariff_id, version);
create trigger tariff_version_append_only before update or delete or truncate on tariff_version
    for each statement execute function refuse_change();

create table approval (
    id                   uuid        primary key,
    provider             text        not null,
    product              text        not null,
    municipality         text        not null,
    valid_from           date        not null,
    valid_until          date        not null,
    maximum_tariff_cents bigint      not null check (maximum_tariff_cents > 0),
    status               text        not null check (status in ('requested', 'granted', 'refused')),
    requested_by         text        not null,
    requested_at         timestamptz not null,
    decided_by           text        check (decided_by <> requested_by),
    decided_at           timestamptz,
    reason               text,
    check (valid_until >= valid_from),
    check ((decided_by is null) = (status = 'requested') and (decided_at is null) = (status = 'requested')),
    -- one maximum holds on a day
    constraint approval_once exclude using gist (
        provider with =, product with =, municipality with =, daterange(valid_from, valid_until, '[]') with &&)
        where (status = 'granted')
);
create index approval_municipality on approval (municipality, id);
