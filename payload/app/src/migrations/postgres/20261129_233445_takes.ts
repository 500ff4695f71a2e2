import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-postgres'

export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "video_gen_jobs" ADD COLUMN "again_reason" varchar;
  ALTER TABLE "video_gen_jobs" ADD COLUMN "parent_job" varchar;
  ALTER TABLE "video_gen_jobs" ADD COLUMN "seed" numeric;
  ALTER TABLE "video_gen_jobs" ADD COLUMN "prompt_change" varchar;
  ALTER TABLE "video_segments" ADD COLUMN "chosen" boolean DEFAULT false;
  ALTER TABLE "video_segments" ADD COLUMN "chosen_by" varchar;
  ALTER TABLE "video_segments" ADD COLUMN "chosen_at" timestamp(3) with time zone;
  CREATE INDEX "video_gen_jobs_parent_job_idx" ON "video_gen_jobs" USING btree ("parent_job");`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   DROP INDEX "video_gen_jobs_parent_job_idx";
  ALTER TABLE "video_gen_jobs" DROP COLUMN "again_reason";
  ALTER TABLE "video_gen_jobs" DROP COLUMN "parent_job";
  ALTER TABLE "video_gen_jobs" DROP COLUMN "seed";
  ALTER TABLE "video_gen_jobs" DROP COLUMN "prompt_change";
  ALTER TABLE "video_segments" DROP COLUMN "chosen";
  ALTER TABLE "video_segments" DROP COLUMN "chosen_by";
  ALTER TABLE "video_segments" DROP COLUMN "chosen_at";`)
}
