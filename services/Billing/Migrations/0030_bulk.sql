-- A month of a country goes through these tables. What cost most per line is done once per statement instead.

-- The books of municipality, provider, segment and month: sums of the ledger, kept by the ledger itself. Two wide indexes
-- that only served to add them up are gone, and reading a book costs the same after ten years as on the first day.
create table ledger_balance (
    month          date   not null,
    municipality   text   not null,
    provider       text   not null,
    segment        text   not null,
    -- credits subtracted, paid or not
    accepted_cents bigint not null,
    paid_cents     bigint not null,
    -- accepted and not paid
    pending_cents  bigint not null,
    -- of these, what a bank has been asked to pay and has not confirmed
    underway_cents bigint not null,
    primary key (month, municipality, provider, segment)
) with (fillfactor = 80);
create unique index ledger_balance_of_municipality on ledger_balance (municipality, month, provider, segment);
create unique index ledger_balance_of_provider on ledger_balance (provider, month, municipality, segment);

create view ledger_sum as
select month, municipality, provider, segment,
    coalesce(sum(cost_cents) filter (where state <> 'posted'), 0)::bigint as accepted_cents,
    coalesce(sum(paid_cents) filter (where state = 'posted'), 0)::bigint as paid_cents,
    coalesce(sum(case state when 'posted' then -paid_cents else cost_cents end), 0)::bigint as pending_cents,
    coalesce(sum(case state when 'pending' then paid_cents else -paid_cents end), 0)::bigint as underway_cents
from ledger_entry group by month, municipality, provider, segment;
insert into ledger_balance select * from ledger_sum;

create function keep_balance() returns trigger language plpgsql as $$
begin
    insert into ledger_balance as kept (month, municipality, provider, segment, accepted_cents, paid_cents,
        pending_cents, underway_cents)
    select month, municipality, provider, segment,
        coalesce(sum(cost_cents) filter (where state <> 'posted'), 0),
        coalesce(sum(paid_cents) filter (where state = 'posted'), 0),
        coalesce(sum(case state when 'posted' then -paid_cents else cost_cents end), 0),
        coalesce(sum(case state when 'pending' then paid_cents else -paid_cents end), 0)
    from added group by month, municipality, provider, segment
    -- in one order, so that no two wait for each other
    order by month, municipality, provider, segment
    on conflict (month, municipality, provider, segment) do update set
        accepted_cents = kept.accepted_cents + excluded.accepted_cents,
        paid_cents = kept.paid_cents + excluded.paid_cents,
        pending_cents = kept.pending_cents + excluded.pending_cents,
        underway_cents = kept.underway_cents + excluded.underway_cents;
    return null;
end $$;
create trigger ledger_entry_balance after insert on ledger_entry referencing new table as added
    for each statement execute function keep_balance();
drop index ledger_entry_balance;
drop index ledger_entry_books;
-- an entry of a line is found by its transfer: that of the line, or of the debit that the line took back unpaid
drop index ledger_entry_line;

-- A line belongs to a declaration and an entry to a line: looked up for all rows of a statement together. Neither can go
-- away or be changed, so looking when they are added is enough. Row by row through the key (offset 0), however few rows
-- there were when a session first made its plan.
create function refuse_line_without_declaration() returns trigger language plpgsql set enable_seqscan = off as $$
begin
    if exists (select from added a where not exists (
        select from declaration d where d.id = a.declaration_id offset 0)) then
        raise foreign_key_violation using message = 'a line belongs to no declaration';
    end if;
    return null;
end $$;
create trigger declaration_line_belongs after insert on declaration_line referencing new table as added
    for each statement execute function refuse_line_without_declaration();
create function refuse_entry_without_line() returns trigger language plpgsql set enable_seqscan = off as $$
begin
    if exists (
        select from added a
        where a.line_id is not null and not exists (
            select from declaration_line l where l.id = a.line_id offset 0)) then
        raise foreign_key_violation using message = 'an entry belongs to no line';
    end if;
    return null;
end $$;
create trigger ledger_entry_belongs after insert on ledger_entry referencing new table as added
    for each statement execute function refuse_entry_without_line();
alter table declaration_line drop constraint declaration_line_declaration_id_fkey;
alter table ledger_entry drop constraint ledger_entry_line_id_fkey;
create trigger declaration_kept before delete or truncate on declaration
    for each statement execute function refuse_change();
create trigger declaration_unchanged before update of id on declaration
    for each statement execute function refuse_change();
