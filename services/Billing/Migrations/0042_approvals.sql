-- A copy of the approvals of expensive care (C10), so that lines without one are refused (B06).
create table approval (
    id                   uuid   primary key,
    provider             text   not null,
    product              text   not null,
    municipality         text   not null,
    valid_from           date   not null,
    valid_until          date   not null,
    maximum_tariff_cents bigint not null
);
create index approval_product on approval (provider, product);

-- For which municipalities the agreement of a tariff holds (C42); null: for all.
alter table tariff add column municipalities text[];

-- Allocations that ended because the client moved: after it the new municipality pays what the old one had agreed (B12).
create index allocation_moved on allocation (provider, client_key) where reason_for_change = '07';
