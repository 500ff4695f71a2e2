// Makes the studio's database as it was before the plugin came: what it holds has to be there afterwards.
import { getPayload, type CollectionSlug } from 'payload'
import config from './before.config.js'

const payload = await getPayload({ config })
await payload.db.createMigration({ payload, migrationName: 'initial' })
await payload.db.migrate()
for (const rank of ['boss', 'robot'])
  await payload.create({
    collection: 'accounts' as CollectionSlug,
    data: { email: `${rank}@studio.example`, password: 'long enough', rank, enableAPIKey: true, apiKey: process.env[`KEY_OF_${rank.toUpperCase()}`] },
  })
const production = await payload.create({ collection: 'productions' as CollectionSlug, data: { title: 'Leuchtturm' }, locale: 'de' })
const asset = await payload.create({
  collection: 'assets' as CollectionSlug,
  data: { alt: 'Ein altes Standbild', project: production.id, kind: 'still', _status: 'published' },
  file: { name: 'old.png', mimetype: 'image/png', data: Buffer.from(process.env['PICTURE'] ?? '', 'base64'), size: Buffer.from(process.env['PICTURE'] ?? '', 'base64').length },
})
await payload.create({ collection: 'pages' as CollectionSlug, data: { title: 'Start', hero: asset.id, _status: 'published' } })
console.log(`production ${production.id}`)
await payload.destroy()
process.exit(0)
