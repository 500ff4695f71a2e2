-- What gauges show of jobs in no end state, so that looking at them reads no document.

alter table job add column provider text;
alter table job add column created_at integer;
update job set
    provider = json_extract(document, '$.provider'),
    created_at = cast(unixepoch(json_extract(document, '$.created_at'), 'subsec') * 1000000 as integer);
create index job_open on job (provider, state, created_at, cost) where due_at is not null;
