-- Which node of a cluster a job belongs to. Null for nobody, and everywhere on one node, where the index stays empty.

alter table job add column owner text;
create index job_owned on job (owner) where owner is not null and due_at is not null;

-- Which nodes live, as the cluster's membership keeps it: one row a node and start, and one that counts the changes. Here only, as the cluster is.
create table node (
    address text primary key,
    version bigint not null,
    alive_at bigint not null,
    document json not null
);

create table node_version (
    only_row integer primary key check (only_row = 1),
    version bigint not null
);

insert into node_version values (1, 0);
