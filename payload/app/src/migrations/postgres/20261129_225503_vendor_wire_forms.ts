import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-postgres'

export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "video_gen_presets" ADD COLUMN "frame_list_field" varchar;
  ALTER TABLE "video_gen_presets" ADD COLUMN "prompt_max_utf16_units" numeric;
  ALTER TABLE "_video_gen_presets_v" ADD COLUMN "frame_list_field" varchar;
  ALTER TABLE "_video_gen_presets_v" ADD COLUMN "prompt_max_utf16_units" numeric;`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "video_gen_presets" DROP COLUMN "frame_list_field";
  ALTER TABLE "video_gen_presets" DROP COLUMN "prompt_max_utf16_units";
  ALTER TABLE "_video_gen_presets_v" DROP COLUMN "frame_list_field";
  ALTER TABLE "_video_gen_presets_v" DROP COLUMN "prompt_max_utf16_units";`)
}
