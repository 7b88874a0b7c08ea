-- Events are large texts that are written once and read once as they are: nobody looks inside, so they need not be taken
-- apart; and a compression that costs little, where the server has it.
alter table outbox alter column body type json using body::text::json;
do $$
begin
    alter table outbox alter column body set compression lz4;
exception when feature_not_supported then
    null;
end $$;
