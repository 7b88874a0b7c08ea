-- Where money goes and comes from: the account of a provider (AGB code) or a municipality (CBS code). A row is a
-- proposal that somebody else decides on; the number itself is encrypted, its last four digits stand beside it.
create table bank_account (
    id              uuid        primary key,
    party           text        not null check (party ~ '^([0-9]{4}|[0-9]{8})$'),
    name            text        not null,
    hint            text        not null,
    key_id          text        not null,
    sealed          bytea       not null,
    status          text        not null check (status in ('proposed', 'approved', 'refused', 'replaced')),
    proposed_by     text        not null,
    proposed_at     timestamptz not null,
    decided_by      text        check (decided_by <> proposed_by),
    decided_at      timestamptz,
    reason          text,
    -- the bank's code (AC01 …) when it refused a payment because of the account
    refused_by_bank text,
    check ((decided_by is null) = (status = 'proposed') and (decided_at is null) = (status = 'proposed'))
);
create unique index bank_account_approved on bank_account (party) where status = 'approved';
create unique index bank_account_proposed on bank_account (party) where status = 'proposed';
create index bank_account_party on bank_account (party, id);

-- What a municipality pays together, in one file. Whoever prepared it does not approve it.
create table payment_run (
    id             uuid        primary key,
    municipality   text        not null,
    account_id     uuid        not null references bank_account (id),
    due_through    date        not null,
    execution_date date        not null,
    status         text        not null check (status in ('prepared', 'approved', 'withdrawn')),
    payments       integer     not null,
    lines          integer     not null,
    amount_cents   bigint      not null,
    prepared_by    text        not null,
    prepared_at    timestamptz not null,
    decided_by     text,
    decided_at     timestamptz,
    reason         text,
    -- the pain.001 file, made once: whoever fetches it twice gets the same bytes; none when all comes to 0
    file_key_id    text,
    file_sealed    bytea,
    file_sha256    bytea,
    check ((decided_by is null) = (status = 'prepared') and (decided_at is null) = (status = 'prepared')),
    check (status <> 'approved' or decided_by <> prepared_by),
    check (file_sealed is null or status = 'approved')
);
create index payment_run_of_municipality on payment_run (municipality, id);

-- A payment is one provider's part of a run. Those booked before there were runs have none.
alter table payment drop column through_date;
alter table payment alter column paid_on drop not null;
alter table payment alter column paid_at drop not null;
alter table payment drop constraint payment_amount_cents_check;
alter table payment add constraint payment_amount_cents_check check (amount_cents >= 0);
alter table payment add column run_id uuid references payment_run (id);
alter table payment add column account_id uuid references bank_account (id);
alter table payment add column status text not null default 'paid'
    check (status in ('prepared', 'sent', 'paid', 'rejected', 'returned', 'withdrawn'));
alter table payment alter column status drop default;
-- the bank's last word (ACSC, RJCT …) and its reason (AC04 …)
alter table payment add column bank_status text;
alter table payment add column bank_reason text;
-- a payment that came back after it was paid is made again, whole, by another one
alter table payment add column reissue_of uuid references payment (id);
alter table payment add constraint payment_paid check ((paid_at is null) = (paid_on is null)
    and (status not in ('paid', 'returned') or paid_at is not null));
create unique index payment_once_in_run on payment (run_id, provider) where run_id is not null and reissue_of is null;
create unique index payment_reissued_once on payment (reissue_of)
    where reissue_of is not null and status in ('prepared', 'sent', 'paid');
create index payment_of_run on payment (run_id, id);
create index payment_of_municipality on payment (municipality, id);
create index payment_of_provider on payment (provider, id);
create index payment_returned on payment (municipality, provider) where status = 'returned';

