-- Times are whole microseconds since 1970-01-01 UTC, money is whole millionths of a US dollar.
-- A document holds what only code reads; a column exists where a statement searches, compares or changes it alone.

create table request (
    number integer primary key autoincrement,
    id text not null unique,
    request_key text unique,
    on_failure text not null,
    halted_at integer,
    cancel_requested_at integer,
    document text not null
) strict;

create table job (
    number integer primary key autoincrement,
    id text not null unique,
    request_id text not null references request (id),
    segment_index integer not null,
    project_id text not null,
    created_day integer not null,
    version integer not null,
    state text not null,
    cost integer not null,
    -- When the next step is due; null in an end state. Not in the document.
    due_at integer,
    -- A wish to be stepped earlier, made by somebody who does not hold the claim. A claim takes it up, a commit leaves it.
    woken_at integer,
    lease_owner text,
    lease_until integer,
    document text not null,
    unique (request_id, segment_index)
) strict;

create index job_pending on job (due_at) where due_at is not null;
create index job_project_cost on job (project_id, cost);
create index job_day_cost on job (created_day, cost);

-- The number counts over all jobs, in the order of commits: whoever passes the history on can go by it.
create table job_event (
    number integer primary key autoincrement,
    job_id text not null references job (id),
    sequence integer not null,
    document text not null,
    unique (job_id, sequence)
) strict;

create table inbox (
    number integer primary key autoincrement,
    job_id text not null references job (id),
    delivery_id text not null,
    received_at integer not null,
    body text not null,
    handled integer not null default 0,
    unique (job_id, delivery_id)
) strict;

create index inbox_open on inbox (job_id) where handled = 0;

create table take (
    job_id text primary key references job (id),
    project_id text not null,
    episode_id text not null,
    scene_number integer not null,
    shot_order integer not null,
    number integer not null,
    unique (project_id, episode_id, scene_number, shot_order, number)
) strict, without rowid;
