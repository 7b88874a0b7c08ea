-- Lines of a provider under supervision are checked by hand before they are paid (B20).
create table supervision (
    id         uuid        primary key,
    provider   text        not null,
    reason     text        not null,
    started_by text        not null,
    started_at timestamptz not null,
    ended_by   text,
    ended_at   timestamptz,
    end_reason text,
    check ((ended_by is null) = (ended_at is null) and (ended_by is null) = (end_reason is null))
);
create unique index supervision_running on supervision (provider) where ended_at is null;

-- What somebody found who looked at a line: the last word on it counts.
create table line_check (
    id         bigint      generated always as identity primary key,
    line_id    uuid        not null references declaration_line (id),
    approved   boolean     not null,
    reason     text        not null,
    checked_by text        not null,
    checked_at timestamptz not null
);
create index line_check_line on line_check (line_id, id);
create trigger line_check_append_only before update or delete or truncate on line_check
    for each statement execute function refuse_change();