-- Which lines a payment was for, also of one that came to nothing; declaration_line.payment_id is the one that counts.
create table payment_line (
    payment_id uuid not null references payment (id),
    line_id    uuid not null references declaration_line (id),
    primary key (payment_id, line_id)
);
create index payment_line_line on payment_line (line_id);
insert into payment_line (payment_id, line_id) select payment_id, id from declaration_line where payment_id is not null;
create trigger payment_line_append_only before update or delete or truncate on payment_line
    for each statement execute function refuse_change();

-- What the bank said, as it came.
create table payment_status_report (
    id           uuid        primary key,
    run_id       uuid        not null references payment_run (id),
    message_id   text        not null,
    key_id       text        not null,
    sealed       bytea       not null,
    taken_by     text        not null,
    taken_at     timestamptz not null
);
create index payment_status_report_of_run on payment_status_report (run_id, id);
create trigger payment_status_report_append_only before update or delete or truncate on payment_status_report
    for each statement execute function refuse_change();

-- The day of receipt in the Netherlands, from which terms run.
alter table declaration add column received_on date not null
    generated always as ((received_at at time zone 'Europe/Amsterdam')::date) stored;

-- The ledger gets a third account, the bank: a payment is a transfer from payable to bank, per segment and month.
alter table ledger_entry drop constraint ledger_entry_debit_account_check;
alter table ledger_entry drop constraint ledger_entry_credit_account_check;
alter table ledger_entry drop constraint ledger_entry_check1;
alter table ledger_entry alter column line_id drop not null;
alter table ledger_entry alter column declaration_id drop not null;
alter table ledger_entry drop column cost_cents;
alter table ledger_entry add column cost_cents bigint not null generated always as (case 'care-cost'
    when debit_account then amount_cents when credit_account then -amount_cents else 0 end) stored;
alter table ledger_entry add column paid_cents bigint not null generated always as (case 'bank'
    when credit_account then amount_cents when debit_account then -amount_cents else 0 end) stored;
alter table ledger_entry add constraint ledger_entry_accounts check (
    (debit_account, credit_account) in
        (('care-cost', 'payable'), ('payable', 'care-cost'), ('payable', 'bank'), ('bank', 'payable')));
alter table ledger_entry add constraint ledger_entry_cause check (case 'bank'
    when debit_account then line_id is null and payment_id is not null
    when credit_account then line_id is null and payment_id is not null
    else line_id is not null and declaration_id is not null and (state = 'posted') = (payment_id is not null) end);
create index ledger_entry_balance on ledger_entry (municipality, month, provider, segment)
    include (state, cost_cents, paid_cents);
create index ledger_entry_line on ledger_entry (line_id, id) where line_id is not null;
create index ledger_entry_payment on ledger_entry (payment_id, id) where payment_id is not null;

-- what was paid before there were runs has left the bank as well
with part as (
    select gen_random_uuid() as transfer, p.id, p.municipality, p.provider, p.paid_at, l.segment,
        date_trunc('month', l.period_start)::date as month, sum(l.amount_cents)::bigint as cents
    from payment p join declaration_line l on l.payment_id = p.id
    group by p.id, l.segment, date_trunc('month', l.period_start)
    having sum(l.amount_cents) <> 0)
insert into ledger_entry (transfer_id, state, payment_id, debit_account, credit_account, municipality, provider,
    segment, month, amount_cents, booked_at)
select transfer, state, id, case when cents > 0 then 'payable' else 'bank' end,
    case when cents > 0 then 'bank' else 'payable' end, municipality, provider, segment, month, abs(cents), paid_at
from part cross join (values ('pending'), ('posted')) as s (state)
order by transfer, state;

-- What was declared and decided about a line is never changed; only what became of it afterwards (credited_by, voided,
-- payment_id).
create trigger declaration_line_kept before delete or truncate on declaration_line
    for each statement execute function refuse_change();
create trigger declaration_line_unchanged before update of id, declaration_id, position, provider, municipality,
    reference, reference_taken, previous_reference, allocation_number, client_key, segment, category, product,
    period_start, period_end, volume, unit, tariff_cents, amount_cents, is_credit, accepted, return_codes
    on declaration_line for each statement execute function refuse_change();
