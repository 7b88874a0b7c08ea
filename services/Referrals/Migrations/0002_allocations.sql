create extension if not exists btree_gist;

-- One row per municipality; its lock gives numbers without gaps (TR332).
create table allocation_number (
    municipality text   primary key,
    last         bigint not null
);

-- A JW301 that was sent, and what the provider's system said of it (JW302).
create table allocation_message (
    id             uuid        primary key,
    municipality   text        not null,
    provider       text        not null,
    client_key     text        not null,
    identification text        not null,
    sent_at        timestamptz not null,
    status         text        not null check (status in ('sent', 'confirmed', 'refused')),
    return_codes   text[]      not null default '{}',
    answered_at    timestamptz,
    unique (municipality, provider, identification)
);

create table allocation (
    municipality      text        not null,
    number            bigint      not null,
    version           integer     not null,
    provider          text        not null,
    client_key        text        not null,
    segment           text        not null,
    category          text,
    product           text,
    start_date        date        not null,
    end_date          date,
    volume            bigint,
    unit              text,
    frequency         text,
    budget_cents      bigint,
    reason_for_change text,
    tariff_cents      bigint      not null,
    tariff_unit       text,
    allocated_cents   bigint      not null,
    request_id        uuid        references request (id),
    requested_on      date,
    decided_at        timestamptz not null,
    -- the last JW301 it was in, and the version that told
    message_id        uuid        references allocation_message (id),
    sent_version      integer     not null default 0,
    primary key (municipality, number),
    check (end_date is null or end_date >= start_date),
    -- no stacking (OP259): the rule says it first, this holds when two say it at once; a budget alone overlaps nothing
    constraint allocation_no_stacking exclude using gist (
        municipality with =, provider with =, client_key with =, coalesce(product, category) with =,
        daterange(start_date, end_date, '[]') with &&)
        where (reason_for_change is distinct from '13' and coalesce(product, category) is not null)
);
create index allocation_provider on allocation (provider, municipality, number);
create index allocation_client on allocation (client_key, provider, municipality);

-- Every version as it was decided.
create table allocation_version (
    municipality      text        not null,
    number            bigint      not null,
    version           integer     not null,
    start_date        date        not null,
    end_date          date,
    volume            bigint,
    budget_cents      bigint,
    reason_for_change text,
    allocated_cents   bigint      not null,
    decided_at        timestamptz not null,
    primary key (municipality, number, version),
    foreign key (municipality, number) references allocation (municipality, number)
);
create trigger allocation_version_append_only before update or delete or truncate on allocation_version
    for each statement execute function refuse_change();
