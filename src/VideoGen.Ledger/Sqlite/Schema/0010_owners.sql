-- Which node of a cluster a job belongs to. Null for nobody, and everywhere on one node, where the index stays empty.

alter table job add column owner text;
create index job_owned on job (owner) where owner is not null and due_at is not null;
