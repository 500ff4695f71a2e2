import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-postgres'

export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "video_gen_job_events" ADD COLUMN "body" varchar;
  ALTER TABLE "video_gen_jobs" ADD COLUMN "provider_responses_submit" varchar;
  ALTER TABLE "video_gen_jobs" ADD COLUMN "provider_responses_status" varchar;
  ALTER TABLE "video_gen_jobs" ADD COLUMN "provider_responses_result" varchar;`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "video_gen_job_events" DROP COLUMN "body";
  ALTER TABLE "video_gen_jobs" DROP COLUMN "provider_responses_submit";
  ALTER TABLE "video_gen_jobs" DROP COLUMN "provider_responses_status";
  ALTER TABLE "video_gen_jobs" DROP COLUMN "provider_responses_result";`)
}
