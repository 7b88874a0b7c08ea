-- What the lists go by: a tenant, then the order of the list.
create index declaration_line_list_of_provider on declaration_line (provider, period_start, id);
create index declaration_line_list_of_municipality on declaration_line (municipality, period_start, id);
create index message_in_of_sender on message_in (sender, id);
create index message_in_of_receiver on message_in (receiver, id);
-- the books of the region, in the order in which they are listed
create index ledger_entry_books on ledger_entry (month, municipality, provider, segment)
    include (state, cost_cents, paid_cents);
