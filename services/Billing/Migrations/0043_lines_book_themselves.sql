-- An accepted line is its own entry in the ledger: it opens its transfer by being there. Neither can be without the
-- other, and a line is written once. What else is booked (what ends transfers, payments, instalments) is a row of its own.

-- Entries are counted on by identities that rise with time, like lines: one new identity for those that are written
-- together, and the place of each in its last four bytes.
create function numbered(first uuid, place bigint) returns uuid language sql immutable strict parallel safe
    return overlay(first::text placing lpad(to_hex(place), 8, '0') from 29)::uuid;

create function month_of(day date) returns date language sql immutable strict parallel safe
    return date_trunc('month', day::timestamp)::date;

alter table declaration_line add column judged_at timestamptz;
update declaration_line l set judged_at = d.judged_at from declaration d where d.id = l.declaration_id;
alter table declaration_line alter column judged_at set not null;

-- Where the lines of a declaration are: its lines are found by it, so no index over all lines is needed for a list.
alter table declaration
    add column first_line uuid, add column last_line uuid, add column first_period date, add column last_period date;
update declaration d set (first_line, last_line, first_period, last_period) = (
    select min(l.id::text)::uuid, max(l.id::text)::uuid, min(l.period_start), max(l.period_start)
    from declaration_line l where l.declaration_id = d.id);
alter table declaration add constraint declaration_range
    check (num_nulls(first_line, last_line, first_period, last_period) in (0, 4));
create index declaration_lines_of_provider on declaration (provider, last_line, last_period, first_period);
create index declaration_lines_of_municipality on declaration (municipality, last_line, last_period, first_period);
drop index declaration_line_list_of_provider;
drop index declaration_line_list_of_municipality;
alter table declaration_line drop constraint declaration_line_declaration_id_position_key;

drop view ledger_posting;
drop view ledger_sum;
alter table ledger_entry rename to ledger_booking;
alter table ledger_booking disable trigger user;
do $$ begin
    if exists (
        select from declaration_line l
        full join (select * from ledger_booking where state = 'pending' and line_id is not null) e on e.line_id = l.id
        where (l.accepted and not (l.is_credit and l.voided)) is distinct from (e.line_id is not null)
           or e.cost_cents <> l.amount_cents or e.transfer_id <> l.id or e.segment <> l.segment
           or (e.provider, e.municipality, e.month) <> (l.provider, l.municipality, month_of(l.period_start))) then
        raise 'lines and their entries in the ledger do not agree: see to that first';
    end if;
end $$;
delete from ledger_booking where state = 'pending' and line_id is not null;
alter table ledger_booking add column key uuid;
update ledger_booking set key = (lpad(to_hex((extract(epoch from booked_at) * 1000)::bigint), 12, '0') || '70008000'
    || lpad(to_hex(id), 12, '0'))::uuid;
alter table ledger_booking drop column id;
alter table ledger_booking rename column key to id;
alter table ledger_booking add primary key (id);
create index ledger_booking_of_municipality on ledger_booking (municipality, id);
create index ledger_booking_of_provider on ledger_booking (provider, id);
create index ledger_booking_payment on ledger_booking (payment_id, id) where payment_id is not null;
create index ledger_booking_instalment on ledger_booking (instalment_id, id) where instalment_id is not null;
alter index ledger_entry_opened rename to ledger_booking_opened;
alter index ledger_entry_closed rename to ledger_booking_closed;
alter table ledger_booking enable trigger user;
alter table ledger_booking rename constraint ledger_entry_accounts to ledger_booking_accounts;
alter table ledger_booking rename constraint ledger_entry_cause to ledger_booking_cause;
alter table ledger_booking add constraint ledger_booking_line_is_open
    check (not (state = 'pending' and line_id is not null));
alter trigger ledger_entry_append_only on ledger_booking rename to ledger_booking_append_only;
alter trigger ledger_entry_balance on ledger_booking rename to ledger_booking_balance;
alter trigger ledger_entry_belongs on ledger_booking rename to ledger_booking_belongs;

create view line_entry as
select id, id as transfer_id, 'pending' as state, id as line_id, declaration_id, null::uuid as payment_id,
    null::uuid as instalment_id, case when is_credit then 'payable' else 'care-cost' end as debit_account,
    case when is_credit then 'care-cost' else 'payable' end as credit_account, municipality, provider, segment,
    month_of(period_start) as month, abs(amount_cents) as amount_cents, amount_cents as cost_cents,
    0::bigint as paid_cents, judged_at as booked_at
from declaration_line where accepted and not (is_credit and voided);

create view ledger_entry as
select * from line_entry
union all
select id, transfer_id, state, line_id, declaration_id, payment_id, instalment_id, debit_account, credit_account,
    municipality, provider, segment, month, amount_cents, cost_cents, paid_cents, booked_at
from ledger_booking;

