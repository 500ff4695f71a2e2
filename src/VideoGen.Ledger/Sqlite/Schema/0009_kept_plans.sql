-- Planned requests that their plan hash alone can order; dropped after a day. The caller is '' for somebody on this machine. The request
-- comes last, so that its length is known without reading it.

create table kept_plan (
    number integer primary key autoincrement,
    caller text not null,
    plan_hash text not null,
    request_key text not null,
    local_folder text,
    planned_at integer not null,
    request blob not null,
    unique (caller, request_key)
) strict;

create index kept_plan_of_hash on kept_plan (caller, plan_hash);
