-- Mailboxes whose hidden item makes Outlook show its voicemail form: provisioned once each.
create table outlook_form (
    mailbox_id      text    primary key,
    provisioned_at  integer not null
);