-- Both sides of every entry as accounts, for whoever checks the sums.
create view ledger_posting as
select id as entry_id, state, debit_account as account, municipality, provider, segment, month, amount_cents as cents
from ledger_entry
union all
select id, state, credit_account, municipality, provider, segment, month, -amount_cents from ledger_entry;

create view ledger_sum as
select month, municipality, provider, segment,
    coalesce(sum(cost_cents) filter (where state <> 'posted'), 0)::bigint as accepted_cents,
    coalesce(sum(paid_cents) filter (where state = 'posted'), 0)::bigint as paid_cents,
    coalesce(sum(case state when 'posted' then -paid_cents else cost_cents end), 0)::bigint as pending_cents,
    coalesce(sum(case state when 'pending' then paid_cents else -paid_cents end), 0)::bigint as underway_cents
from ledger_entry group by month, municipality, provider, segment;

-- Lines that are added: each belongs to a declaration and lies where that says, and what they cost stands in the books.
-- Once per statement: declarations are looked up by their keys and then held against all lines together.
drop trigger declaration_line_belongs on declaration_line;
drop function refuse_line_without_declaration();
create function book_lines() returns trigger language plpgsql
    set enable_seqscan = off set enable_nestloop = off set work_mem = '64MB' as $$
declare
    declarations uuid[] := array(select distinct declaration_id from added);
begin
    if exists (
        select from added a left join (select * from declaration where id = any(declarations)) d
            on d.id = a.declaration_id
        where (a.id between d.first_line and d.last_line and a.period_start between d.first_period and d.last_period
            and a.provider = d.provider and a.municipality = d.municipality) is not true) then
        raise foreign_key_violation using
            message = 'a line belongs to no declaration, or lies elsewhere than that says';
    end if;
    insert into ledger_balance as kept (month, municipality, provider, segment, accepted_cents, paid_cents,
        pending_cents, underway_cents)
    select b.month, d.municipality, d.provider, b.segment, sum(b.cents), 0, sum(b.cents), 0
    from (
        select declaration_id, segment, month_of(period_start) as month, sum(amount_cents) as cents
        from added where accepted and not (is_credit and voided) group by 1, 2, 3) b
    join (select * from declaration where id = any(declarations)) d on d.id = b.declaration_id
    group by b.month, d.municipality, d.provider, b.segment
    -- in one order, so that no two wait for each other
    order by b.month, d.municipality, d.provider, b.segment
    on conflict (month, municipality, provider, segment) do update set
        accepted_cents = kept.accepted_cents + excluded.accepted_cents,
        pending_cents = kept.pending_cents + excluded.pending_cents;
    return null;
end $$;
create trigger declaration_line_booked after insert on declaration_line referencing new table as added
    for each statement execute function book_lines();

-- Which payment settles a line and which credit takes it back is said later, never when it is added: so it is checked
-- then, and adding lines does not pay for it.
alter table declaration_line drop constraint declaration_line_payment_id_fkey;
alter table declaration_line drop constraint declaration_line_credited_by_fkey;
alter table declaration_line add constraint declaration_line_settled_is_accepted
    check (payment_id is null or accepted and not voided);
create function refuse_unknown_settlement() returns trigger language plpgsql set enable_seqscan = off as $$
begin
    if exists (
        select from changed c
        where c.payment_id is not null and not exists (select from payment p where p.id = c.payment_id offset 0)) then
        raise foreign_key_violation using message = 'a line is settled by no payment';
    end if;
    return null;
end $$;
create trigger declaration_line_settled after update on declaration_line referencing new table as changed
    for each statement execute function refuse_unknown_settlement();
-- a credit is added after its debit has been told of it, in the same transaction
create function refuse_unknown_credit() returns trigger language plpgsql as $$
begin
    if not exists (select from declaration_line l where l.id = new.credited_by and l.is_credit and l.accepted) then
        raise foreign_key_violation using message = 'a line is taken back by no credit';
    end if;
    return null;
end $$;
create constraint trigger declaration_line_taken_back after update of credited_by on declaration_line
    deferrable initially deferred for each row when (new.credited_by is not null)
    execute function refuse_unknown_credit();

drop trigger declaration_line_unchanged on declaration_line;
create trigger declaration_line_unchanged before update of id, declaration_id, position, provider, municipality,
    reference, reference_taken, previous_reference, allocation_number, client_key, segment, category, product,
    period_start, period_end, volume, unit, tariff_cents, amount_cents, is_credit, accepted, return_codes, judged_at,
    allocation_version, tariff_id, tariff_version
    on declaration_line for each statement execute function refuse_change();
-- what a credit books hangs on it
create trigger declaration_line_credit_unchanged before update of voided on declaration_line
    for each row when (old.is_credit and old.voided is distinct from new.voided) execute function refuse_change();
create trigger declaration_lines_placed before update of first_line, last_line, first_period, last_period, provider,
    municipality on declaration for each statement execute function refuse_change();
