import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.run(sql`ALTER TABLE \`video_gen_presets\` ADD \`frame_list_field\` text;`)
  await db.run(sql`ALTER TABLE \`video_gen_presets\` ADD \`prompt_max_utf16_units\` numeric;`)
  await db.run(sql`ALTER TABLE \`_video_gen_presets_v\` ADD \`frame_list_field\` text;`)
  await db.run(sql`ALTER TABLE \`_video_gen_presets_v\` ADD \`prompt_max_utf16_units\` numeric;`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.run(sql`ALTER TABLE \`video_gen_presets\` DROP COLUMN \`frame_list_field\`;`)
  await db.run(sql`ALTER TABLE \`video_gen_presets\` DROP COLUMN \`prompt_max_utf16_units\`;`)
  await db.run(sql`ALTER TABLE \`_video_gen_presets_v\` DROP COLUMN \`frame_list_field\`;`)
  await db.run(sql`ALTER TABLE \`_video_gen_presets_v\` DROP COLUMN \`prompt_max_utf16_units\`;`)
}
