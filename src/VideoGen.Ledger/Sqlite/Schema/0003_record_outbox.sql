-- The jobs whose documents the system of record may not hold yet: one row a job, in and out of the outbox with it.
-- waiting_since and due_at are null while the newest revision is delivered.

create table record_outbox (
    job_id text primary key references job (id),
    -- Counts the changes of the job and its history.
    revision integer not null,
    delivered_revision integer not null default 0,
    waiting_since integer,
    due_at integer,
    lease_owner text,
    lease_until integer,
    -- Deliveries in a row that failed, and why the last one did.
    attempts integer not null default 0,
    refused integer not null default 0,
    problem text,
    problem_at integer
) strict, without rowid;

create index record_due on record_outbox (due_at) where due_at is not null;
create index record_refused on record_outbox (problem_at) where refused;

-- What older versions did has never been delivered.
insert into record_outbox (job_id, revision, waiting_since, due_at)
select id, 1, unixepoch() * 1000000, unixepoch() * 1000000 from job;
