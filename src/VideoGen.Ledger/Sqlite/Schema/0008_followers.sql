-- Which process looks at a job at the provider, and until when each such process counts as alive. A look that learns nothing writes neither:
-- the life of a process is one row for all its jobs.

alter table job add column follower text;

create table process (
    owner text primary key,
    alive_until integer not null
) strict, without rowid;
