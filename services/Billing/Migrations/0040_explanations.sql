-- What a line was held against: the version of the allocation, and the version of the tariff. Null where there was none,
-- for a credit (which is held against its debit only), and for what was judged before this was kept.
alter table declaration_line
    add column allocation_version integer,
    add column tariff_id          uuid,
    add column tariff_version     integer,
    add constraint declaration_line_tariff check ((tariff_id is null) = (tariff_version is null));

drop trigger declaration_line_unchanged on declaration_line;
create trigger declaration_line_unchanged before update of id, declaration_id, position, provider, municipality,
    reference, reference_taken, previous_reference, allocation_number, client_key, segment, category, product,
    period_start, period_end, volume, unit, tariff_cents, amount_cents, is_credit, accepted, return_codes,
    allocation_version, tariff_id, tariff_version
    on declaration_line for each statement execute function refuse_change();

-- A payment that came back and those that were made for it again.
create index payment_reissues on payment (reissue_of) where reissue_of is not null;

-- What lists go by that had no index: of one provider, what is running, the accounts of all
-- providers, and the forecasts of one year.
create index supervision_of_provider on supervision (provider, id);
create index supervision_running_list on supervision (id) where ended_at is null;
create index bank_account_of_providers on bank_account (id) where length(party) = 8;
create index forecast_of_year on forecast (municipality, year, id);
