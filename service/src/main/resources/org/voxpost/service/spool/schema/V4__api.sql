-- Keys of the API: only the SHA-256 of each is kept, in hexadecimal.
create table api_key (
    id              text    not null primary key,
    name            text    not null,
    hash            text    not null unique,
    scopes          text    not null,
    created_at      integer not null,
    revoked_at      integer
);

create table api_audit (
    sequence        integer primary key autoincrement,
    at              integer not null,
    key_id          text    not null,
    operation       text    not null,
    subject         text    not null,
    outcome         text    not null
);
create index api_audit_at on api_audit (at);
