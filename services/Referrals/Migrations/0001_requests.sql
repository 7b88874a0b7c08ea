-- Who the clients are. Nowhere else in the platform; everything that tells about a person is sealed.

-- A provider's word about a client stays with that provider: what one reports is never sent to another.
create table client (
    municipality text        not null,
    provider     text        not null,
    client_key   text        not null,
    key_id       text        not null,
    sealed       bytea       not null,
    updated_at   timestamptz not null,
    primary key (client_key, municipality, provider)
);

-- As the access team knows it from the register of persons.
create table client_address (
    municipality text        not null,
    client_key   text        not null,
    key_id       text        not null,
    sealed       bytea       not null,
    updated_at   timestamptz not null,
    primary key (client_key, municipality)
);

-- Who looked at whom, when, for what.
create table access_log (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    actor      text        not null,
    mandate    text[]      not null,
    client_key text        not null,
    subject    text        not null,
    purpose    text        not null
);
create index access_log_client on access_log (client_key, id);
create trigger access_log_append_only before update or delete or truncate on access_log
    for each statement execute function refuse_change();

create table request (
    id                       uuid        primary key,
    municipality             text        not null,
    provider                 text        not null,
    client_key               text        not null,
    reference                text        not null,
    message_id               uuid        not null,
    category                 text,
    product                  text,
    start_date               date        not null,
    end_date                 date,
    volume                   bigint,
    unit                     text,
    frequency                text,
    budget_cents             bigint,
    referrer_type            text        not null,
    has_decision             boolean     not null,
    requested_on             date        not null,
    received_at              timestamptz not null,
    answer_due_on            date        not null,
    status                   text        not null check (status in ('open', 'investigating', 'honoured', 'refused')),
    refusal_reason           text,
    responsible_municipality text,
    allocation_number        bigint,
    decided_at               timestamptz,
    -- ReferentieAanbieder is unique for a provider (TR347)
    constraint request_reference unique (provider, reference)
);
create index request_work on request (municipality, status, id);
create index request_client on request (client_key, provider) where status in ('open', 'investigating');
