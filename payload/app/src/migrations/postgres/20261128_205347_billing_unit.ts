import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-postgres'

export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "video_gen_presets" ADD COLUMN "price_unit_name" varchar;
  ALTER TABLE "video_gen_presets" ADD COLUMN "price_unit_usd" numeric;
  ALTER TABLE "video_gen_presets" ADD COLUMN "price_unit_source" varchar;
  ALTER TABLE "_video_gen_presets_v" ADD COLUMN "price_unit_name" varchar;
  ALTER TABLE "_video_gen_presets_v" ADD COLUMN "price_unit_usd" numeric;
  ALTER TABLE "_video_gen_presets_v" ADD COLUMN "price_unit_source" varchar;
  ALTER TABLE "video_gen_jobs" ADD COLUMN "billed_units" numeric;`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "video_gen_presets" DROP COLUMN "price_unit_name";
  ALTER TABLE "video_gen_presets" DROP COLUMN "price_unit_usd";
  ALTER TABLE "video_gen_presets" DROP COLUMN "price_unit_source";
  ALTER TABLE "_video_gen_presets_v" DROP COLUMN "price_unit_name";
  ALTER TABLE "_video_gen_presets_v" DROP COLUMN "price_unit_usd";
  ALTER TABLE "_video_gen_presets_v" DROP COLUMN "price_unit_source";
  ALTER TABLE "video_gen_jobs" DROP COLUMN "billed_units";`)
}
