// The plugin beside a storage plugin: the collection keeps its files itself, the plugin adds names, fields and the URL by path.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { sqliteAdapter } from '@payloadcms/db-sqlite'
import { buildConfig, getPayload, handleEndpoints } from 'payload'
import { videoGenPlugin } from 'payload-plugin-videogen'
import { clip } from './clip.mjs'

const bucket = new Map()
let folder
let config
let payload

/** What a storage plugin does to an upload collection. */
const inBucket = (collection) => ({
  ...collection,
  upload: {
    ...collection.upload,
    disableLocalStorage: true,
    handlers: [
      (_, { params }) => new Response(bucket.get(`${params.prefix}/${params.filename}`), { headers: { 'Content-Type': 'video/mp4' } }),
    ],
  },
  hooks: { afterChange: [({ doc, req }) => void bucket.set(`${doc.prefix}/${doc.filename}`, req.file.data)] },
})

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'videogen-storage-'))
  const media = { slug: 'media', upload: {}, access: { read: ({ req }) => Boolean(req.user) }, fields: [{ name: 'prefix', type: 'text' }] }
  config = await buildConfig({
    secret: 'a secret for tests',
    telemetry: false,
    logger: { options: { level: 'silent' } },
    db: sqliteAdapter({ client: { url: `file:${folder}/storage.db` } }),
    collections: [{ slug: 'users', auth: { useAPIKey: true }, fields: [] }, inBucket(media)],
    plugins: [videoGenPlugin({ media: { extend: true, storage: 'collection' } })],
  })
  payload = await getPayload({ config })
  await payload.create({
    collection: 'users',
    data: { email: 'a@studio.example', password: 'long enough', enableAPIKey: true, apiKey: 'key' },
  })
})
after(async () => {
  await payload.destroy()
  await rm(folder, { recursive: true, force: true })
})

const store = (prefix, content) =>
  payload.create({
    collection: 'media',
    data: { prefix },
    file: { name: 'segment_1_1.mp4', mimetype: 'video/mp4', data: clip(content), size: clip(content).length },
  })
const get = (address, headers) =>
  handleEndpoints({ config, request: new Request(`http://localhost/api/media/by-path/${address}`, { headers }) })

test('clips lie in the storage below their folder, under their exact name', async () => {
  for (const prefix of ['projects/p/e/segments', 'projects/q/e/segments'])
    assert.equal((await store(prefix, prefix)).filename, 'segment_1_1.mp4')
  assert.deepEqual([...bucket.keys()], ['projects/p/e/segments/segment_1_1.mp4', 'projects/q/e/segments/segment_1_1.mp4'])
})

test('the URL by path answers with what the storage has, to those who may read it', async () => {
  const response = await get('projects/p/e/segments/segment_1_1.mp4', { Authorization: 'users API-Key key' })
  assert.deepEqual(Buffer.from(await response.arrayBuffer()), clip('projects/p/e/segments'))
  assert.equal((await get('projects/p/e/segments/segment_1_1.mp4')).status, 403)
})

test('a second clip at a path is refused', async () => {
  await assert.rejects(store('projects/p/e/segments', 'two'), { status: 400 })
  assert.deepEqual(bucket.get('projects/p/e/segments/segment_1_1.mp4'), clip('projects/p/e/segments'))
})
