-- What each mailbox held when it was counted last, for message waiting lamps while Exchange cannot be asked.
create table mailbox_counts (
    mailbox_id      text    primary key,
    unheard         integer not null,
    heard           integer not null,
    urgent_unheard  integer not null,
    urgent_heard    integer not null,
    counted_at      integer not null
);
