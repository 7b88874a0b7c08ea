-- Until when expensive crisis care may be declared without an approval (R21): the term that the region pack gives it
-- (version 0), and what Contracting told of checking it since. 'infinity' once it is approved.
create table crisis_cover (
    municipality      text    not null,
    allocation_number bigint  not null,
    version           integer not null,
    covered_until     date    not null,
    primary key (municipality, allocation_number)
);
