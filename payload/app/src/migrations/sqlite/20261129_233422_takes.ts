import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.run(sql`ALTER TABLE \`video_gen_jobs\` ADD \`again_reason\` text;`)
  await db.run(sql`ALTER TABLE \`video_gen_jobs\` ADD \`parent_job\` text;`)
  await db.run(sql`ALTER TABLE \`video_gen_jobs\` ADD \`seed\` numeric;`)
  await db.run(sql`ALTER TABLE \`video_gen_jobs\` ADD \`prompt_change\` text;`)
  await db.run(sql`CREATE INDEX \`video_gen_jobs_parent_job_idx\` ON \`video_gen_jobs\` (\`parent_job\`);`)
  await db.run(sql`ALTER TABLE \`video_segments\` ADD \`chosen\` integer DEFAULT false;`)
  await db.run(sql`ALTER TABLE \`video_segments\` ADD \`chosen_by\` text;`)
  await db.run(sql`ALTER TABLE \`video_segments\` ADD \`chosen_at\` text;`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.run(sql`DROP INDEX \`video_gen_jobs_parent_job_idx\`;`)
  await db.run(sql`ALTER TABLE \`video_gen_jobs\` DROP COLUMN \`again_reason\`;`)
  await db.run(sql`ALTER TABLE \`video_gen_jobs\` DROP COLUMN \`parent_job\`;`)
  await db.run(sql`ALTER TABLE \`video_gen_jobs\` DROP COLUMN \`seed\`;`)
  await db.run(sql`ALTER TABLE \`video_gen_jobs\` DROP COLUMN \`prompt_change\`;`)
  await db.run(sql`ALTER TABLE \`video_segments\` DROP COLUMN \`chosen\`;`)
  await db.run(sql`ALTER TABLE \`video_segments\` DROP COLUMN \`chosen_by\`;`)
  await db.run(sql`ALTER TABLE \`video_segments\` DROP COLUMN \`chosen_at\`;`)
}
