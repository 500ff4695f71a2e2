-- Who ordered a request (null for somebody on this machine), and which job a path of the media store belongs to: what callers may see
-- depends on both.

alter table request add column caller text;
update request set caller = json_extract(document, '$.caller');
create index request_of_caller on request (caller, number) where caller is not null;

-- Null until the clip is in the media store.
alter table job add column clip_path text;
update job set clip_path = json_extract(document, '$.clip.path') where json_extract(document, '$.clip.stored');
create index job_of_clip on job (clip_path) where clip_path is not null;
