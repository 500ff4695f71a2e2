import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.run(sql`ALTER TABLE \`video_gen_job_events\` ADD \`body\` text;`)
  await db.run(sql`ALTER TABLE \`video_gen_jobs\` ADD \`provider_responses_submit\` text;`)
  await db.run(sql`ALTER TABLE \`video_gen_jobs\` ADD \`provider_responses_status\` text;`)
  await db.run(sql`ALTER TABLE \`video_gen_jobs\` ADD \`provider_responses_result\` text;`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.run(sql`ALTER TABLE \`video_gen_job_events\` DROP COLUMN \`body\`;`)
  await db.run(sql`ALTER TABLE \`video_gen_jobs\` DROP COLUMN \`provider_responses_submit\`;`)
  await db.run(sql`ALTER TABLE \`video_gen_jobs\` DROP COLUMN \`provider_responses_status\`;`)
  await db.run(sql`ALTER TABLE \`video_gen_jobs\` DROP COLUMN \`provider_responses_result\`;`)
}
