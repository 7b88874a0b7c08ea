-- An extension is a fact of its own beside the agreement's: the highest one says the last day.

create table agreement_extension_fact (
    agreement_id uuid    not null,
    extension    integer not null,
    provider     text    not null,
    segment      text    not null,
    end_date     date    not null,
    extended_at  timestamptz not null,
    primary key (agreement_id, extension)
);
