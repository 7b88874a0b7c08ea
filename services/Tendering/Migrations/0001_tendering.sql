-- A tender with its lots, the questions about it, the sealed bids, what was decided on them and who objected.

create table tender (
    id             uuid        primary key,
    title          text        not null,
    procedure_kind text        not null,
    contract_model text        not null,
    municipalities text[]      not null check (cardinality(municipalities) > 0),
    start_date     date        not null,
    criteria       jsonb       not null,
    closing_at     timestamptz not null,
    status         text        not null check (status in ('draft', 'published', 'closed')),
    created_at     timestamptz not null,
    published_at   timestamptz,
    closed_at      timestamptz,
    check ((published_at is null) = (status = 'draft')),
    check ((closed_at is not null) = (status = 'closed'))
);
create index tender_published on tender (id) where published_at is not null;

create table lot (
    id              uuid    primary key,
    tender_id       uuid    not null references tender (id),
    segment         text    not null,
    products        jsonb   not null,
    status          text    not null check (status in ('open', 'announced', 'awarded')),
    round           integer not null default 0,
    standstill_ends date,
    awarded_at      timestamptz,
    check ((standstill_ends is null) = (status = 'open')),
    check ((awarded_at is not null) = (status = 'awarded'))
);
create index lot_tender on lot (tender_id, id);

create table question (
    id          uuid        primary key,
    tender_id   uuid        not null references tender (id),
    provider    text        not null,
    text        text        not null,
    asked_at    timestamptz not null,
    answer      text,
    answered_at timestamptz,
    check ((answer is null) = (answered_at is null))
);
create index question_tender on question (tender_id, id);

-- The content is json, not jsonb: its text is what the seal was made of.
create table bid (
    id           uuid        primary key,
    lot_id       uuid        not null references lot (id),
    tender_id    uuid        not null references tender (id),
    provider     text        not null,
    version      integer     not null,
    content      json        not null,
    seal         text        not null,
    submitted_at timestamptz not null,
    scores       jsonb,
    unique (lot_id, provider)
);
create index bid_lot on bid (lot_id, id);
create index bid_provider on bid (provider, id);

-- Every version a bid has had; only added to.
create table bid_version (
    bid_id       uuid        not null references bid (id),
    version      integer     not null,
    content      json        not null,
    seal         text        not null,
    submitted_at timestamptz not null,
    primary key (bid_id, version)
);
create trigger bid_version_append_only before update or delete or truncate on bid_version
    for each statement execute function refuse_change();

create table award_decision (
    id           uuid        primary key,
    lot_id       uuid        not null references lot (id),
    round        integer     not null,
    bid_id       uuid        not null references bid (id),
    provider     text        not null,
    awarded      boolean     not null,
    reason       text        not null,
    announced_at timestamptz not null,
    unique (lot_id, round, bid_id)
);
create index award_decision_lot on award_decision (lot_id, id);

create table objection (
    id            uuid        primary key,
    tender_id     uuid        not null references tender (id),
    lot_id        uuid        not null references lot (id),
    segment       text        not null,
    reference     text        not null,
    registered_on date        not null,
    hearing_on    date,
    ending        text        check (ending in ('withdrawn', 'rejected', 'upheld')),
    ended_on      date,
    registered_at timestamptz not null,
    check ((ending is null) = (ended_on is null))
);
create index objection_lot on objection (lot_id, id);
create index objection_open on objection (tender_id, segment) where ending is null;
