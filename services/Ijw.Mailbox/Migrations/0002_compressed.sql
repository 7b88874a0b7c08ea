-- Messages are compressed before they are encrypted: XML becomes a tenth. What is encrypted does not become smaller any
-- more, so nobody need try.
alter table message_in alter column sealed set storage external;
alter table message_out alter column sealed set storage external;
-- of the text as it was received; 0 for what came in before this was kept
alter table message_in add column length integer not null default 0;
