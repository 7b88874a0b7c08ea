-- A segment's own tariffs (C13): the same for every provider whose agreement follows them.
create table segment_tariff (
    id      uuid primary key,
    segment text not null,
    product text not null,
    unit    text not null,
    unique (segment, product, unit)
);

create table segment_tariff_version (
    tariff_id    uuid        not null references segment_tariff (id),
    version      integer     not null check (version > 0),
    tariff_cents bigint      not null check (tariff_cents > 0),
    valid_from   date        not null,
    valid_until  date        not null,
    decision     text,
    set_at       timestamptz not null,
    primary key (tariff_id, version),
    check (valid_until >= valid_from)
);
create trigger segment_tariff_version_append_only before update or delete or truncate on segment_tariff_version
    for each statement execute function refuse_change();

-- 0: the agreement leaves it to the segment's tariff
alter table tariff_version drop constraint tariff_version_tariff_cents_check;
alter table tariff_version add constraint tariff_version_tariff_cents_check check (tariff_cents >= 0);

-- A product's profile has levels (C11), each with a tariff of its own. A product with one tariff has none.
alter table tariff add column level integer not null default 1 check (level between 1 and 99);
alter table tariff drop constraint tariff_agreement_id_product_key;
alter table tariff add constraint tariff_agreement_id_product_level_key unique (agreement_id, product, level);
alter table tariff_version add column level integer;
