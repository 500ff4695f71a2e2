import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { videoGenPlugin } from 'payload-plugin-videogen'
import { buildConfig } from 'payload'
import { database } from './database.ts'
import { secret } from './secret.ts'
import { seed } from './seed/seed.ts'
import { users } from './users.ts'

const megabyte = 1024 * 1024

export default buildConfig({
  secret: secret(),
  serverURL: process.env.SERVER_URL || '',
  telemetry: false,
  admin: {
    user: users.slug,
    avatar: 'default', // the usual one asks gravatar.com
    importMap: { baseDir: path.dirname(fileURLToPath(import.meta.url)) },
    meta: { titleSuffix: ' – VideoGen' },
  },
  db: database(process.env.DATABASE_URL || 'file:./data/cms.db'),
  collections: [users],
  upload: {
    limits: { fileSize: 512 * megabyte },
    requestSizeLimit: 520 * megabyte,
    useTempFiles: true,
    tempFileDir: path.resolve(/* turbopackIgnore: true */ process.env.TEMP_DIR || './data/tmp'),
  },
  plugins: [videoGenPlugin({ filesDir: process.env.FILES_DIR || './data/files', clipUrl: '/media' })],
  onInit: seed,
})
