-- Events are large texts that are written once and read once: a compression that costs little, where the server has it.
do $$
begin
    alter table outbox alter column body set compression lz4;
exception when feature_not_supported then
    null;
end $$;
