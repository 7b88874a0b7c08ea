-- An agreement for one client with a provider that has no framework agreement for the product (C32). An access team
-- proposes, a contract manager decides. The client is known by a pseudonym, which stands in no answer of this service.
create table individual_agreement (
    id              uuid        primary key,
    request_id      uuid        not null,
    municipality    text        not null,
    provider        text        not null,
    client_key      text        not null,
    segment         text        not null,
    product         text        not null,
    unit            text        not null,
    tariff_cents    bigint      not null check (tariff_cents > 0),
    valid_from      date        not null,
    valid_until     date        not null,
    description     text        not null,
    reason          text        not null,
    status          text        not null check (status in ('proposed', 'agreed', 'refused')),
    proposed_by     text        not null,
    proposed_at     timestamptz not null,
    decided_by      text        check (decided_by <> proposed_by),
    decided_at      timestamptz,
    decision_reason text,
    check (valid_until >= valid_from),
    check ((decided_by is null) = (status = 'proposed') and (decided_at is null) = (status = 'proposed')),
    -- on a day one of them holds for a client's product
    constraint individual_agreement_once exclude using gist (
        client_key with =, provider with =, municipality with =, product with =,
        daterange(valid_from, valid_until, '[]') with &&) where (status = 'agreed')
);
create index individual_agreement_municipality on individual_agreement (municipality, id);
create index individual_agreement_provider on individual_agreement (provider, id) where status = 'agreed';
create index individual_agreement_stream on individual_agreement (decided_at, id) where status = 'agreed';

-- The care on it, as Referrals told: with the last of it the agreement ends.
create table individual_agreement_care (
    agreement_id uuid    not null references individual_agreement (id),
    number       bigint  not null,
    version      integer not null,
    end_date     date,
    deleted      boolean not null,
    primary key (agreement_id, number)
);
