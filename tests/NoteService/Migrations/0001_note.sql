create table note (id uuid primary key, text text not null, version int not null default 1);
create table heard (id uuid primary key, times int not null default 1);
