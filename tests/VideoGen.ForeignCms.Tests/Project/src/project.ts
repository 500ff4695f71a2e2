// A studio's CMS as it was for years: UUID ids, another prefix, two languages, an upload collection with rules of its own.
import { postgresAdapter } from '@payloadcms/db-postgres'
import { sqliteAdapter } from '@payloadcms/db-sqlite'
import { APIError, type CollectionConfig, type Config, type PayloadRequest } from 'payload'

const url = process.env['DATABASE_URL'] ?? ''
const migrationDir = process.env['MIGRATIONS_DIR'] ?? ''

export const rankOf = ({ user }: PayloadRequest): string | undefined => (user as { rank?: string } | null)?.rank

const editor = ({ req }: { req: PayloadRequest }) => rankOf(req) === 'boss'
const robot = ({ req }: { req: PayloadRequest }) => rankOf(req) === 'robot' || rankOf(req) === 'boss'
const signedIn = ({ req }: { req: PayloadRequest }) => Boolean(req.user)

const accounts: CollectionConfig = {
  slug: 'accounts',
  auth: { useAPIKey: true },
  access: { create: editor, delete: editor, read: ({ req }) => (editor({ req }) ? true : { id: { equals: req.user?.id ?? '' } }), update: editor },
  fields: [{ name: 'rank', type: 'select', options: ['boss', 'robot'], required: true, saveToJWT: true }],
}

const productions: CollectionConfig = {
  slug: 'productions',
  access: { create: editor, delete: editor, read: signedIn, update: editor },
  fields: [{ name: 'title', type: 'text', required: true, localized: true }],
}

const assets: CollectionConfig = {
  slug: 'assets',
  upload: { staticDir: process.env['FILES_DIR'] ?? '', mimeTypes: ['video/*', 'image/*'] },
  versions: { drafts: true },
  // The robot may add and read, and nothing else.
  access: { create: robot, delete: editor, read: signedIn, update: editor, readVersions: editor },
  fields: [
    { name: 'alt', type: 'text', required: true, localized: true },
    { name: 'project', type: 'relationship', relationTo: 'productions', required: true },
    {
      type: 'row',
      fields: [
        { name: 'kind', type: 'select', options: ['clip', 'still'], required: true },
        { name: 'scene', type: 'number' },
      ],
    },
    { name: 'checkedBy', type: 'text', admin: { readOnly: true } },
  ],
  hooks: {
    beforeValidate: [
      ({ data, operation }) => {
        if (operation === 'create' && data?.['kind'] === 'clip' && typeof data['scene'] !== 'number')
          throw new APIError('A clip belongs to a scene.', 422, undefined, true)
        return data
      },
    ],
    beforeChange: [({ data, req }) => ({ ...data, checkedBy: rankOf(req) ?? 'nobody' })],
  },
}

const pages: CollectionConfig = {
  slug: 'pages',
  versions: { drafts: true },
  access: { read: signedIn },
  fields: [
    { name: 'title', type: 'text', localized: true },
    { name: 'hero', type: 'upload', relationTo: 'assets' },
  ],
}

export const project: Config = {
  secret: 'of the studio',
  telemetry: false,
  routes: { api: '/cms-api' },
  localization: { locales: ['de', 'en'], defaultLocale: 'de', fallback: true },
  admin: { user: 'accounts' },
  db: url.startsWith('postgres')
    ? postgresAdapter({ pool: { connectionString: url, connectionTimeoutMillis: 10_000 }, idType: 'uuid', migrationDir })
    : sqliteAdapter({ client: { url }, idType: 'uuid', migrationDir, wal: true, busyTimeout: 5000 }),
  collections: [accounts, productions, assets, pages],
}
