-- What indexes cost a line that is added. The number first: it nearly always decides, and texts that are the same for
-- all lines of a file are not compared before it.
drop index declaration_line_open_debit;
create unique index declaration_line_open_debit
    on declaration_line (allocation_number, municipality, period_start, period_end, category, product)
    where accepted and not is_credit and credited_by is null;
-- By declaration: lines of one lie together, and whose they are and from when is the declaration's to say.
drop index declaration_line_unpaid;
create index declaration_line_unpaid on declaration_line (declaration_id)
    where accepted and not voided and payment_id is null;
