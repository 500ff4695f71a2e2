import type { PayloadRequest } from 'payload'

/** The part of Payload's PostgreSQL adapter that is needed; not part of its public types. */
interface Postgres {
  name: string
  schemaName?: string
  tableNameMap?: Map<string, string>
  tables?: Record<string, Record<string, { name?: string }>>
  sessions?: Record<string, { db: { execute: (sql: string) => Promise<unknown> } } | undefined>
}

/**
 * Holds everybody else off a row until the transaction of this request ends. Payload reads a document, merges and writes all of it back,
 * so two requests at once would lose changes. Does nothing where there is no PostgreSQL or no transaction.
 */
export async function lockRow(req: PayloadRequest, slug: string, id: unknown): Promise<void> {
  const db = req.payload.db as unknown as Postgres
  const transaction = await req.transactionID
  const session = transaction === undefined || transaction === null ? undefined : db.sessions?.[String(transaction)]
  const key = String(id)
  if (db.name !== 'postgres' || !session || !/^[0-9a-f-]+$/i.test(key)) return
  const table = db.tableNameMap?.get(snakeCase(slug)) ?? snakeCase(slug)
  await session.db.execute(`select 1 from "${db.schemaName ?? 'public'}"."${table}" where id = '${key}' for update`)
}

const snakeCase = (slug: string): string => slug.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll('-', '_').toLowerCase()
