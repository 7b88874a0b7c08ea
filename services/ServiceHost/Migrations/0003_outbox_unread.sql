-- What we wrote as JSON ourselves is JSON: the database need not read every event to see that it is.
alter table outbox alter column body type text using body::text;
do $$
begin
    alter table outbox alter column body set compression lz4;
exception when feature_not_supported then
    null;
end $$;
