-- What people look a job up by: the id that its provider gave it, and the name of its webhook registration. Both null where there is none.
-- And the project of a request, whose newest requests are listed.

alter table job add column provider_request_id text;
alter table job add column webhook_id text;
update job set
    provider_request_id = document -> 'provider_job' ->> 'request_id',
    webhook_id = document ->> 'webhook_id';
create index job_of_provider_request on job (provider_request_id) where provider_request_id is not null;
create index job_of_webhook on job (webhook_id) where webhook_id is not null;

alter table request add column project_id text;
update request set project_id = document ->> 'project_id';
create index request_of_project on request (project_id, number);
