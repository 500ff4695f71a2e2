pragma application_id = 1447511374;
CREATE TABLE schema_version (version integer primary key) strict;
CREATE TABLE request (
    number integer primary key autoincrement,
    id text not null unique,
    request_key text unique,
    on_failure text not null,
    halted_at integer,
    cancel_requested_at integer,
    document text not null
, caller text, order_hash text, project_id text) strict;
CREATE TABLE job (
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
    document text not null, clip_path text, provider text, created_at integer, follower text, owner text, provider_request_id text, webhook_id text,
    unique (request_id, segment_index)
) strict;
CREATE INDEX job_pending on job (due_at) where due_at is not null;
CREATE INDEX job_project_cost on job (project_id, cost);
CREATE INDEX job_day_cost on job (created_day, cost);
CREATE TABLE job_event (
    number integer primary key autoincrement,
    job_id text not null references job (id),
    sequence integer not null,
    document text not null,
    unique (job_id, sequence)
) strict;
CREATE TABLE inbox (
    number integer primary key autoincrement,
    job_id text not null references job (id),
    delivery_id text not null,
    received_at integer not null,
    body text not null,
    handled integer not null default 0,
    unique (job_id, delivery_id)
) strict;
CREATE INDEX inbox_open on inbox (job_id) where handled = 0;
CREATE TABLE take (
    job_id text primary key references job (id),
    project_id text not null,
    episode_id text not null,
    scene_number integer not null,
    shot_order integer not null,
    number integer not null,
    unique (project_id, episode_id, scene_number, shot_order, number)
) strict, without rowid;
CREATE TABLE prompt_template (
    id text not null,
    version integer not null,
    name text not null,
    model text,
    document text not null,
    shipped_document text,
    primary key (id, version)
) strict;
CREATE TABLE provider_config (
    provider text primary key,
    document text not null,
    shipped_document text
) strict;
CREATE TABLE catalog_seed (
    only_row integer primary key check (only_row = 1),
    hash text not null
) strict;
CREATE TABLE record_outbox (
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
CREATE INDEX record_due on record_outbox (due_at) where due_at is not null;
CREATE INDEX record_refused on record_outbox (problem_at) where refused;
CREATE INDEX request_of_caller on request (caller, number) where caller is not null;
CREATE INDEX job_of_clip on job (clip_path) where clip_path is not null;
CREATE INDEX request_of_order on request (order_hash, number) where order_hash is not null;
CREATE INDEX job_open on job (provider, state, created_at, cost) where due_at is not null;
CREATE TABLE joined_key (
    request_key text primary key,
    request_id text not null references request (id),
    input_hash text not null
) strict, without rowid;
CREATE TABLE process (
    owner text primary key,
    alive_until integer not null
) strict, without rowid;
CREATE TABLE kept_plan (
    number integer primary key autoincrement,
    caller text not null,
    plan_hash text not null,
    request_key text not null,
    local_folder text,
    planned_at integer not null,
    request blob not null,
    unique (caller, request_key)
) strict;
CREATE INDEX kept_plan_of_hash on kept_plan (caller, plan_hash);
CREATE INDEX job_owned on job (owner) where owner is not null and due_at is not null;
CREATE INDEX job_of_provider_request on job (provider_request_id) where provider_request_id is not null;
CREATE INDEX job_of_webhook on job (webhook_id) where webhook_id is not null;
CREATE INDEX request_of_project on request (project_id, number);
insert into schema_version values (1);
insert into schema_version values (2);
insert into schema_version values (3);
insert into schema_version values (4);
insert into schema_version values (5);
insert into schema_version values (6);
insert into schema_version values (7);
insert into schema_version values (8);
insert into schema_version values (9);
insert into schema_version values (10);
insert into schema_version values (11);
insert into request values (1, 'req_Planned', 'key-Planned', 'Halt', null, null, '{"id":"req_Planned","request_key":"key-Planned","input_hash":"input-Planned","order_hash":"order-Planned","plan_hash":"plan-Planned","project_id":"atlas","episode_id":"e1","on_failure":"halt","plan":{"provider":"animatic","segments":[],"total_seconds":4,"estimated_cost_usd":0.4,"plan_hash":"plan-Planned","decisions":["one segment"],"frames":[{"frame_id":"f1","status":"planned","segment_id":"SEGMENT_1"}],"warnings":[],"batches":[{"number":1,"frame_ids":["f1"]}]},"created_at":"2026-03-01T12:00:00+00:00"}', null, 'order-Planned', 'atlas');
insert into request values (2, 'req_Submitting', 'key-Submitting', 'Halt', null, null, '{"id":"req_Submitting","request_key":"key-Submitting","input_hash":"input-Submitting","order_hash":"order-Submitting","plan_hash":"plan-Submitting","project_id":"atlas","episode_id":"e1","on_failure":"halt","plan":{"provider":"animatic","segments":[],"total_seconds":4,"estimated_cost_usd":0.4,"plan_hash":"plan-Submitting","decisions":["one segment"],"frames":[{"frame_id":"f1","status":"planned","segment_id":"SEGMENT_1"}],"warnings":[],"batches":[{"number":1,"frame_ids":["f1"]}]},"created_at":"2026-03-01T12:00:00+00:00"}', null, 'order-Submitting', 'atlas');
insert into request values (3, 'req_Queued', 'key-Queued', 'Halt', null, null, '{"id":"req_Queued","request_key":"key-Queued","input_hash":"input-Queued","order_hash":"order-Queued","plan_hash":"plan-Queued","project_id":"atlas","episode_id":"e1","on_failure":"halt","plan":{"provider":"animatic","segments":[],"total_seconds":4,"estimated_cost_usd":0.4,"plan_hash":"plan-Queued","decisions":["one segment"],"frames":[{"frame_id":"f1","status":"planned","segment_id":"SEGMENT_1"}],"warnings":[],"batches":[{"number":1,"frame_ids":["f1"]}]},"created_at":"2026-03-01T12:00:00+00:00"}', null, 'order-Queued', 'atlas');
insert into request values (4, 'req_Running', 'key-Running', 'Halt', null, null, '{"id":"req_Running","request_key":"key-Running","input_hash":"input-Running","order_hash":"order-Running","plan_hash":"plan-Running","project_id":"atlas","episode_id":"e1","on_failure":"halt","plan":{"provider":"animatic","segments":[],"total_seconds":4,"estimated_cost_usd":0.4,"plan_hash":"plan-Running","decisions":["one segment"],"frames":[{"frame_id":"f1","status":"planned","segment_id":"SEGMENT_1"}],"warnings":[],"batches":[{"number":1,"frame_ids":["f1"]}]},"created_at":"2026-03-01T12:00:00+00:00"}', null, 'order-Running', 'atlas');
insert into request values (5, 'req_Downloading', 'key-Downloading', 'Halt', null, null, '{"id":"req_Downloading","request_key":"key-Downloading","input_hash":"input-Downloading","order_hash":"order-Downloading","plan_hash":"plan-Downloading","project_id":"atlas","episode_id":"e1","on_failure":"halt","plan":{"provider":"animatic","segments":[],"total_seconds":4,"estimated_cost_usd":0.4,"plan_hash":"plan-Downloading","decisions":["one segment"],"frames":[{"frame_id":"f1","status":"planned","segment_id":"SEGMENT_1"}],"warnings":[],"batches":[{"number":1,"frame_ids":["f1"]}]},"created_at":"2026-03-01T12:00:00+00:00"}', null, 'order-Downloading', 'atlas');
insert into request values (6, 'req_SubmissionUnknown', 'key-SubmissionUnknown', 'Halt', null, null, '{"id":"req_SubmissionUnknown","request_key":"key-SubmissionUnknown","input_hash":"input-SubmissionUnknown","order_hash":"order-SubmissionUnknown","plan_hash":"plan-SubmissionUnknown","project_id":"atlas","episode_id":"e1","on_failure":"halt","plan":{"provider":"animatic","segments":[],"total_seconds":4,"estimated_cost_usd":0.4,"plan_hash":"plan-SubmissionUnknown","decisions":["one segment"],"frames":[{"frame_id":"f1","status":"planned","segment_id":"SEGMENT_1"}],"warnings":[],"batches":[{"number":1,"frame_ids":["f1"]}]},"created_at":"2026-03-01T12:00:00+00:00"}', null, 'order-SubmissionUnknown', 'atlas');
insert into request values (7, 'req_Succeeded', 'key-Succeeded', 'Halt', null, null, '{"id":"req_Succeeded","request_key":"key-Succeeded","input_hash":"input-Succeeded","order_hash":"order-Succeeded","plan_hash":"plan-Succeeded","project_id":"atlas","episode_id":"e1","on_failure":"halt","plan":{"provider":"animatic","segments":[],"total_seconds":4,"estimated_cost_usd":0.4,"plan_hash":"plan-Succeeded","decisions":["one segment"],"frames":[{"frame_id":"f1","status":"planned","segment_id":"SEGMENT_1"}],"warnings":[],"batches":[{"number":1,"frame_ids":["f1"]}]},"created_at":"2026-03-01T12:00:00+00:00"}', null, 'order-Succeeded', 'atlas');
insert into request values (8, 'req_Failed', 'key-Failed', 'Halt', null, null, '{"id":"req_Failed","request_key":"key-Failed","input_hash":"input-Failed","order_hash":"order-Failed","plan_hash":"plan-Failed","project_id":"atlas","episode_id":"e1","on_failure":"halt","plan":{"provider":"animatic","segments":[],"total_seconds":4,"estimated_cost_usd":0.4,"plan_hash":"plan-Failed","decisions":["one segment"],"frames":[{"frame_id":"f1","status":"planned","segment_id":"SEGMENT_1"}],"warnings":[],"batches":[{"number":1,"frame_ids":["f1"]}]},"created_at":"2026-03-01T12:00:00+00:00"}', null, 'order-Failed', 'atlas');
insert into request values (9, 'req_Cancelled', 'key-Cancelled', 'Halt', null, null, '{"id":"req_Cancelled","request_key":"key-Cancelled","input_hash":"input-Cancelled","order_hash":"order-Cancelled","plan_hash":"plan-Cancelled","project_id":"atlas","episode_id":"e1","on_failure":"halt","plan":{"provider":"animatic","segments":[],"total_seconds":4,"estimated_cost_usd":0.4,"plan_hash":"plan-Cancelled","decisions":["one segment"],"frames":[{"frame_id":"f1","status":"planned","segment_id":"SEGMENT_1"}],"warnings":[],"batches":[{"number":1,"frame_ids":["f1"]}]},"created_at":"2026-03-01T12:00:00+00:00"}', null, 'order-Cancelled', 'atlas');
insert into request values (10, 'req_NotAttempted', 'key-NotAttempted', 'Halt', null, null, '{"id":"req_NotAttempted","request_key":"key-NotAttempted","input_hash":"input-NotAttempted","order_hash":"order-NotAttempted","plan_hash":"plan-NotAttempted","project_id":"atlas","episode_id":"e1","on_failure":"halt","plan":{"provider":"animatic","segments":[],"total_seconds":4,"estimated_cost_usd":0.4,"plan_hash":"plan-NotAttempted","decisions":["one segment"],"frames":[{"frame_id":"f1","status":"planned","segment_id":"SEGMENT_1"}],"warnings":[],"batches":[{"number":1,"frame_ids":["f1"]}]},"created_at":"2026-03-01T12:00:00+00:00"}', null, 'order-NotAttempted', 'atlas');
insert into request values (11, 'req_Expired', 'key-Expired', 'Halt', null, null, '{"id":"req_Expired","request_key":"key-Expired","input_hash":"input-Expired","order_hash":"order-Expired","plan_hash":"plan-Expired","project_id":"atlas","episode_id":"e1","on_failure":"halt","plan":{"provider":"animatic","segments":[],"total_seconds":4,"estimated_cost_usd":0.4,"plan_hash":"plan-Expired","decisions":["one segment"],"frames":[{"frame_id":"f1","status":"planned","segment_id":"SEGMENT_1"}],"warnings":[],"batches":[{"number":1,"frame_ids":["f1"]}]},"created_at":"2026-03-01T12:00:00+00:00"}', null, 'order-Expired', 'atlas');
insert into sqlite_sequence values ('request', 11);
insert into sqlite_sequence values ('job', 11);
insert into sqlite_sequence values ('job_event', 21);
insert into sqlite_sequence values ('inbox', 1);
insert into job values (1, 'job_Planned_0', 'req_Planned', 0, 'atlas', 20513, 1, 'planned', 400000, 1772366400000000, null, null, null, '{"id":"job_Planned_0","request_id":"req_Planned","version":1,"state":"planned","segment_id":"SEGMENT_1","segment_index":0,"project_id":"atlas","episode_id":"e1","scene_number":1,"shot_order":1,"frame_ids":["f1","f2"],"stills":[],"camera_notes":[],"shot_seconds":[],"grouping":[],"provider":"animatic","model":"animatic/pan","prompt":"slow push-in on the lighthouse","template_id":"motion","template_version":1,"wanted_seconds":3,"slot_seconds":4,"motion_strength":0.5,"output":{"width":1280,"height":720,"frames_per_second":24,"confirmed":true},"price":{"units_per_second":1,"usd_per_second":0,"usd_per_clip":0,"steps":[]},"continuity":"none","is_continued":false,"reserved_usd":0.4,"bill_to_read":false,"blocking":false,"unreachable_reads":0,"exchanges":[],"runs_on":false,"download_attempts":0,"created_at":"2026-03-01T12:00:00+00:00"}', null, 'animatic', 1772366400000000, null, null, null, null);
insert into job values (2, 'job_Submitting_0', 'req_Submitting', 0, 'atlas', 20513, 2, 'submitting', 400000, 1772366410000000, null, null, null, '{"id":"job_Submitting_0","request_id":"req_Submitting","version":2,"state":"submitting","segment_id":"SEGMENT_1","segment_index":0,"project_id":"atlas","episode_id":"e1","scene_number":1,"shot_order":1,"frame_ids":["f1","f2"],"stills":[],"camera_notes":[],"shot_seconds":[],"grouping":[],"provider":"animatic","model":"animatic/pan","prompt":"slow push-in on the lighthouse","template_id":"motion","template_version":1,"wanted_seconds":3,"slot_seconds":4,"motion_strength":0.5,"output":{"width":1280,"height":720,"frames_per_second":24,"confirmed":true},"price":{"units_per_second":1,"usd_per_second":0,"usd_per_clip":0,"steps":[]},"continuity":"none","is_continued":false,"reserved_usd":0.4,"bill_to_read":false,"payload":"{\u0022prompt\u0022:\u0022slow push-in\u0022}","blocking":false,"unreachable_reads":0,"exchanges":[],"runs_on":false,"download_attempts":0,"created_at":"2026-03-01T12:00:00+00:00","submitted_at":"2026-03-01T12:00:00+00:00"}', null, 'animatic', 1772366400000000, null, null, null, null);
insert into job values (3, 'job_Queued_0', 'req_Queued', 0, 'atlas', 20513, 2, 'queued', 400000, 1772366410000000, 1772366400000000, null, null, '{"id":"job_Queued_0","request_id":"req_Queued","version":2,"state":"queued","segment_id":"SEGMENT_1","segment_index":0,"project_id":"atlas","episode_id":"e1","scene_number":1,"shot_order":1,"frame_ids":["f1","f2"],"stills":[],"camera_notes":[],"shot_seconds":[],"grouping":[],"provider":"animatic","model":"animatic/pan","prompt":"slow push-in on the lighthouse","template_id":"motion","template_version":1,"wanted_seconds":3,"slot_seconds":4,"motion_strength":0.5,"output":{"width":1280,"height":720,"frames_per_second":24,"confirmed":true},"price":{"units_per_second":1,"usd_per_second":0,"usd_per_clip":0,"steps":[]},"continuity":"none","is_continued":false,"reserved_usd":0.4,"bill_to_read":false,"payload":"{\u0022prompt\u0022:\u0022slow push-in\u0022}","blocking":false,"provider_job":{"request_id":"provider-Queued","model":"animatic/pan"},"unreachable_reads":0,"exchanges":[],"runs_on":false,"download_attempts":0,"created_at":"2026-03-01T12:00:00+00:00","submitted_at":"2026-03-01T12:00:00+00:00"}', null, 'animatic', 1772366400000000, null, null, 'provider-Queued', null);
insert into job values (4, 'job_Running_0', 'req_Running', 0, 'atlas', 20513, 2, 'running', 400000, 1772366410000000, null, null, null, '{"id":"job_Running_0","request_id":"req_Running","version":2,"state":"running","segment_id":"SEGMENT_1","segment_index":0,"project_id":"atlas","episode_id":"e1","scene_number":1,"shot_order":1,"frame_ids":["f1","f2"],"stills":[],"camera_notes":[],"shot_seconds":[],"grouping":[],"provider":"animatic","model":"animatic/pan","prompt":"slow push-in on the lighthouse","template_id":"motion","template_version":1,"wanted_seconds":3,"slot_seconds":4,"motion_strength":0.5,"output":{"width":1280,"height":720,"frames_per_second":24,"confirmed":true},"price":{"units_per_second":1,"usd_per_second":0,"usd_per_clip":0,"steps":[]},"continuity":"none","is_continued":false,"reserved_usd":0.4,"bill_to_read":false,"payload":"{\u0022prompt\u0022:\u0022slow push-in\u0022}","blocking":false,"provider_job":{"request_id":"provider-Running","model":"animatic/pan"},"unreachable_reads":0,"exchanges":[],"runs_on":false,"download_attempts":0,"created_at":"2026-03-01T12:00:00+00:00","submitted_at":"2026-03-01T12:00:00+00:00"}', null, 'animatic', 1772366400000000, 'a process of that time', null, 'provider-Running', null);
insert into job values (5, 'job_Downloading_0', 'req_Downloading', 0, 'atlas', 20513, 2, 'downloading', 400000, 1772366410000000, null, null, null, '{"id":"job_Downloading_0","request_id":"req_Downloading","version":2,"state":"downloading","segment_id":"SEGMENT_1","segment_index":0,"project_id":"atlas","episode_id":"e1","scene_number":1,"shot_order":1,"frame_ids":["f1","f2"],"stills":[],"camera_notes":[],"shot_seconds":[],"grouping":[],"provider":"animatic","model":"animatic/pan","prompt":"slow push-in on the lighthouse","template_id":"motion","template_version":1,"wanted_seconds":3,"slot_seconds":4,"motion_strength":0.5,"output":{"width":1280,"height":720,"frames_per_second":24,"confirmed":true},"price":{"units_per_second":1,"usd_per_second":0,"usd_per_clip":0,"steps":[]},"continuity":"none","is_continued":false,"reserved_usd":0,"billed_usd":0.4,"billed_seconds":4,"bill_to_read":false,"payload":"{\u0022prompt\u0022:\u0022slow push-in\u0022}","blocking":false,"provider_job":{"request_id":"provider-Downloading","model":"animatic/pan"},"provider_clip":{"address":"https://clips.example.com/1.mp4","notes":[]},"unreachable_reads":0,"exchanges":[],"runs_on":false,"download_attempts":0,"created_at":"2026-03-01T12:00:00+00:00","submitted_at":"2026-03-01T12:00:00+00:00"}', null, 'animatic', 1772366400000000, null, null, 'provider-Downloading', null);
insert into job values (6, 'job_SubmissionUnknown_0', 'req_SubmissionUnknown', 0, 'atlas', 20513, 2, 'submission_unknown', 400000, 1772366410000000, null, null, null, '{"id":"job_SubmissionUnknown_0","request_id":"req_SubmissionUnknown","version":2,"state":"submission_unknown","segment_id":"SEGMENT_1","segment_index":0,"project_id":"atlas","episode_id":"e1","scene_number":1,"shot_order":1,"frame_ids":["f1","f2"],"stills":[],"camera_notes":[],"shot_seconds":[],"grouping":[],"provider":"animatic","model":"animatic/pan","prompt":"slow push-in on the lighthouse","template_id":"motion","template_version":1,"wanted_seconds":3,"slot_seconds":4,"motion_strength":0.5,"output":{"width":1280,"height":720,"frames_per_second":24,"confirmed":true},"price":{"units_per_second":1,"usd_per_second":0,"usd_per_clip":0,"steps":[]},"continuity":"none","is_continued":false,"reserved_usd":0.4,"bill_to_read":false,"payload":"{\u0022prompt\u0022:\u0022slow push-in\u0022}","blocking":false,"unreachable_reads":0,"exchanges":[],"runs_on":false,"download_attempts":0,"created_at":"2026-03-01T12:00:00+00:00","submitted_at":"2026-03-01T12:00:00+00:00"}', null, 'animatic', 1772366400000000, null, null, null, null);
insert into job values (7, 'job_Succeeded_0', 'req_Succeeded', 0, 'atlas', 20513, 2, 'succeeded', 400000, null, null, null, null, '{"id":"job_Succeeded_0","request_id":"req_Succeeded","version":2,"state":"succeeded","segment_id":"SEGMENT_1","segment_index":0,"project_id":"atlas","episode_id":"e1","scene_number":1,"shot_order":1,"frame_ids":["f1","f2"],"stills":[],"camera_notes":[],"shot_seconds":[],"grouping":[],"provider":"animatic","model":"animatic/pan","prompt":"slow push-in on the lighthouse","template_id":"motion","template_version":1,"wanted_seconds":3,"slot_seconds":4,"motion_strength":0.5,"output":{"width":1280,"height":720,"frames_per_second":24,"confirmed":true},"price":{"units_per_second":1,"usd_per_second":0,"usd_per_clip":0,"steps":[]},"continuity":"none","is_continued":false,"reserved_usd":0,"billed_usd":0.4,"billed_seconds":4,"bill_to_read":false,"payload":"{\u0022prompt\u0022:\u0022slow push-in\u0022}","blocking":false,"provider_job":{"request_id":"provider-Succeeded","model":"animatic/pan"},"provider_clip":{"address":"https://clips.example.com/1.mp4","notes":[]},"clip":{"address":"https://media.example.com/projects/atlas/e1/segments/segment_1_1.mp4","path":"projects/atlas/e1/segments/segment_1_1.mp4","take":1,"duration_seconds":4.042,"width":1280,"height":720,"frames_per_second":24,"frames":97,"codec":"avc1","sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","file_size":9,"stored":true,"notes":[]},"unreachable_reads":0,"exchanges":[],"runs_on":false,"download_attempts":0,"created_at":"2026-03-01T12:00:00+00:00","submitted_at":"2026-03-01T12:00:00+00:00","completed_at":"2026-03-01T12:00:00+00:00"}', 'projects/atlas/e1/segments/segment_1_1.mp4', 'animatic', 1772366400000000, null, null, 'provider-Succeeded', null);
insert into job values (8, 'job_Failed_0', 'req_Failed', 0, 'atlas', 20513, 2, 'failed', 0, null, null, null, null, '{"id":"job_Failed_0","request_id":"req_Failed","version":2,"state":"failed","segment_id":"SEGMENT_1","segment_index":0,"project_id":"atlas","episode_id":"e1","scene_number":1,"shot_order":1,"frame_ids":["f1","f2"],"stills":[],"camera_notes":[],"shot_seconds":[],"grouping":[],"provider":"animatic","model":"animatic/pan","prompt":"slow push-in on the lighthouse","template_id":"motion","template_version":1,"wanted_seconds":3,"slot_seconds":4,"motion_strength":0.5,"output":{"width":1280,"height":720,"frames_per_second":24,"confirmed":true},"price":{"units_per_second":1,"usd_per_second":0,"usd_per_clip":0,"steps":[]},"continuity":"none","is_continued":false,"reserved_usd":0,"bill_to_read":false,"payload":"{\u0022prompt\u0022:\u0022slow push-in\u0022}","blocking":false,"failure":{"error":"provider_error","message":"The provider failed.","billed":"yes","next_step":"Send it again."},"unreachable_reads":0,"exchanges":[],"runs_on":false,"download_attempts":0,"created_at":"2026-03-01T12:00:00+00:00","submitted_at":"2026-03-01T12:00:00+00:00","completed_at":"2026-03-01T12:00:00+00:00"}', null, 'animatic', 1772366400000000, null, null, null, null);
insert into job values (9, 'job_Cancelled_0', 'req_Cancelled', 0, 'atlas', 20513, 2, 'cancelled', 0, null, null, null, null, '{"id":"job_Cancelled_0","request_id":"req_Cancelled","version":2,"state":"cancelled","segment_id":"SEGMENT_1","segment_index":0,"project_id":"atlas","episode_id":"e1","scene_number":1,"shot_order":1,"frame_ids":["f1","f2"],"stills":[],"camera_notes":[],"shot_seconds":[],"grouping":[],"provider":"animatic","model":"animatic/pan","prompt":"slow push-in on the lighthouse","template_id":"motion","template_version":1,"wanted_seconds":3,"slot_seconds":4,"motion_strength":0.5,"output":{"width":1280,"height":720,"frames_per_second":24,"confirmed":true},"price":{"units_per_second":1,"usd_per_second":0,"usd_per_clip":0,"steps":[]},"continuity":"none","is_continued":false,"reserved_usd":0,"bill_to_read":false,"payload":"{\u0022prompt\u0022:\u0022slow push-in\u0022}","blocking":false,"failure":{"error":"provider_error","message":"The provider failed.","billed":"yes","next_step":"Send it again."},"unreachable_reads":0,"exchanges":[],"runs_on":false,"download_attempts":0,"created_at":"2026-03-01T12:00:00+00:00","submitted_at":"2026-03-01T12:00:00+00:00","completed_at":"2026-03-01T12:00:00+00:00"}', null, 'animatic', 1772366400000000, null, null, null, null);
insert into job values (10, 'job_NotAttempted_0', 'req_NotAttempted', 0, 'atlas', 20513, 2, 'not_attempted', 0, null, null, null, null, '{"id":"job_NotAttempted_0","request_id":"req_NotAttempted","version":2,"state":"not_attempted","segment_id":"SEGMENT_1","segment_index":0,"project_id":"atlas","episode_id":"e1","scene_number":1,"shot_order":1,"frame_ids":["f1","f2"],"stills":[],"camera_notes":[],"shot_seconds":[],"grouping":[],"provider":"animatic","model":"animatic/pan","prompt":"slow push-in on the lighthouse","template_id":"motion","template_version":1,"wanted_seconds":3,"slot_seconds":4,"motion_strength":0.5,"output":{"width":1280,"height":720,"frames_per_second":24,"confirmed":true},"price":{"units_per_second":1,"usd_per_second":0,"usd_per_clip":0,"steps":[]},"continuity":"none","is_continued":false,"reserved_usd":0,"bill_to_read":false,"blocking":false,"failure":{"error":"not_attempted","message":"Another segment failed.","billed":"no","next_step":"Send it again."},"unreachable_reads":0,"exchanges":[],"runs_on":false,"download_attempts":0,"created_at":"2026-03-01T12:00:00+00:00","completed_at":"2026-03-01T12:00:00+00:00"}', null, 'animatic', 1772366400000000, null, null, null, null);
insert into job values (11, 'job_Expired_0', 'req_Expired', 0, 'atlas', 20513, 2, 'expired', 0, null, null, null, null, '{"id":"job_Expired_0","request_id":"req_Expired","version":2,"state":"expired","segment_id":"SEGMENT_1","segment_index":0,"project_id":"atlas","episode_id":"e1","scene_number":1,"shot_order":1,"frame_ids":["f1","f2"],"stills":[],"camera_notes":[],"shot_seconds":[],"grouping":[],"provider":"animatic","model":"animatic/pan","prompt":"slow push-in on the lighthouse","template_id":"motion","template_version":1,"wanted_seconds":3,"slot_seconds":4,"motion_strength":0.5,"output":{"width":1280,"height":720,"frames_per_second":24,"confirmed":true},"price":{"units_per_second":1,"usd_per_second":0,"usd_per_clip":0,"steps":[]},"continuity":"none","is_continued":false,"reserved_usd":0,"bill_to_read":false,"payload":"{\u0022prompt\u0022:\u0022slow push-in\u0022}","blocking":false,"failure":{"error":"provider_error","message":"The provider failed.","billed":"yes","next_step":"Send it again."},"unreachable_reads":0,"exchanges":[],"runs_on":false,"download_attempts":0,"created_at":"2026-03-01T12:00:00+00:00","submitted_at":"2026-03-01T12:00:00+00:00","completed_at":"2026-03-01T12:00:00+00:00"}', null, 'animatic', 1772366400000000, null, null, null, null);
insert into job_event values (1, 'job_Planned_0', 1, '{"at":"2026-03-01T12:00:00+00:00","source":"caller","kind":"state","message":"Planned.","to":"planned","sequence":1}');
insert into job_event values (2, 'job_Submitting_0', 1, '{"at":"2026-03-01T12:00:00+00:00","source":"caller","kind":"state","message":"Planned.","to":"planned","sequence":1}');
insert into job_event values (3, 'job_Submitting_0', 2, '{"at":"2026-03-01T12:00:00+00:00","source":"agent","kind":"state","message":"Now Submitting.","from":"planned","to":"submitting","sequence":2}');
insert into job_event values (4, 'job_Queued_0', 1, '{"at":"2026-03-01T12:00:00+00:00","source":"caller","kind":"state","message":"Planned.","to":"planned","sequence":1}');
insert into job_event values (5, 'job_Queued_0', 2, '{"at":"2026-03-01T12:00:00+00:00","source":"agent","kind":"state","message":"Now Queued.","from":"planned","to":"queued","sequence":2}');
insert into job_event values (6, 'job_Running_0', 1, '{"at":"2026-03-01T12:00:00+00:00","source":"caller","kind":"state","message":"Planned.","to":"planned","sequence":1}');
insert into job_event values (7, 'job_Running_0', 2, '{"at":"2026-03-01T12:00:00+00:00","source":"agent","kind":"state","message":"Now Running.","from":"planned","to":"running","sequence":2}');
insert into job_event values (8, 'job_Downloading_0', 1, '{"at":"2026-03-01T12:00:00+00:00","source":"caller","kind":"state","message":"Planned.","to":"planned","sequence":1}');
insert into job_event values (9, 'job_Downloading_0', 2, '{"at":"2026-03-01T12:00:00+00:00","source":"agent","kind":"state","message":"Now Downloading.","from":"planned","to":"downloading","sequence":2}');
insert into job_event values (10, 'job_SubmissionUnknown_0', 1, '{"at":"2026-03-01T12:00:00+00:00","source":"caller","kind":"state","message":"Planned.","to":"planned","sequence":1}');
insert into job_event values (11, 'job_SubmissionUnknown_0', 2, '{"at":"2026-03-01T12:00:00+00:00","source":"agent","kind":"state","message":"Now SubmissionUnknown.","from":"planned","to":"submission_unknown","sequence":2}');
insert into job_event values (12, 'job_Succeeded_0', 1, '{"at":"2026-03-01T12:00:00+00:00","source":"caller","kind":"state","message":"Planned.","to":"planned","sequence":1}');
insert into job_event values (13, 'job_Succeeded_0', 2, '{"at":"2026-03-01T12:00:00+00:00","source":"agent","kind":"state","message":"Now Succeeded.","from":"planned","to":"succeeded","sequence":2}');
insert into job_event values (14, 'job_Failed_0', 1, '{"at":"2026-03-01T12:00:00+00:00","source":"caller","kind":"state","message":"Planned.","to":"planned","sequence":1}');
insert into job_event values (15, 'job_Failed_0', 2, '{"at":"2026-03-01T12:00:00+00:00","source":"agent","kind":"state","message":"Now Failed.","from":"planned","to":"failed","sequence":2}');
insert into job_event values (16, 'job_Cancelled_0', 1, '{"at":"2026-03-01T12:00:00+00:00","source":"caller","kind":"state","message":"Planned.","to":"planned","sequence":1}');
insert into job_event values (17, 'job_Cancelled_0', 2, '{"at":"2026-03-01T12:00:00+00:00","source":"agent","kind":"state","message":"Now Cancelled.","from":"planned","to":"cancelled","sequence":2}');
insert into job_event values (18, 'job_NotAttempted_0', 1, '{"at":"2026-03-01T12:00:00+00:00","source":"caller","kind":"state","message":"Planned.","to":"planned","sequence":1}');
insert into job_event values (19, 'job_NotAttempted_0', 2, '{"at":"2026-03-01T12:00:00+00:00","source":"agent","kind":"state","message":"Now NotAttempted.","from":"planned","to":"not_attempted","sequence":2}');
insert into job_event values (20, 'job_Expired_0', 1, '{"at":"2026-03-01T12:00:00+00:00","source":"caller","kind":"state","message":"Planned.","to":"planned","sequence":1}');
insert into job_event values (21, 'job_Expired_0', 2, '{"at":"2026-03-01T12:00:00+00:00","source":"agent","kind":"state","message":"Now Expired.","from":"planned","to":"expired","sequence":2}');
insert into inbox values (1, 'job_Queued_0', 'delivery-1', 1772366400000000, '{"status":"OK","id":"delivery-1"}', 0);
insert into take values ('job_Downloading_0', 'atlas', 'e1', 1, 1, 1);
insert into take values ('job_Succeeded_0', 'atlas', 'e1', 1, 1, 2);
insert into record_outbox values ('job_Cancelled_0', 2, 0, 1772366400000000, 1772366400000000, null, null, 0, 0, null, null);
insert into record_outbox values ('job_Downloading_0', 2, 0, 1772366400000000, 1772366400000000, null, null, 0, 0, null, null);
insert into record_outbox values ('job_Expired_0', 2, 0, 1772366400000000, 1772366400000000, null, null, 0, 0, null, null);
insert into record_outbox values ('job_Failed_0', 2, 0, 1772366400000000, 1772366400000000, null, null, 0, 0, null, null);
insert into record_outbox values ('job_NotAttempted_0', 2, 0, 1772366400000000, 1772366400000000, null, null, 0, 0, null, null);
insert into record_outbox values ('job_Planned_0', 1, 0, 1772366400000000, 1772366400000000, null, null, 0, 0, null, null);
insert into record_outbox values ('job_Queued_0', 2, 0, 1772366400000000, 1772366400000000, null, null, 0, 0, null, null);
insert into record_outbox values ('job_Running_0', 2, 0, 1772366400000000, 1772366400000000, null, null, 0, 0, null, null);
insert into record_outbox values ('job_SubmissionUnknown_0', 2, 0, 1772366400000000, 1772366400000000, null, null, 0, 0, null, null);
insert into record_outbox values ('job_Submitting_0', 2, 0, 1772366400000000, 1772366400000000, null, null, 0, 0, null, null);
insert into record_outbox values ('job_Succeeded_0', 2, 0, 1772366400000000, 1772366400000000, null, null, 0, 0, null, null);
insert into joined_key values ('joined-Cancelled', 'req_Cancelled', 'input-again-Cancelled');
insert into joined_key values ('joined-Downloading', 'req_Downloading', 'input-again-Downloading');
insert into joined_key values ('joined-Expired', 'req_Expired', 'input-again-Expired');
insert into joined_key values ('joined-Failed', 'req_Failed', 'input-again-Failed');
insert into joined_key values ('joined-NotAttempted', 'req_NotAttempted', 'input-again-NotAttempted');
insert into joined_key values ('joined-Planned', 'req_Planned', 'input-again-Planned');
insert into joined_key values ('joined-Queued', 'req_Queued', 'input-again-Queued');
insert into joined_key values ('joined-Running', 'req_Running', 'input-again-Running');
insert into joined_key values ('joined-SubmissionUnknown', 'req_SubmissionUnknown', 'input-again-SubmissionUnknown');
insert into joined_key values ('joined-Submitting', 'req_Submitting', 'input-again-Submitting');
insert into joined_key values ('joined-Succeeded', 'req_Succeeded', 'input-again-Succeeded');
insert into process values ('a process of that time', 1772452860000000);
