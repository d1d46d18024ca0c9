-- Times are milliseconds since 1970, UTC. An envelope is JSON as in the header of a recording.
create table delivery (
    sequence        integer primary key autoincrement,
    id              text    not null unique,
    mailbox_id      text    not null,
    profile         text    not null,
    caller          text    not null,
    peer            text    not null,
    envelope        text    not null,
    audio_file      text,
    audio_encoding  text,
    audio_rate_hz   integer,
    audio_bytes     integer not null default 0,
    cut_off         integer not null default 0,
    urgent          integer not null default 0,
    private         integer not null default 0,
    accepted_at     integer not null,
    state           text    not null check (state in ('QUEUED', 'SENDING', 'DELIVERED', 'PARKED', 'BURIED')),
    must_ask        integer not null default 0,
    attempts        integer not null default 0,
    smaller         integer not null default 0,
    reason          text    not null default '',
    item_protocol   text,
    item_id         text,
    changed_at      integer not null,
    told_at         integer,
    poked           integer not null default 0
);
create index delivery_open on delivery (sequence) where state in ('QUEUED', 'SENDING', 'PARKED');
create index delivery_buried on delivery (sequence) where state = 'BURIED';
create index delivery_done on delivery (changed_at) where state = 'DELIVERED';
create index delivery_poked on delivery (sequence) where poked = 1;
create index delivery_file on delivery (audio_file);
create index delivery_mailbox on delivery (mailbox_id, accepted_at);
create index delivery_caller on delivery (caller, accepted_at);
create index delivery_peer on delivery (peer, accepted_at);

create table call_record (
    sequence        integer primary key autoincrement,
    call_id         text    not null,
    started_at      integer not null,
    duration_ms     integer not null,
    call_type       text    not null,
    peer            text    not null,
    caller          text    not null,
    dialled         text    not null,
    mailbox_id      text    not null,
    reason          text    not null,
    result          text    not null,
    delivery_id     text    not null,
    recorded_ms     integer not null,
    codec           text    not null,
    packets_lost    integer not null,
    jitter_ms       real    not null
);
create index call_record_started on call_record (started_at);
