import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { postgresAdapter } from '@payloadcms/db-postgres'
import { sqliteAdapter } from '@payloadcms/db-sqlite'
import type { Config } from 'payload'
import { migrations as postgresMigrations } from './migrations/postgres/index.ts'
import { migrations as sqliteMigrations } from './migrations/sqlite/index.ts'

const here = path.dirname(fileURLToPath(import.meta.url))

/** The database that a URL names: `postgres://…`, or `file:…` for SQLite. */
export function database(url: string): Config['db'] {
  if (/^postgres(ql)?:/.test(url)) {
    return postgresAdapter({
      // Without the time limit an exhausted pool would make every request wait for ever.
      pool: { connectionString: url, max: 20, connectionTimeoutMillis: 10_000 },
      migrationDir: path.resolve(here, 'migrations/postgres'),
      prodMigrations: postgresMigrations,
    })
  }
  mkdirSync(path.dirname(path.resolve(/* turbopackIgnore: true */ url.replace(/^file:/, ''))), { recursive: true })
  return sqliteAdapter({
    client: { url },
    wal: true,
    busyTimeout: 5000,
    migrationDir: path.resolve(here, 'migrations/sqlite'),
    prodMigrations: sqliteMigrations,
  })
}
