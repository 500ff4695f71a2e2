import type { CollectionConfig, Config, Field } from 'payload'

/** A column of a collection's table, and the field that it is for. */
export interface Column {
  /** Name in the database; localized fields have a table of their own. */
  column: string
  /** Path of the field in the config. */
  field: string
}

/** `projectId` and `project-id` become `project_id`, as Payload's SQL adapters do it. */
export const snakeCase = (name: string): string =>
  /[_\-.:]/.test(name)
    ? name
        .replaceAll(/[\W_]+(.|$)/g, (_, next: string) => (next ? ` ${next}` : ''))
        .trim()
        .replaceAll(/\s+/g, '_')
        .toLowerCase()
    : name
        .replaceAll(/(.)([A-Z]+)/g, (_, before: string, capitals: string) => `${before} ${capitals.toLowerCase().split('').join(' ')}`)
        .replaceAll(' ', '_')
        .toLowerCase()

/** Fields that hold values of the document itself, those in rows, tabs and groups without a name included. */
export const namedFields = (fields: Field[]): Field[] =>
  fields.flatMap((field) => {
    if ('name' in field && field.name) return [field]
    if (field.type === 'tabs') return field.tabs.flatMap((tab) => ('name' in tab && tab.name ? [] : namedFields(tab.fields)))
    return 'fields' in field && Array.isArray(field.fields) ? namedFields(field.fields) : []
  })

/** The columns that Payload's SQL adapters make for fields. */
export function columnsOf(fields: Field[], prefix = '', path = ''): Column[] {
  return fields.flatMap((field): Column[] => {
    if (field.type === 'tabs')
      return field.tabs.flatMap((tab) =>
        'name' in tab && tab.name
          ? columnsOf(tab.fields, `${prefix}${snakeCase(tab.name)}_`, `${path}${tab.name}.`)
          : columnsOf(tab.fields, prefix, path),
      )
    if (!('name' in field) || !field.name) return 'fields' in field ? columnsOf(field.fields as Field[], prefix, path) : []
    if (field.type === 'group') return columnsOf(field.fields, `${prefix}${snakeCase(field.name)}_`, `${path}${field.name}.`)
    if (hasNoColumn(field)) return []
    const isLink = field.type === 'relationship' || field.type === 'upload'
    const column = `${prefix}${snakeCase(field.name)}${isLink ? '_id' : ''}`
    return [{ column: 'localized' in field && field.localized ? `(localized) ${column}` : column, field: path + field.name }]
  })
}

const hasNoColumn = (field: Field): boolean =>
  ['array', 'blocks', 'join', 'ui'].includes(field.type) ||
  ('virtual' in field && Boolean(field.virtual)) ||
  ('hasMany' in field && field.hasMany === true) ||
  ('relationTo' in field && Array.isArray(field.relationTo))

/** Two fields of different names that would get one column; undefined when there are none. */
export function collision(fields: Field[], ours: (field: string) => boolean): { column: string; theirs: string; mine: string } | undefined {
  const seen = new Map<string, string>()
  for (const { column, field } of columnsOf(fields)) {
    const other = seen.get(column)
    if (other !== undefined && other !== field && (ours(other) || ours(field)))
      return ours(field) ? { column, theirs: other, mine: field } : { column, theirs: field, mine: other }
    seen.set(column, field)
  }
  return undefined
}

/** True where a collection's documents are rows of a table. */
export const isSql = (config: Config): boolean => !/mongo/i.test((config.db as { name?: string } | undefined)?.name ?? '')

/** The table of a collection; null where only Payload can tell. */
export const tableOf = ({ dbName, slug }: CollectionConfig): string | null =>
  typeof dbName === 'function' ? null : (dbName ?? snakeCase(slug))
