-- every call asks which mailboxes are full
create index delivery_parked on delivery (mailbox_id) where state = 'PARKED';
