import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-postgres'

export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   CREATE TYPE "public"."enum_users_roles" AS ENUM('admin', 'reader', 'service');
  CREATE TYPE "public"."enum_video_gen_prompt_templates_status" AS ENUM('draft', 'published');
  CREATE TYPE "public"."enum__video_gen_prompt_templates_v_version_status" AS ENUM('draft', 'published');
  CREATE TYPE "public"."enum_videogen_preset_mode" AS ENUM('image_to_video', 'first_last_frame_to_video', 'text_to_video');
  CREATE TYPE "public"."enum_videogen_duration_form" AS ENUM('seconds_string', 'number_string', 'number', 'frames', 'fixed');
  CREATE TYPE "public"."enum_video_gen_provider_configs_status" AS ENUM('draft', 'published');
  CREATE TYPE "public"."enum__video_gen_provider_configs_v_version_status" AS ENUM('draft', 'published');
  CREATE TYPE "public"."enum_videogen_job_status" AS ENUM('planned', 'submitting', 'queued', 'running', 'downloading', 'submission_unknown', 'succeeded', 'failed', 'cancelled', 'not_attempted', 'expired');
  CREATE TABLE "users_roles" (
  	"order" integer NOT NULL,
  	"parent_id" integer NOT NULL,
  	"value" "enum_users_roles",
  	"id" serial PRIMARY KEY NOT NULL
  );
  
  CREATE TABLE "users_sessions" (
  	"_order" integer NOT NULL,
  	"_parent_id" integer NOT NULL,
  	"id" varchar PRIMARY KEY NOT NULL,
  	"created_at" timestamp(3) with time zone,
  	"expires_at" timestamp(3) with time zone NOT NULL
  );
  
  CREATE TABLE "users" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"enable_a_p_i_key" boolean,
  	"api_key" varchar,
  	"api_key_index" varchar,
  	"email" varchar NOT NULL,
  	"reset_password_token" varchar,
  	"reset_password_expiration" timestamp(3) with time zone,
  	"salt" varchar,
  	"hash" varchar,
  	"reset_password_requested_at" timestamp(3) with time zone,
  	"login_attempts" numeric DEFAULT 0,
  	"lock_until" timestamp(3) with time zone
  );
  
  CREATE TABLE "video_gen_prompt_templates" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"name" varchar,
  	"template_text" varchar,
  	"model" varchar,
  	"version" numeric,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"_status" "enum_video_gen_prompt_templates_status" DEFAULT 'draft'
  );
  
  CREATE TABLE "_video_gen_prompt_templates_v" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"parent_id" integer,
  	"version_name" varchar,
  	"version_template_text" varchar,
  	"version_model" varchar,
  	"version_version" numeric,
  	"version_updated_at" timestamp(3) with time zone,
  	"version_created_at" timestamp(3) with time zone,
  	"version__status" "enum__video_gen_prompt_templates_v_version_status" DEFAULT 'draft',
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"latest" boolean
  );
  
  CREATE TABLE "video_gen_preset_price_steps" (
  	"_order" integer NOT NULL,
  	"_parent_id" varchar NOT NULL,
  	"id" varchar PRIMARY KEY NOT NULL,
  	"seconds" numeric,
  	"usd" numeric
  );
  
  CREATE TABLE "video_gen_presets" (
  	"_order" integer NOT NULL,
  	"_parent_id" integer NOT NULL,
  	"id" varchar PRIMARY KEY NOT NULL,
  	"model" varchar,
  	"mode" "enum_videogen_preset_mode",
  	"first_frame_field" varchar,
  	"last_frame_field" varchar,
  	"last_frame_required" boolean DEFAULT false,
  	"prompt_field" varchar DEFAULT 'prompt',
  	"prompt_max_characters" numeric,
  	"prompt_max_bytes" numeric,
  	"duration_form" "enum_videogen_duration_form",
  	"duration_field" varchar,
  	"duration_min" numeric,
  	"duration_max" numeric,
  	"duration_step" numeric DEFAULT 1,
  	"duration_frames_per_second" numeric,
  	"duration_frames_per_second_field" varchar,
  	"inputs" jsonb,
  	"price_usd_per_second" numeric DEFAULT 0,
  	"price_usd_per_clip" numeric DEFAULT 0,
  	"price_units_per_second" numeric DEFAULT 1,
  	"output_width" numeric,
  	"output_height" numeric,
  	"output_frames_per_second" numeric,
  	"output_confirmed" boolean DEFAULT true,
  	"image_min_side" numeric,
  	"image_max_side" numeric,
  	"image_max_bytes" numeric,
  	"image_min_ratio" numeric,
  	"image_max_ratio" numeric,
  	"motion_strength_field" varchar,
  	"motion_strength_min" numeric,
  	"motion_strength_max" numeric,
  	"retired_since" varchar,
  	"retired_successor" varchar,
  	"source" varchar
  );
  
  CREATE TABLE "video_gen_provider_configs" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"default_pair_model" varchar,
  	"default_single_model" varchar,
  	"default_text_model" varchar,
  	"project_cap_usd" numeric,
  	"day_cap_usd" numeric,
  	"max_parallel" numeric DEFAULT 3,
  	"poll_interval_seconds" numeric DEFAULT 10,
  	"blocking" boolean DEFAULT false,
  	"webhook_url" varchar,
  	"credentials_ref" varchar,
  	"text_credentials_ref" varchar,
  	"provider" varchar,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"_status" "enum_video_gen_provider_configs_status" DEFAULT 'draft'
  );
  
  CREATE TABLE "video_gen_provider_configs_texts" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer NOT NULL,
  	"parent_id" integer NOT NULL,
  	"path" varchar NOT NULL,
  	"text" varchar
  );
  
  CREATE TABLE "video_gen_provider_configs_numbers" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"number" numeric,
  	"order" integer NOT NULL,
  	"parent_id" integer NOT NULL,
  	"path" varchar NOT NULL
  );
  
  CREATE TABLE "_video_gen_preset_price_steps_v" (
  	"_order" integer NOT NULL,
  	"_parent_id" integer NOT NULL,
  	"id" serial PRIMARY KEY NOT NULL,
  	"seconds" numeric,
  	"usd" numeric,
  	"_uuid" varchar
  );
  
  CREATE TABLE "_video_gen_presets_v" (
  	"_order" integer NOT NULL,
  	"_parent_id" integer NOT NULL,
  	"id" serial PRIMARY KEY NOT NULL,
  	"model" varchar,
  	"mode" "enum_videogen_preset_mode",
  	"first_frame_field" varchar,
  	"last_frame_field" varchar,
  	"last_frame_required" boolean DEFAULT false,
  	"prompt_field" varchar DEFAULT 'prompt',
  	"prompt_max_characters" numeric,
  	"prompt_max_bytes" numeric,
  	"duration_form" "enum_videogen_duration_form",
  	"duration_field" varchar,
  	"duration_min" numeric,
  	"duration_max" numeric,
  	"duration_step" numeric DEFAULT 1,
  	"duration_frames_per_second" numeric,
  	"duration_frames_per_second_field" varchar,
  	"inputs" jsonb,
  	"price_usd_per_second" numeric DEFAULT 0,
  	"price_usd_per_clip" numeric DEFAULT 0,
  	"price_units_per_second" numeric DEFAULT 1,
  	"output_width" numeric,
  	"output_height" numeric,
  	"output_frames_per_second" numeric,
  	"output_confirmed" boolean DEFAULT true,
  	"image_min_side" numeric,
  	"image_max_side" numeric,
  	"image_max_bytes" numeric,
  	"image_min_ratio" numeric,
  	"image_max_ratio" numeric,
  	"motion_strength_field" varchar,
  	"motion_strength_min" numeric,
  	"motion_strength_max" numeric,
  	"retired_since" varchar,
  	"retired_successor" varchar,
  	"source" varchar,
  	"_uuid" varchar
  );
  
  CREATE TABLE "_video_gen_provider_configs_v" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"parent_id" integer,
  	"version_default_pair_model" varchar,
  	"version_default_single_model" varchar,
  	"version_default_text_model" varchar,
  	"version_project_cap_usd" numeric,
  	"version_day_cap_usd" numeric,
  	"version_max_parallel" numeric DEFAULT 3,
  	"version_poll_interval_seconds" numeric DEFAULT 10,
  	"version_blocking" boolean DEFAULT false,
  	"version_webhook_url" varchar,
  	"version_credentials_ref" varchar,
  	"version_text_credentials_ref" varchar,
  	"version_provider" varchar,
  	"version_updated_at" timestamp(3) with time zone,
  	"version_created_at" timestamp(3) with time zone,
  	"version__status" "enum__video_gen_provider_configs_v_version_status" DEFAULT 'draft',
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"latest" boolean
  );
  
  CREATE TABLE "_video_gen_provider_configs_v_texts" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer NOT NULL,
  	"parent_id" integer NOT NULL,
  	"path" varchar NOT NULL,
  	"text" varchar
  );
  
  CREATE TABLE "_video_gen_provider_configs_v_numbers" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"number" numeric,
  	"order" integer NOT NULL,
  	"parent_id" integer NOT NULL,
  	"path" varchar NOT NULL
  );
  
  CREATE TABLE "video_gen_job_events" (
  	"_order" integer NOT NULL,
  	"_parent_id" integer NOT NULL,
  	"id" varchar PRIMARY KEY NOT NULL,
  	"at" timestamp(3) with time zone,
  	"source" varchar,
  	"kind" varchar,
  	"sequence" numeric,
  	"from" varchar,
  	"to" varchar,
  	"message" varchar
  );
  
  CREATE TABLE "video_gen_jobs" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"error" varchar,
  	"error_message" varchar,
  	"prompt" varchar,
  	"template_id" varchar,
  	"template_version" numeric,
  	"wanted_seconds" numeric,
  	"slot_seconds" numeric,
  	"provider" varchar,
  	"model" varchar,
  	"provider_request_id" varchar,
  	"webhook_id" varchar,
  	"billed_seconds" numeric,
  	"delivered_seconds" numeric,
  	"latency_seconds" numeric,
  	"reserved_usd" numeric,
  	"billed_usd" numeric,
  	"provider_url" varchar,
  	"trace_id" varchar,
  	"status" "enum_videogen_job_status" NOT NULL,
  	"job_id" varchar NOT NULL,
  	"project_id" varchar,
  	"episode_id" varchar,
  	"request_id" varchar,
  	"segment_id" varchar,
  	"revision" numeric,
  	"completed_at" timestamp(3) with time zone,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "video_gen_jobs_texts" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer NOT NULL,
  	"parent_id" integer NOT NULL,
  	"path" varchar NOT NULL,
  	"text" varchar
  );
  
  CREATE TABLE "video_segments" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"duration_seconds" numeric,
  	"width" numeric,
  	"height" numeric,
  	"fps" numeric,
  	"media_id" integer,
  	"video_url" varchar,
  	"sha256" varchar,
  	"provider_metadata" jsonb,
  	"billed_seconds" numeric,
  	"billed_usd" numeric,
  	"latency_seconds" numeric,
  	"trace_id" varchar,
  	"job_id" varchar NOT NULL,
  	"generated_by_id" integer,
  	"project_id" varchar,
  	"episode_id" varchar,
  	"segment_id" varchar,
  	"scene_number" numeric,
  	"shot_order" numeric,
  	"take" numeric,
  	"media_status" varchar,
  	"revision" numeric,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "video_segments_texts" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer NOT NULL,
  	"parent_id" integer NOT NULL,
  	"path" varchar NOT NULL,
  	"text" varchar
  );
  
  CREATE TABLE "media" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"prefix" varchar DEFAULT '',
  	"project_id" varchar,
  	"episode_id" varchar,
  	"job_id" varchar,
  	"duration_seconds" numeric,
  	"sha256" varchar,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"url" varchar,
  	"thumbnail_u_r_l" varchar,
  	"filename" varchar,
  	"mime_type" varchar,
  	"filesize" numeric,
  	"width" numeric,
  	"height" numeric
  );
  
  CREATE TABLE "payload_kv" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"key" varchar NOT NULL,
  	"data" jsonb NOT NULL
  );
  
  CREATE TABLE "payload_locked_documents" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"global_slug" varchar,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "payload_locked_documents_rels" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer,
  	"parent_id" integer NOT NULL,
  	"path" varchar NOT NULL,
  	"users_id" integer,
  	"video_gen_prompt_templates_id" integer,
  	"video_gen_provider_configs_id" integer
  );
  
  CREATE TABLE "payload_preferences" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"key" varchar,
  	"value" jsonb,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "payload_preferences_rels" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer,
  	"parent_id" integer NOT NULL,
  	"path" varchar NOT NULL,
  	"users_id" integer
  );
  
  CREATE TABLE "payload_migrations" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"name" varchar,
  	"batch" numeric,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  ALTER TABLE "users_roles" ADD CONSTRAINT "users_roles_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "users_sessions" ADD CONSTRAINT "users_sessions_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_video_gen_prompt_templates_v" ADD CONSTRAINT "_video_gen_prompt_templates_v_parent_id_video_gen_prompt_templates_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."video_gen_prompt_templates"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "video_gen_preset_price_steps" ADD CONSTRAINT "video_gen_preset_price_steps_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."video_gen_presets"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "video_gen_presets" ADD CONSTRAINT "video_gen_presets_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."video_gen_provider_configs"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "video_gen_provider_configs_texts" ADD CONSTRAINT "video_gen_provider_configs_texts_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."video_gen_provider_configs"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "video_gen_provider_configs_numbers" ADD CONSTRAINT "video_gen_provider_configs_numbers_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."video_gen_provider_configs"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_video_gen_preset_price_steps_v" ADD CONSTRAINT "_video_gen_preset_price_steps_v_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."_video_gen_presets_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_video_gen_presets_v" ADD CONSTRAINT "_video_gen_presets_v_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."_video_gen_provider_configs_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_video_gen_provider_configs_v" ADD CONSTRAINT "_video_gen_provider_configs_v_parent_id_video_gen_provider_configs_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."video_gen_provider_configs"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "_video_gen_provider_configs_v_texts" ADD CONSTRAINT "_video_gen_provider_configs_v_texts_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."_video_gen_provider_configs_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_video_gen_provider_configs_v_numbers" ADD CONSTRAINT "_video_gen_provider_configs_v_numbers_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."_video_gen_provider_configs_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "video_gen_job_events" ADD CONSTRAINT "video_gen_job_events_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."video_gen_jobs"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "video_gen_jobs_texts" ADD CONSTRAINT "video_gen_jobs_texts_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."video_gen_jobs"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "video_segments" ADD CONSTRAINT "video_segments_media_id_media_id_fk" FOREIGN KEY ("media_id") REFERENCES "public"."media"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "video_segments" ADD CONSTRAINT "video_segments_generated_by_id_video_gen_jobs_id_fk" FOREIGN KEY ("generated_by_id") REFERENCES "public"."video_gen_jobs"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "video_segments_texts" ADD CONSTRAINT "video_segments_texts_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."video_segments"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "payload_locked_documents_rels" ADD CONSTRAINT "payload_locked_documents_rels_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."payload_locked_documents"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "payload_locked_documents_rels" ADD CONSTRAINT "payload_locked_documents_rels_users_fk" FOREIGN KEY ("users_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "payload_locked_documents_rels" ADD CONSTRAINT "payload_locked_documents_rels_video_gen_prompt_templates_fk" FOREIGN KEY ("video_gen_prompt_templates_id") REFERENCES "public"."video_gen_prompt_templates"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "payload_locked_documents_rels" ADD CONSTRAINT "payload_locked_documents_rels_video_gen_provider_configs_fk" FOREIGN KEY ("video_gen_provider_configs_id") REFERENCES "public"."video_gen_provider_configs"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "payload_preferences_rels" ADD CONSTRAINT "payload_preferences_rels_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."payload_preferences"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "payload_preferences_rels" ADD CONSTRAINT "payload_preferences_rels_users_fk" FOREIGN KEY ("users_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
  CREATE INDEX "users_roles_order_idx" ON "users_roles" USING btree ("order");
  CREATE INDEX "users_roles_parent_idx" ON "users_roles" USING btree ("parent_id");
  CREATE INDEX "users_sessions_order_idx" ON "users_sessions" USING btree ("_order");
  CREATE INDEX "users_sessions_parent_id_idx" ON "users_sessions" USING btree ("_parent_id");
  CREATE INDEX "users_updated_at_idx" ON "users" USING btree ("updated_at");
  CREATE INDEX "users_created_at_idx" ON "users" USING btree ("created_at");
  CREATE UNIQUE INDEX "users_email_idx" ON "users" USING btree ("email");
  CREATE INDEX "video_gen_prompt_templates_name_idx" ON "video_gen_prompt_templates" USING btree ("name");
  CREATE INDEX "video_gen_prompt_templates_model_idx" ON "video_gen_prompt_templates" USING btree ("model");
  CREATE INDEX "video_gen_prompt_templates_version_idx" ON "video_gen_prompt_templates" USING btree ("version");
  CREATE INDEX "video_gen_prompt_templates_updated_at_idx" ON "video_gen_prompt_templates" USING btree ("updated_at");
  CREATE INDEX "video_gen_prompt_templates_created_at_idx" ON "video_gen_prompt_templates" USING btree ("created_at");
  CREATE INDEX "video_gen_prompt_templates__status_idx" ON "video_gen_prompt_templates" USING btree ("_status");
  CREATE INDEX "_video_gen_prompt_templates_v_parent_idx" ON "_video_gen_prompt_templates_v" USING btree ("parent_id");
  CREATE INDEX "_video_gen_prompt_templates_v_version_version_name_idx" ON "_video_gen_prompt_templates_v" USING btree ("version_name");
  CREATE INDEX "_video_gen_prompt_templates_v_version_version_model_idx" ON "_video_gen_prompt_templates_v" USING btree ("version_model");
  CREATE INDEX "_video_gen_prompt_templates_v_version_version_version_idx" ON "_video_gen_prompt_templates_v" USING btree ("version_version");
  CREATE INDEX "_video_gen_prompt_templates_v_version_version_updated_at_idx" ON "_video_gen_prompt_templates_v" USING btree ("version_updated_at");
  CREATE INDEX "_video_gen_prompt_templates_v_version_version_created_at_idx" ON "_video_gen_prompt_templates_v" USING btree ("version_created_at");
  CREATE INDEX "_video_gen_prompt_templates_v_version_version__status_idx" ON "_video_gen_prompt_templates_v" USING btree ("version__status");
  CREATE INDEX "_video_gen_prompt_templates_v_created_at_idx" ON "_video_gen_prompt_templates_v" USING btree ("created_at");
  CREATE INDEX "_video_gen_prompt_templates_v_updated_at_idx" ON "_video_gen_prompt_templates_v" USING btree ("updated_at");
  CREATE INDEX "_video_gen_prompt_templates_v_latest_idx" ON "_video_gen_prompt_templates_v" USING btree ("latest");
  CREATE INDEX "video_gen_preset_price_steps_order_idx" ON "video_gen_preset_price_steps" USING btree ("_order");
  CREATE INDEX "video_gen_preset_price_steps_parent_id_idx" ON "video_gen_preset_price_steps" USING btree ("_parent_id");
  CREATE INDEX "video_gen_presets_order_idx" ON "video_gen_presets" USING btree ("_order");
  CREATE INDEX "video_gen_presets_parent_id_idx" ON "video_gen_presets" USING btree ("_parent_id");
  CREATE UNIQUE INDEX "video_gen_provider_configs_provider_idx" ON "video_gen_provider_configs" USING btree ("provider");
  CREATE INDEX "video_gen_provider_configs_updated_at_idx" ON "video_gen_provider_configs" USING btree ("updated_at");
  CREATE INDEX "video_gen_provider_configs_created_at_idx" ON "video_gen_provider_configs" USING btree ("created_at");
  CREATE INDEX "video_gen_provider_configs__status_idx" ON "video_gen_provider_configs" USING btree ("_status");
  CREATE INDEX "video_gen_provider_configs_texts_order_parent" ON "video_gen_provider_configs_texts" USING btree ("order","parent_id");
  CREATE INDEX "video_gen_provider_configs_numbers_order_parent_idx" ON "video_gen_provider_configs_numbers" USING btree ("order","parent_id");
  CREATE INDEX "_video_gen_preset_price_steps_v_order_idx" ON "_video_gen_preset_price_steps_v" USING btree ("_order");
  CREATE INDEX "_video_gen_preset_price_steps_v_parent_id_idx" ON "_video_gen_preset_price_steps_v" USING btree ("_parent_id");
  CREATE INDEX "_video_gen_presets_v_order_idx" ON "_video_gen_presets_v" USING btree ("_order");
  CREATE INDEX "_video_gen_presets_v_parent_id_idx" ON "_video_gen_presets_v" USING btree ("_parent_id");
  CREATE INDEX "_video_gen_provider_configs_v_parent_idx" ON "_video_gen_provider_configs_v" USING btree ("parent_id");
  CREATE INDEX "_video_gen_provider_configs_v_version_version_provider_idx" ON "_video_gen_provider_configs_v" USING btree ("version_provider");
  CREATE INDEX "_video_gen_provider_configs_v_version_version_updated_at_idx" ON "_video_gen_provider_configs_v" USING btree ("version_updated_at");
  CREATE INDEX "_video_gen_provider_configs_v_version_version_created_at_idx" ON "_video_gen_provider_configs_v" USING btree ("version_created_at");
  CREATE INDEX "_video_gen_provider_configs_v_version_version__status_idx" ON "_video_gen_provider_configs_v" USING btree ("version__status");
  CREATE INDEX "_video_gen_provider_configs_v_created_at_idx" ON "_video_gen_provider_configs_v" USING btree ("created_at");
  CREATE INDEX "_video_gen_provider_configs_v_updated_at_idx" ON "_video_gen_provider_configs_v" USING btree ("updated_at");
  CREATE INDEX "_video_gen_provider_configs_v_latest_idx" ON "_video_gen_provider_configs_v" USING btree ("latest");
  CREATE INDEX "_video_gen_provider_configs_v_texts_order_parent" ON "_video_gen_provider_configs_v_texts" USING btree ("order","parent_id");
  CREATE INDEX "_video_gen_provider_configs_v_numbers_order_parent_idx" ON "_video_gen_provider_configs_v_numbers" USING btree ("order","parent_id");
  CREATE INDEX "video_gen_job_events_order_idx" ON "video_gen_job_events" USING btree ("_order");
  CREATE INDEX "video_gen_job_events_parent_id_idx" ON "video_gen_job_events" USING btree ("_parent_id");
  CREATE INDEX "video_gen_jobs_provider_idx" ON "video_gen_jobs" USING btree ("provider");
  CREATE INDEX "video_gen_jobs_model_idx" ON "video_gen_jobs" USING btree ("model");
  CREATE INDEX "video_gen_jobs_provider_request_id_idx" ON "video_gen_jobs" USING btree ("provider_request_id");
  CREATE INDEX "video_gen_jobs_status_idx" ON "video_gen_jobs" USING btree ("status");
  CREATE UNIQUE INDEX "video_gen_jobs_job_id_idx" ON "video_gen_jobs" USING btree ("job_id");
  CREATE INDEX "video_gen_jobs_project_id_idx" ON "video_gen_jobs" USING btree ("project_id");
  CREATE INDEX "video_gen_jobs_episode_id_idx" ON "video_gen_jobs" USING btree ("episode_id");
  CREATE INDEX "video_gen_jobs_request_id_idx" ON "video_gen_jobs" USING btree ("request_id");
  CREATE INDEX "video_gen_jobs_completed_at_idx" ON "video_gen_jobs" USING btree ("completed_at");
  CREATE INDEX "video_gen_jobs_updated_at_idx" ON "video_gen_jobs" USING btree ("updated_at");
  CREATE INDEX "video_gen_jobs_created_at_idx" ON "video_gen_jobs" USING btree ("created_at");
  CREATE INDEX "video_gen_jobs_texts_order_parent" ON "video_gen_jobs_texts" USING btree ("order","parent_id");
  CREATE INDEX "video_segments_media_idx" ON "video_segments" USING btree ("media_id");
  CREATE UNIQUE INDEX "video_segments_job_id_idx" ON "video_segments" USING btree ("job_id");
  CREATE INDEX "video_segments_generated_by_idx" ON "video_segments" USING btree ("generated_by_id");
  CREATE INDEX "video_segments_project_id_idx" ON "video_segments" USING btree ("project_id");
  CREATE INDEX "video_segments_episode_id_idx" ON "video_segments" USING btree ("episode_id");
  CREATE INDEX "video_segments_media_status_idx" ON "video_segments" USING btree ("media_status");
  CREATE INDEX "video_segments_updated_at_idx" ON "video_segments" USING btree ("updated_at");
  CREATE INDEX "video_segments_created_at_idx" ON "video_segments" USING btree ("created_at");
  CREATE INDEX "project_id_episode_id_scene_number_idx" ON "video_segments" USING btree ("project_id","episode_id","scene_number");
  CREATE INDEX "video_segments_texts_order_parent" ON "video_segments_texts" USING btree ("order","parent_id");
  CREATE UNIQUE INDEX "media_filename_compound_idx" ON "media" USING btree ("filename","prefix");
  CREATE INDEX "media_prefix_idx" ON "media" USING btree ("prefix");
  CREATE INDEX "media_project_id_idx" ON "media" USING btree ("project_id");
  CREATE INDEX "media_episode_id_idx" ON "media" USING btree ("episode_id");
  CREATE INDEX "media_job_id_idx" ON "media" USING btree ("job_id");
  CREATE INDEX "media_updated_at_idx" ON "media" USING btree ("updated_at");
  CREATE INDEX "media_created_at_idx" ON "media" USING btree ("created_at");
  CREATE INDEX "media_filename_idx" ON "media" USING btree ("filename");
  CREATE UNIQUE INDEX "payload_kv_key_idx" ON "payload_kv" USING btree ("key");
  CREATE INDEX "payload_locked_documents_global_slug_idx" ON "payload_locked_documents" USING btree ("global_slug");
  CREATE INDEX "payload_locked_documents_updated_at_idx" ON "payload_locked_documents" USING btree ("updated_at");
  CREATE INDEX "payload_locked_documents_created_at_idx" ON "payload_locked_documents" USING btree ("created_at");
  CREATE INDEX "payload_locked_documents_rels_order_idx" ON "payload_locked_documents_rels" USING btree ("order");
  CREATE INDEX "payload_locked_documents_rels_parent_idx" ON "payload_locked_documents_rels" USING btree ("parent_id");
  CREATE INDEX "payload_locked_documents_rels_path_idx" ON "payload_locked_documents_rels" USING btree ("path");
  CREATE INDEX "payload_locked_documents_rels_users_id_idx" ON "payload_locked_documents_rels" USING btree ("users_id");
  CREATE INDEX "payload_locked_documents_rels_video_gen_prompt_templates_idx" ON "payload_locked_documents_rels" USING btree ("video_gen_prompt_templates_id");
  CREATE INDEX "payload_locked_documents_rels_video_gen_provider_configs_idx" ON "payload_locked_documents_rels" USING btree ("video_gen_provider_configs_id");
  CREATE INDEX "payload_preferences_key_idx" ON "payload_preferences" USING btree ("key");
  CREATE INDEX "payload_preferences_updated_at_idx" ON "payload_preferences" USING btree ("updated_at");
  CREATE INDEX "payload_preferences_created_at_idx" ON "payload_preferences" USING btree ("created_at");
  CREATE INDEX "payload_preferences_rels_order_idx" ON "payload_preferences_rels" USING btree ("order");
  CREATE INDEX "payload_preferences_rels_parent_idx" ON "payload_preferences_rels" USING btree ("parent_id");
  CREATE INDEX "payload_preferences_rels_path_idx" ON "payload_preferences_rels" USING btree ("path");
  CREATE INDEX "payload_preferences_rels_users_id_idx" ON "payload_preferences_rels" USING btree ("users_id");
  CREATE INDEX "payload_migrations_updated_at_idx" ON "payload_migrations" USING btree ("updated_at");
  CREATE INDEX "payload_migrations_created_at_idx" ON "payload_migrations" USING btree ("created_at");`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   DROP TABLE "users_roles" CASCADE;
  DROP TABLE "users_sessions" CASCADE;
  DROP TABLE "users" CASCADE;
  DROP TABLE "video_gen_prompt_templates" CASCADE;
  DROP TABLE "_video_gen_prompt_templates_v" CASCADE;
  DROP TABLE "video_gen_preset_price_steps" CASCADE;
  DROP TABLE "video_gen_presets" CASCADE;
  DROP TABLE "video_gen_provider_configs" CASCADE;
  DROP TABLE "video_gen_provider_configs_texts" CASCADE;
  DROP TABLE "video_gen_provider_configs_numbers" CASCADE;
  DROP TABLE "_video_gen_preset_price_steps_v" CASCADE;
  DROP TABLE "_video_gen_presets_v" CASCADE;
  DROP TABLE "_video_gen_provider_configs_v" CASCADE;
  DROP TABLE "_video_gen_provider_configs_v_texts" CASCADE;
  DROP TABLE "_video_gen_provider_configs_v_numbers" CASCADE;
  DROP TABLE "video_gen_job_events" CASCADE;
  DROP TABLE "video_gen_jobs" CASCADE;
  DROP TABLE "video_gen_jobs_texts" CASCADE;
  DROP TABLE "video_segments" CASCADE;
  DROP TABLE "video_segments_texts" CASCADE;
  DROP TABLE "media" CASCADE;
  DROP TABLE "payload_kv" CASCADE;
  DROP TABLE "payload_locked_documents" CASCADE;
  DROP TABLE "payload_locked_documents_rels" CASCADE;
  DROP TABLE "payload_preferences" CASCADE;
  DROP TABLE "payload_preferences_rels" CASCADE;
  DROP TABLE "payload_migrations" CASCADE;
  DROP TYPE "public"."enum_users_roles";
  DROP TYPE "public"."enum_video_gen_prompt_templates_status";
  DROP TYPE "public"."enum__video_gen_prompt_templates_v_version_status";
  DROP TYPE "public"."enum_videogen_preset_mode";
  DROP TYPE "public"."enum_videogen_duration_form";
  DROP TYPE "public"."enum_video_gen_provider_configs_status";
  DROP TYPE "public"."enum__video_gen_provider_configs_v_version_status";
  DROP TYPE "public"."enum_videogen_job_status";`)
}
