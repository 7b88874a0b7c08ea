-- What every service needs to tell others a fact exactly once, and to be asked the same thing twice.

create table outbox (
    id              bigint generated always as identity primary key,
    message_id      uuid        not null unique,
    stream          text        not null,
    type            text        not null,
    body            jsonb       not null,
    trace_parent    text,
    created_at      timestamptz not null default now(),
    published_at    timestamptz,
    attempts        integer     not null default 0,
    next_attempt_at timestamptz not null default '-infinity',
    last_error      text,
    dead_at         timestamptz
);
-- the relay reads only what is still to be told
create index outbox_pending on outbox (id) where published_at is null;
create index outbox_pending_stream on outbox (stream, id) where published_at is null;

create table inbox (
    consumer    text        not null,
    message_id  uuid        not null,
    received_at timestamptz not null default now(),
    primary key (consumer, message_id)
);

create table idempotency (
    client       text        not null,
    key          text        not null,
    request_hash bytea       not null,
    status       integer     not null,
    content_type text,
    location     text,
    body         bytea       not null,
    created_at   timestamptz not null default now(),
    primary key (client, key)
);

create table decision (
    id      bigint generated always as identity primary key,
    act     text        not null,
    subject text        not null,
    input   jsonb       not null,
    outcome jsonb       not null,
    actor   text        not null,
    mandate text[]      not null,
    version text        not null,
    at      timestamptz not null
);
create index decision_subject on decision (subject, id);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end $$;
create trigger decision_append_only before update or delete or truncate on decision
    for each statement execute function refuse_change();

-- Only moved in local mode; one row.
create table clock (
    one_row       boolean  primary key default true check (one_row),
    shift_seconds bigint   not null
);
