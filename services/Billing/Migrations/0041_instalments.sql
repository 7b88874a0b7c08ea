-- What is paid by lump sum (B14): instalments that Contracting told, each once. What was agreed is never changed; only which
-- payment settles it.
create table instalment (
    id           uuid        primary key,
    schedule_id  uuid        not null,
    agreement_id uuid        not null,
    tariff_id    uuid        not null,
    provider     text        not null,
    municipality text        not null,
    segment      text        not null,
    product      text        not null,
    month        date        not null,
    due_on       date        not null,
    amount_cents bigint      not null check (amount_cents > 0),
    agreed_at    timestamptz not null,
    payment_id   uuid        references payment (id),
    -- a month is paid once
    unique (tariff_id, municipality, month)
);
create index instalment_list_of_municipality on instalment (municipality, month, id);
create index instalment_list_of_provider on instalment (provider, month, id);
create index instalment_list on instalment (month, id);
create index instalment_unpaid on instalment (municipality, provider, due_on) where payment_id is null;
create index instalment_payment on instalment (payment_id) where payment_id is not null;
create trigger instalment_kept before delete or truncate on instalment
    for each statement execute function refuse_change();
create trigger instalment_unchanged before update of id, schedule_id, agreement_id, tariff_id, provider, municipality,
    segment, product, month, due_on, amount_cents, agreed_at
    on instalment for each statement execute function refuse_change();

-- Which instalments a payment was for, also of one that came to nothing; instalment.payment_id is the one that counts.
create table payment_instalment (
    payment_id    uuid not null references payment (id),
    instalment_id uuid not null references instalment (id),
    primary key (payment_id, instalment_id)
);
create index payment_instalment_instalment on payment_instalment (instalment_id);
create trigger payment_instalment_append_only before update or delete or truncate on payment_instalment
    for each statement execute function refuse_change();

-- An entry between care cost and payable is caused by a line or by an instalment.
alter table ledger_entry add column instalment_id uuid references instalment (id);
alter table ledger_entry drop constraint ledger_entry_cause;
alter table ledger_entry add constraint ledger_entry_cause check (case 'bank'
    when debit_account then num_nonnulls(line_id, instalment_id) = 0 and payment_id is not null
    when credit_account then num_nonnulls(line_id, instalment_id) = 0 and payment_id is not null
    else num_nonnulls(line_id, instalment_id) = 1 and (line_id is null) = (declaration_id is null)
        and (state = 'posted') = (payment_id is not null) end);
create index ledger_entry_instalment on ledger_entry (instalment_id, id) where instalment_id is not null;
