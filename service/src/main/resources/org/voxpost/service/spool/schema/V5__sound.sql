-- The gain that brings a message to the usual level, measured while it was recorded; and how calls sounded.
alter table delivery add column gain_db real not null default 0;
alter table call_record add column round_trip_ms real not null default 0;
alter table call_record add column score real not null default 0;
