-- Tariff levels (C11), individual agreements (B11) and lump sums (B14).
alter table tariff
    add column level      integer,
    add column client_key text,
    add column lump_sum   boolean not null default false;

-- What period was declared before (TR318).
create index declaration_period on declaration (provider, municipality, month) where number_taken;
