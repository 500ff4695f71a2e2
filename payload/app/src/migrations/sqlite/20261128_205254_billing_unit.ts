import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.run(sql`ALTER TABLE \`video_gen_presets\` ADD \`price_unit_name\` text;`)
  await db.run(sql`ALTER TABLE \`video_gen_presets\` ADD \`price_unit_usd\` numeric;`)
  await db.run(sql`ALTER TABLE \`video_gen_presets\` ADD \`price_unit_source\` text;`)
  await db.run(sql`ALTER TABLE \`_video_gen_presets_v\` ADD \`price_unit_name\` text;`)
  await db.run(sql`ALTER TABLE \`_video_gen_presets_v\` ADD \`price_unit_usd\` numeric;`)
  await db.run(sql`ALTER TABLE \`_video_gen_presets_v\` ADD \`price_unit_source\` text;`)
  await db.run(sql`ALTER TABLE \`video_gen_jobs\` ADD \`billed_units\` numeric;`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.run(sql`ALTER TABLE \`video_gen_presets\` DROP COLUMN \`price_unit_name\`;`)
  await db.run(sql`ALTER TABLE \`video_gen_presets\` DROP COLUMN \`price_unit_usd\`;`)
  await db.run(sql`ALTER TABLE \`video_gen_presets\` DROP COLUMN \`price_unit_source\`;`)
  await db.run(sql`ALTER TABLE \`_video_gen_presets_v\` DROP COLUMN \`price_unit_name\`;`)
  await db.run(sql`ALTER TABLE \`_video_gen_presets_v\` DROP COLUMN \`price_unit_usd\`;`)
  await db.run(sql`ALTER TABLE \`_video_gen_presets_v\` DROP COLUMN \`price_unit_source\`;`)
  await db.run(sql`ALTER TABLE \`video_gen_jobs\` DROP COLUMN \`billed_units\`;`)
}
