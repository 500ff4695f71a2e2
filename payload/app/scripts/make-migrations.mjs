// npm run make-migrations -- NAME: writes the migrations from the committed schema to the present one, for both databases. Needs neither.
import { spawnSync } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

const [name] = process.argv.slice(2)
if (!name) throw new Error('Give the migration a name: npm run make-migrations -- NAME')
const root = path.resolve(import.meta.dirname, '..')

for (const [dialect, url] of [
  ['sqlite', 'file:./data/unused.db'],
  ['postgres', 'postgres://unused'],
]) {
  const env = { ...process.env, DATABASE_URL: url, NODE_ENV: 'production' }
  const made = spawnSync('npx', ['payload', 'migrate:create', name, '--skip-empty'], { cwd: root, env, stdio: 'inherit' })
  if (made.status !== 0) process.exit(made.status ?? 1)

  // Payload writes for a compiler that is less strict than ours.
  const folder = path.join(root, 'src/migrations', dialect)
  const files = (await readdir(folder)).filter((file) => /^\d.*\.ts$/.test(file)).sort()
  for (const file of files) {
    const written = await readFile(path.join(folder, file), 'utf8')
    const strict = written.replace('{ MigrateUpArgs, MigrateDownArgs, sql }', '{ type MigrateUpArgs, type MigrateDownArgs, sql }').replaceAll('{ db, payload, req }', '{ db }')
    await writeFile(path.join(folder, file), strict)
  }

  // Payload's own list imports without an extension, which only bundlers understand.
  const names = files.map((file) => path.basename(file, '.ts'))
  await writeFile(
    path.join(folder, 'index.ts'),
    [
      ...names.map((n) => `import * as migration_${n} from './${n}.ts'`),
      '',
      'export const migrations = [',
      ...names.map((n) => `  { name: '${n}', up: migration_${n}.up, down: migration_${n}.down },`),
      ']',
      '',
    ].join('\n'),
  )
}
