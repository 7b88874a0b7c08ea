-- A sample of what was accepted is held against the care itself (B19). What is found wrong is recovered by the provider's
-- own credit line: the standard knows no other way.
create table material_control (
    id               uuid        primary key,
    municipality     text        not null,
    provider         text        not null,
    first_month      date        not null,
    last_month       date        not null,
    size             integer     not null check (size > 0),
    -- every interval-th cent is drawn, counted from the start: the sample can be drawn again
    interval_cents   bigint      not null check (interval_cents > 0),
    start_cents      bigint      not null check (start_cents >= 0 and start_cents < interval_cents),
    population_lines integer     not null,
    population_cents bigint      not null,
    drawn_by         text        not null,
    drawn_at         timestamptz not null
);
create index material_control_of_municipality on material_control (municipality, id);

create table material_control_line (
    control_id     uuid    not null references material_control (id),
    line_id        uuid    not null references declaration_line (id),
    amount_cents   bigint  not null,
    primary key (control_id, line_id)
);
create index material_control_line_line on material_control_line (line_id);
create trigger material_control_line_append_only before update or delete or truncate on material_control_line
    for each statement execute function refuse_change();

create table material_finding (
    id             uuid        primary key,
    control_id     uuid        not null,
    line_id        uuid        not null,
    municipality   text        not null,
    provider       text        not null,
    unlawful_cents bigint      not null check (unlawful_cents >= 0),
    reason         text        not null,
    found_by       text        not null,
    found_at       timestamptz not null,
    foreign key (control_id, line_id) references material_control_line (control_id, line_id),
    unique (control_id, line_id)
);
create index material_finding_of_municipality on material_finding (municipality, id) where unlawful_cents > 0;
create index material_finding_of_provider on material_finding (provider, id) where unlawful_cents > 0;
create trigger material_finding_append_only before update or delete or truncate on material_finding
    for each statement execute function refuse_change();
