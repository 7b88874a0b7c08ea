-- Messages as they were received and sent, encrypted; what is looked up stands beside them and is not personal.

create table message_in (
    id              uuid        primary key,
    kind            text        not null,
    sender          text        not null,
    receiver        text        not null,
    identification  text        not null,
    dated           date        not null,
    sha256          bytea       not null,
    key_id          text        not null,
    sealed          bytea       not null,
    received_by     text        not null,
    received_at     timestamptz not null,
    -- the first message with the same sender, kind and identification (TR056)
    duplicate_of    uuid        references message_in (id),
    attempts        integer     not null default 0,
    next_attempt_at timestamptz not null default '-infinity',
    judged_at       timestamptz,
    verdict         text
);
create unique index message_in_once on message_in (sender, kind, identification) where duplicate_of is null;
create index message_in_waiting on message_in (received_at) where judged_at is null;

create table message_out (
    id             uuid        primary key,
    kind           text        not null,
    sender         text        not null,
    receiver       text        not null,
    position       bigint      not null,
    identification text        not null,
    key_id         text        not null,
    sealed         bytea       not null,
    reply_to       uuid        references message_in (id),
    sent_at        timestamptz not null,
    unique (receiver, kind, position)
);
-- exactly one answer to a message
create unique index message_out_reply on message_out (reply_to) where reply_to is not null;

-- The row lock makes positions of one feed visible in order and without gaps: a reader's cursor skips nothing.
create table message_feed (
    receiver text   not null,
    kind     text   not null,
    last     bigint not null,
    primary key (receiver, kind)
);

create sequence message_identification;
