import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.run(sql`CREATE TABLE \`users_roles\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` integer NOT NULL,
  	\`value\` text,
  	\`id\` integer PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`users_roles_order_idx\` ON \`users_roles\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`users_roles_parent_idx\` ON \`users_roles\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`users_sessions\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` integer NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`created_at\` text,
  	\`expires_at\` text NOT NULL,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`users_sessions_order_idx\` ON \`users_sessions\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`users_sessions_parent_id_idx\` ON \`users_sessions\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`users\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`enable_a_p_i_key\` integer,
  	\`api_key\` text,
  	\`api_key_index\` text,
  	\`email\` text NOT NULL,
  	\`reset_password_token\` text,
  	\`reset_password_expiration\` text,
  	\`salt\` text,
  	\`hash\` text,
  	\`reset_password_requested_at\` text,
  	\`login_attempts\` numeric DEFAULT 0,
  	\`lock_until\` text
  );
  `)
  await db.run(sql`CREATE INDEX \`users_updated_at_idx\` ON \`users\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`users_created_at_idx\` ON \`users\` (\`created_at\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`users_email_idx\` ON \`users\` (\`email\`);`)
  await db.run(sql`CREATE TABLE \`video_gen_prompt_templates\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`name\` text,
  	\`template_text\` text,
  	\`model\` text,
  	\`version\` numeric,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`_status\` text DEFAULT 'draft'
  );
  `)
  await db.run(sql`CREATE INDEX \`video_gen_prompt_templates_name_idx\` ON \`video_gen_prompt_templates\` (\`name\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_prompt_templates_model_idx\` ON \`video_gen_prompt_templates\` (\`model\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_prompt_templates_version_idx\` ON \`video_gen_prompt_templates\` (\`version\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_prompt_templates_updated_at_idx\` ON \`video_gen_prompt_templates\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_prompt_templates_created_at_idx\` ON \`video_gen_prompt_templates\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_prompt_templates__status_idx\` ON \`video_gen_prompt_templates\` (\`_status\`);`)
  await db.run(sql`CREATE TABLE \`_video_gen_prompt_templates_v\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`parent_id\` integer,
  	\`version_name\` text,
  	\`version_template_text\` text,
  	\`version_model\` text,
  	\`version_version\` numeric,
  	\`version_updated_at\` text,
  	\`version_created_at\` text,
  	\`version__status\` text DEFAULT 'draft',
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`latest\` integer,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`video_gen_prompt_templates\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`_video_gen_prompt_templates_v_parent_idx\` ON \`_video_gen_prompt_templates_v\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_video_gen_prompt_templates_v_version_version_name_idx\` ON \`_video_gen_prompt_templates_v\` (\`version_name\`);`)
  await db.run(sql`CREATE INDEX \`_video_gen_prompt_templates_v_version_version_model_idx\` ON \`_video_gen_prompt_templates_v\` (\`version_model\`);`)
  await db.run(sql`CREATE INDEX \`_video_gen_prompt_templates_v_version_version_version_idx\` ON \`_video_gen_prompt_templates_v\` (\`version_version\`);`)
  await db.run(sql`CREATE INDEX \`_video_gen_prompt_templates_v_version_version_updated_at_idx\` ON \`_video_gen_prompt_templates_v\` (\`version_updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_video_gen_prompt_templates_v_version_version_created_at_idx\` ON \`_video_gen_prompt_templates_v\` (\`version_created_at\`);`)
  await db.run(sql`CREATE INDEX \`_video_gen_prompt_templates_v_version_version__status_idx\` ON \`_video_gen_prompt_templates_v\` (\`version__status\`);`)
  await db.run(sql`CREATE INDEX \`_video_gen_prompt_templates_v_created_at_idx\` ON \`_video_gen_prompt_templates_v\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`_video_gen_prompt_templates_v_updated_at_idx\` ON \`_video_gen_prompt_templates_v\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_video_gen_prompt_templates_v_latest_idx\` ON \`_video_gen_prompt_templates_v\` (\`latest\`);`)
  await db.run(sql`CREATE TABLE \`video_gen_preset_price_steps\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`seconds\` numeric,
  	\`usd\` numeric,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`video_gen_presets\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`video_gen_preset_price_steps_order_idx\` ON \`video_gen_preset_price_steps\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_preset_price_steps_parent_id_idx\` ON \`video_gen_preset_price_steps\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`video_gen_presets\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` integer NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`model\` text,
  	\`mode\` text,
  	\`first_frame_field\` text,
  	\`last_frame_field\` text,
  	\`last_frame_required\` integer DEFAULT false,
  	\`prompt_field\` text DEFAULT 'prompt',
  	\`prompt_max_characters\` numeric,
  	\`prompt_max_bytes\` numeric,
  	\`duration_form\` text,
  	\`duration_field\` text,
  	\`duration_min\` numeric,
  	\`duration_max\` numeric,
  	\`duration_step\` numeric DEFAULT 1,
  	\`duration_frames_per_second\` numeric,
  	\`duration_frames_per_second_field\` text,
  	\`inputs\` text,
  	\`price_usd_per_second\` numeric DEFAULT 0,
  	\`price_usd_per_clip\` numeric DEFAULT 0,
  	\`price_units_per_second\` numeric DEFAULT 1,
  	\`output_width\` numeric,
  	\`output_height\` numeric,
  	\`output_frames_per_second\` numeric,
  	\`output_confirmed\` integer DEFAULT true,
  	\`image_min_side\` numeric,
  	\`image_max_side\` numeric,
  	\`image_max_bytes\` numeric,
  	\`image_min_ratio\` numeric,
  	\`image_max_ratio\` numeric,
  	\`motion_strength_field\` text,
  	\`motion_strength_min\` numeric,
  	\`motion_strength_max\` numeric,
  	\`retired_since\` text,
  	\`retired_successor\` text,
  	\`source\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`video_gen_provider_configs\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`video_gen_presets_order_idx\` ON \`video_gen_presets\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_presets_parent_id_idx\` ON \`video_gen_presets\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`video_gen_provider_configs\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`default_pair_model\` text,
  	\`default_single_model\` text,
  	\`default_text_model\` text,
  	\`project_cap_usd\` numeric,
  	\`day_cap_usd\` numeric,
  	\`max_parallel\` numeric DEFAULT 3,
  	\`poll_interval_seconds\` numeric DEFAULT 10,
  	\`blocking\` integer DEFAULT false,
  	\`webhook_url\` text,
  	\`credentials_ref\` text,
  	\`text_credentials_ref\` text,
  	\`provider\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`_status\` text DEFAULT 'draft'
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`video_gen_provider_configs_provider_idx\` ON \`video_gen_provider_configs\` (\`provider\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_provider_configs_updated_at_idx\` ON \`video_gen_provider_configs\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_provider_configs_created_at_idx\` ON \`video_gen_provider_configs\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_provider_configs__status_idx\` ON \`video_gen_provider_configs\` (\`_status\`);`)
  await db.run(sql`CREATE TABLE \`video_gen_provider_configs_texts\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer NOT NULL,
  	\`parent_id\` integer NOT NULL,
  	\`path\` text NOT NULL,
  	\`text\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`video_gen_provider_configs\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`video_gen_provider_configs_texts_order_parent\` ON \`video_gen_provider_configs_texts\` (\`order\`,\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`video_gen_provider_configs_numbers\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`number\` numeric,
  	\`order\` integer NOT NULL,
  	\`parent_id\` integer NOT NULL,
  	\`path\` text NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`video_gen_provider_configs\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`video_gen_provider_configs_numbers_order_parent_idx\` ON \`video_gen_provider_configs_numbers\` (\`order\`,\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_video_gen_preset_price_steps_v\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` integer NOT NULL,
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`seconds\` numeric,
  	\`usd\` numeric,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_video_gen_presets_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_video_gen_preset_price_steps_v_order_idx\` ON \`_video_gen_preset_price_steps_v\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_video_gen_preset_price_steps_v_parent_id_idx\` ON \`_video_gen_preset_price_steps_v\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_video_gen_presets_v\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` integer NOT NULL,
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`model\` text,
  	\`mode\` text,
  	\`first_frame_field\` text,
  	\`last_frame_field\` text,
  	\`last_frame_required\` integer DEFAULT false,
  	\`prompt_field\` text DEFAULT 'prompt',
  	\`prompt_max_characters\` numeric,
  	\`prompt_max_bytes\` numeric,
  	\`duration_form\` text,
  	\`duration_field\` text,
  	\`duration_min\` numeric,
  	\`duration_max\` numeric,
  	\`duration_step\` numeric DEFAULT 1,
  	\`duration_frames_per_second\` numeric,
  	\`duration_frames_per_second_field\` text,
  	\`inputs\` text,
  	\`price_usd_per_second\` numeric DEFAULT 0,
  	\`price_usd_per_clip\` numeric DEFAULT 0,
  	\`price_units_per_second\` numeric DEFAULT 1,
  	\`output_width\` numeric,
  	\`output_height\` numeric,
  	\`output_frames_per_second\` numeric,
  	\`output_confirmed\` integer DEFAULT true,
  	\`image_min_side\` numeric,
  	\`image_max_side\` numeric,
  	\`image_max_bytes\` numeric,
  	\`image_min_ratio\` numeric,
  	\`image_max_ratio\` numeric,
  	\`motion_strength_field\` text,
  	\`motion_strength_min\` numeric,
  	\`motion_strength_max\` numeric,
  	\`retired_since\` text,
  	\`retired_successor\` text,
  	\`source\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_video_gen_provider_configs_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_video_gen_presets_v_order_idx\` ON \`_video_gen_presets_v\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_video_gen_presets_v_parent_id_idx\` ON \`_video_gen_presets_v\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_video_gen_provider_configs_v\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`parent_id\` integer,
  	\`version_default_pair_model\` text,
  	\`version_default_single_model\` text,
  	\`version_default_text_model\` text,
  	\`version_project_cap_usd\` numeric,
  	\`version_day_cap_usd\` numeric,
  	\`version_max_parallel\` numeric DEFAULT 3,
  	\`version_poll_interval_seconds\` numeric DEFAULT 10,
  	\`version_blocking\` integer DEFAULT false,
  	\`version_webhook_url\` text,
  	\`version_credentials_ref\` text,
  	\`version_text_credentials_ref\` text,
  	\`version_provider\` text,
  	\`version_updated_at\` text,
  	\`version_created_at\` text,
  	\`version__status\` text DEFAULT 'draft',
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`latest\` integer,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`video_gen_provider_configs\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`_video_gen_provider_configs_v_parent_idx\` ON \`_video_gen_provider_configs_v\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_video_gen_provider_configs_v_version_version_provider_idx\` ON \`_video_gen_provider_configs_v\` (\`version_provider\`);`)
  await db.run(sql`CREATE INDEX \`_video_gen_provider_configs_v_version_version_updated_at_idx\` ON \`_video_gen_provider_configs_v\` (\`version_updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_video_gen_provider_configs_v_version_version_created_at_idx\` ON \`_video_gen_provider_configs_v\` (\`version_created_at\`);`)
  await db.run(sql`CREATE INDEX \`_video_gen_provider_configs_v_version_version__status_idx\` ON \`_video_gen_provider_configs_v\` (\`version__status\`);`)
  await db.run(sql`CREATE INDEX \`_video_gen_provider_configs_v_created_at_idx\` ON \`_video_gen_provider_configs_v\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`_video_gen_provider_configs_v_updated_at_idx\` ON \`_video_gen_provider_configs_v\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_video_gen_provider_configs_v_latest_idx\` ON \`_video_gen_provider_configs_v\` (\`latest\`);`)
  await db.run(sql`CREATE TABLE \`_video_gen_provider_configs_v_texts\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer NOT NULL,
  	\`parent_id\` integer NOT NULL,
  	\`path\` text NOT NULL,
  	\`text\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`_video_gen_provider_configs_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_video_gen_provider_configs_v_texts_order_parent\` ON \`_video_gen_provider_configs_v_texts\` (\`order\`,\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_video_gen_provider_configs_v_numbers\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`number\` numeric,
  	\`order\` integer NOT NULL,
  	\`parent_id\` integer NOT NULL,
  	\`path\` text NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`_video_gen_provider_configs_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_video_gen_provider_configs_v_numbers_order_parent_idx\` ON \`_video_gen_provider_configs_v_numbers\` (\`order\`,\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`video_gen_job_events\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` integer NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`at\` text,
  	\`source\` text,
  	\`kind\` text,
  	\`sequence\` numeric,
  	\`from\` text,
  	\`to\` text,
  	\`message\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`video_gen_jobs\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`video_gen_job_events_order_idx\` ON \`video_gen_job_events\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_job_events_parent_id_idx\` ON \`video_gen_job_events\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`video_gen_jobs\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`error\` text,
  	\`error_message\` text,
  	\`prompt\` text,
  	\`template_id\` text,
  	\`template_version\` numeric,
  	\`wanted_seconds\` numeric,
  	\`slot_seconds\` numeric,
  	\`provider\` text,
  	\`model\` text,
  	\`provider_request_id\` text,
  	\`webhook_id\` text,
  	\`billed_seconds\` numeric,
  	\`delivered_seconds\` numeric,
  	\`latency_seconds\` numeric,
  	\`reserved_usd\` numeric,
  	\`billed_usd\` numeric,
  	\`provider_url\` text,
  	\`trace_id\` text,
  	\`status\` text NOT NULL,
  	\`job_id\` text NOT NULL,
  	\`project_id\` text,
  	\`episode_id\` text,
  	\`request_id\` text,
  	\`segment_id\` text,
  	\`revision\` numeric,
  	\`completed_at\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`video_gen_jobs_provider_idx\` ON \`video_gen_jobs\` (\`provider\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_jobs_model_idx\` ON \`video_gen_jobs\` (\`model\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_jobs_provider_request_id_idx\` ON \`video_gen_jobs\` (\`provider_request_id\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_jobs_status_idx\` ON \`video_gen_jobs\` (\`status\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`video_gen_jobs_job_id_idx\` ON \`video_gen_jobs\` (\`job_id\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_jobs_project_id_idx\` ON \`video_gen_jobs\` (\`project_id\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_jobs_episode_id_idx\` ON \`video_gen_jobs\` (\`episode_id\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_jobs_request_id_idx\` ON \`video_gen_jobs\` (\`request_id\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_jobs_completed_at_idx\` ON \`video_gen_jobs\` (\`completed_at\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_jobs_updated_at_idx\` ON \`video_gen_jobs\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`video_gen_jobs_created_at_idx\` ON \`video_gen_jobs\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`video_gen_jobs_texts\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer NOT NULL,
  	\`parent_id\` integer NOT NULL,
  	\`path\` text NOT NULL,
  	\`text\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`video_gen_jobs\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`video_gen_jobs_texts_order_parent\` ON \`video_gen_jobs_texts\` (\`order\`,\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`video_segments\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`duration_seconds\` numeric,
  	\`width\` numeric,
  	\`height\` numeric,
  	\`fps\` numeric,
  	\`media_id\` integer,
  	\`video_url\` text,
  	\`sha256\` text,
  	\`provider_metadata\` text,
  	\`billed_seconds\` numeric,
  	\`billed_usd\` numeric,
  	\`latency_seconds\` numeric,
  	\`trace_id\` text,
  	\`job_id\` text NOT NULL,
  	\`generated_by_id\` integer,
  	\`project_id\` text,
  	\`episode_id\` text,
  	\`segment_id\` text,
  	\`scene_number\` numeric,
  	\`shot_order\` numeric,
  	\`take\` numeric,
  	\`media_status\` text,
  	\`revision\` numeric,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	FOREIGN KEY (\`media_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`generated_by_id\`) REFERENCES \`video_gen_jobs\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`video_segments_media_idx\` ON \`video_segments\` (\`media_id\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`video_segments_job_id_idx\` ON \`video_segments\` (\`job_id\`);`)
  await db.run(sql`CREATE INDEX \`video_segments_generated_by_idx\` ON \`video_segments\` (\`generated_by_id\`);`)
  await db.run(sql`CREATE INDEX \`video_segments_project_id_idx\` ON \`video_segments\` (\`project_id\`);`)
  await db.run(sql`CREATE INDEX \`video_segments_episode_id_idx\` ON \`video_segments\` (\`episode_id\`);`)
  await db.run(sql`CREATE INDEX \`video_segments_media_status_idx\` ON \`video_segments\` (\`media_status\`);`)
  await db.run(sql`CREATE INDEX \`video_segments_updated_at_idx\` ON \`video_segments\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`video_segments_created_at_idx\` ON \`video_segments\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`project_id_episode_id_scene_number_idx\` ON \`video_segments\` (\`project_id\`,\`episode_id\`,\`scene_number\`);`)
  await db.run(sql`CREATE TABLE \`video_segments_texts\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer NOT NULL,
  	\`parent_id\` integer NOT NULL,
  	\`path\` text NOT NULL,
  	\`text\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`video_segments\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`video_segments_texts_order_parent\` ON \`video_segments_texts\` (\`order\`,\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`media\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`prefix\` text DEFAULT '',
  	\`project_id\` text,
  	\`episode_id\` text,
  	\`job_id\` text,
  	\`duration_seconds\` numeric,
  	\`sha256\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`url\` text,
  	\`thumbnail_u_r_l\` text,
  	\`filename\` text,
  	\`mime_type\` text,
  	\`filesize\` numeric,
  	\`width\` numeric,
  	\`height\` numeric
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`media_filename_compound_idx\` ON \`media\` (\`filename\`,\`prefix\`);`)
  await db.run(sql`CREATE INDEX \`media_prefix_idx\` ON \`media\` (\`prefix\`);`)
  await db.run(sql`CREATE INDEX \`media_project_id_idx\` ON \`media\` (\`project_id\`);`)
  await db.run(sql`CREATE INDEX \`media_episode_id_idx\` ON \`media\` (\`episode_id\`);`)
  await db.run(sql`CREATE INDEX \`media_job_id_idx\` ON \`media\` (\`job_id\`);`)
  await db.run(sql`CREATE INDEX \`media_updated_at_idx\` ON \`media\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`media_created_at_idx\` ON \`media\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`media_filename_idx\` ON \`media\` (\`filename\`);`)
  await db.run(sql`CREATE TABLE \`payload_kv\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`data\` text NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`payload_kv_key_idx\` ON \`payload_kv\` (\`key\`);`)
  await db.run(sql`CREATE TABLE \`payload_locked_documents\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`global_slug\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_global_slug_idx\` ON \`payload_locked_documents\` (\`global_slug\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_updated_at_idx\` ON \`payload_locked_documents\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_created_at_idx\` ON \`payload_locked_documents\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`payload_locked_documents_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` integer NOT NULL,
  	\`path\` text NOT NULL,
  	\`users_id\` integer,
  	\`video_gen_prompt_templates_id\` integer,
  	\`video_gen_provider_configs_id\` integer,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`payload_locked_documents\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`users_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`video_gen_prompt_templates_id\`) REFERENCES \`video_gen_prompt_templates\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`video_gen_provider_configs_id\`) REFERENCES \`video_gen_provider_configs\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_order_idx\` ON \`payload_locked_documents_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_parent_idx\` ON \`payload_locked_documents_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_path_idx\` ON \`payload_locked_documents_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_users_id_idx\` ON \`payload_locked_documents_rels\` (\`users_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_video_gen_prompt_templates_idx\` ON \`payload_locked_documents_rels\` (\`video_gen_prompt_templates_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_video_gen_provider_configs_idx\` ON \`payload_locked_documents_rels\` (\`video_gen_provider_configs_id\`);`)
  await db.run(sql`CREATE TABLE \`payload_preferences\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`key\` text,
  	\`value\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_preferences_key_idx\` ON \`payload_preferences\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_updated_at_idx\` ON \`payload_preferences\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_created_at_idx\` ON \`payload_preferences\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`payload_preferences_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` integer NOT NULL,
  	\`path\` text NOT NULL,
  	\`users_id\` integer,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`payload_preferences\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`users_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_preferences_rels_order_idx\` ON \`payload_preferences_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_rels_parent_idx\` ON \`payload_preferences_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_rels_path_idx\` ON \`payload_preferences_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_rels_users_id_idx\` ON \`payload_preferences_rels\` (\`users_id\`);`)
  await db.run(sql`CREATE TABLE \`payload_migrations\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`name\` text,
  	\`batch\` numeric,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_migrations_updated_at_idx\` ON \`payload_migrations\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`payload_migrations_created_at_idx\` ON \`payload_migrations\` (\`created_at\`);`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.run(sql`DROP TABLE \`users_roles\`;`)
  await db.run(sql`DROP TABLE \`users_sessions\`;`)
  await db.run(sql`DROP TABLE \`users\`;`)
  await db.run(sql`DROP TABLE \`video_gen_prompt_templates\`;`)
  await db.run(sql`DROP TABLE \`_video_gen_prompt_templates_v\`;`)
  await db.run(sql`DROP TABLE \`video_gen_preset_price_steps\`;`)
  await db.run(sql`DROP TABLE \`video_gen_presets\`;`)
  await db.run(sql`DROP TABLE \`video_gen_provider_configs\`;`)
  await db.run(sql`DROP TABLE \`video_gen_provider_configs_texts\`;`)
  await db.run(sql`DROP TABLE \`video_gen_provider_configs_numbers\`;`)
  await db.run(sql`DROP TABLE \`_video_gen_preset_price_steps_v\`;`)
  await db.run(sql`DROP TABLE \`_video_gen_presets_v\`;`)
  await db.run(sql`DROP TABLE \`_video_gen_provider_configs_v\`;`)
  await db.run(sql`DROP TABLE \`_video_gen_provider_configs_v_texts\`;`)
  await db.run(sql`DROP TABLE \`_video_gen_provider_configs_v_numbers\`;`)
  await db.run(sql`DROP TABLE \`video_gen_job_events\`;`)
  await db.run(sql`DROP TABLE \`video_gen_jobs\`;`)
  await db.run(sql`DROP TABLE \`video_gen_jobs_texts\`;`)
  await db.run(sql`DROP TABLE \`video_segments\`;`)
  await db.run(sql`DROP TABLE \`video_segments_texts\`;`)
  await db.run(sql`DROP TABLE \`media\`;`)
  await db.run(sql`DROP TABLE \`payload_kv\`;`)
  await db.run(sql`DROP TABLE \`payload_locked_documents\`;`)
  await db.run(sql`DROP TABLE \`payload_locked_documents_rels\`;`)
  await db.run(sql`DROP TABLE \`payload_preferences\`;`)
  await db.run(sql`DROP TABLE \`payload_preferences_rels\`;`)
  await db.run(sql`DROP TABLE \`payload_migrations\`;`)
}
