-- Copies of what other services told: the present allocations, and every version of every tariff.

create table allocation (
    municipality      text   not null,
    number            bigint not null,
    version           integer not null,
    client_key        text   not null,
    provider          text   not null,
    segment           text   not null,
    category          text,
    product           text,
    start_date        date   not null,
    end_date          date,
    volume            bigint,
    unit              text,
    frequency         text,
    budget_cents      bigint,
    reason_for_change text,
    primary key (municipality, number)
);
create index allocation_client on allocation (client_key, municipality, provider);

create table tariff (
    tariff_id    uuid    not null,
    version      integer not null,
    agreement_id uuid    not null,
    provider     text    not null,
    segment      text    not null,
    product      text    not null,
    unit         text    not null,
    tariff_cents bigint  not null,
    valid_from   date    not null,
    valid_until  date    not null,
    primary key (tariff_id, version)
);
create index tariff_product on tariff (provider, product);

-- A judged declaration (JW323); its id is that of the received message.
create table declaration (
    id             uuid        primary key references message_in (id),
    provider       text        not null,
    municipality   text        not null,
    number         text        not null,
    -- a declaration refused as a whole leaves its number free
    number_taken   boolean     not null,
    month          date        not null,
    dated          date        not null,
    verdict        text        not null check (verdict in ('accepted', 'partly', 'rejected')),
    return_codes   text[]      not null,
    lines          integer     not null,
    lines_rejected integer     not null,
    declared_cents bigint      not null,
    granted_cents  bigint      not null,
    received_at    timestamptz not null,
    judged_at      timestamptz not null
);
create unique index declaration_number on declaration (provider, number) where number_taken;
create index declaration_of_provider on declaration (provider, id);
create index declaration_of_municipality on declaration (municipality, id);

create table payment (
    id           uuid        primary key,
    municipality text        not null,
    provider     text        not null,
    through_date date        not null,
    amount_cents bigint      not null check (amount_cents > 0),
    lines        integer     not null,
    paid_on      date        not null,
    paid_at      timestamptz not null
);

create table declaration_line (
    id                 uuid    primary key,
    declaration_id     uuid    not null references declaration (id),
    position           integer not null,
    provider           text    not null,
    municipality       text    not null,
    reference          text    not null,
    -- the first judged line with a reference number has it for ever (TR314)
    reference_taken    boolean not null,
    previous_reference text,
    allocation_number  bigint  not null,
    client_key         text    not null,
    segment            text    not null,
    category           text    not null,
    product            text    not null,
    period_start       date    not null,
    period_end         date    not null,
    volume             bigint  not null,
    unit               text    not null,
    tariff_cents       bigint,
    -- negative for a credit
    amount_cents       bigint  not null,
    is_credit          boolean not null,
    accepted           boolean not null,
    return_codes       text[]  not null,
    -- a debit: the accepted credit that takes it back
    credited_by        uuid    references declaration_line (id) deferrable initially deferred,
    payment_id         uuid    references payment (id),
    -- taken back before it was paid, or the credit that did so: nothing is left to pay
    voided             boolean not null,
    unique (declaration_id, position)
);
create unique index declaration_line_reference on declaration_line (provider, reference) where reference_taken;
-- one debit that is not taken back per allocation, period and product (TR389), whoever judges at the same moment
create unique index declaration_line_open_debit
    on declaration_line (municipality, allocation_number, period_start, period_end, category, product)
    where accepted and not is_credit and credited_by is null;
create unique index declaration_line_credit on declaration_line (credited_by) where credited_by is not null;
create index declaration_line_unpaid on declaration_line (municipality, provider, period_end)
    where accepted and not voided and payment_id is null;
create index declaration_line_payment on declaration_line (payment_id) where payment_id is not null;

-- Double entry in one row: what is on the debit side stands on the credit side, so the sum over all accounts is zero.
-- A transfer is pending when its line is accepted, and is then posted by a payment or voided by a credit, once.
create table ledger_entry (
    id             bigint generated always as identity primary key,
    transfer_id    uuid        not null,
    state          text        not null check (state in ('pending', 'posted', 'voided')),
    line_id        uuid        not null references declaration_line (id),
    declaration_id uuid        not null,
    payment_id     uuid        references payment (id),
    debit_account  text        not null check (debit_account in ('care-cost', 'payable')),
    credit_account text        not null check (credit_account in ('care-cost', 'payable')),
    municipality   text        not null,
    provider       text        not null,
    segment        text        not null,
    month          date        not null,
    amount_cents   bigint      not null check (amount_cents >= 0),
    cost_cents     bigint      not null generated always as (case when debit_account = 'care-cost' then amount_cents else -amount_cents end) stored,
    booked_at      timestamptz not null,
    check (debit_account <> credit_account),
    check ((state = 'posted') = (payment_id is not null))
);
create unique index ledger_entry_opened on ledger_entry (transfer_id) where state = 'pending';
create unique index ledger_entry_closed on ledger_entry (transfer_id) where state <> 'pending';
create index ledger_entry_of_municipality on ledger_entry (municipality, id);
create index ledger_entry_of_provider on ledger_entry (provider, id);
create index ledger_entry_balance on ledger_entry (municipality, month, provider, segment) include (state, cost_cents);
create trigger ledger_entry_append_only before update or delete or truncate on ledger_entry
    for each statement execute function refuse_change();

-- Both sides of every entry as accounts, for whoever checks the sums.
create view ledger_posting as
select id as entry_id, state, debit_account as account, municipality, provider, segment, month, amount_cents as cents from ledger_entry
union all
select id, state, credit_account, municipality, provider, segment, month, -amount_cents from ledger_entry;
