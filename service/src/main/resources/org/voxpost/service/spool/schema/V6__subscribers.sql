-- Subscribers that were imported, beside those of the configuration file; lists are separated by semicolons.
create table subscriber (
    id              text    not null primary key,
    mailbox         text    not null,
    numbers         text    not null,
    name            text    not null,
    site            text    not null,
    profile         text    not null,
    missed_calls    integer not null,
    language        text    not null,
    operator        text    not null,
    may_dial        text    not null
);
-- One row: counts the imports, so that a running service sees that there was one.
create table subscriber_edition (number integer not null);
insert into subscriber_edition (number) values (0);
