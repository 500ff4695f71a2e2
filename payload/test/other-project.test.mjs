// The plugin in a project that has its own names, its own uploads, its own idea of who may what, and UUIDs for ids.
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { sqliteAdapter } from '@payloadcms/db-sqlite'
import { buildConfig, getPayload, handleEndpoints } from 'payload'
import { videoGenPlugin } from 'payload-plugin-videogen'
import { clip } from './clip.mjs'

const options = {
  slugs: { promptTemplates: 'prompts', providerConfigs: 'providers', jobs: 'render-jobs', segments: 'shots', media: 'files' },
  fieldNames: {
    promptTemplates: { template_text: 'body', version: 'number' },
    providerConfigs: { default_pair_model: 'pairModel', model_presets: 'models' },
    jobs: { job_id: 'key', revision: 'rev', project_id: 'projectId', webhook_events: 'history' },
    segments: { job_id: 'key', generated_by: 'renderedBy', revision: 'rev' },
    media: { prefix: 'folder', project_id: 'projectId' },
  },
  access: { admin: ({ user }) => user?.rank === 'boss', service: ({ user }) => user?.rank === 'robot' },
  media: { extend: true },
}

let folder
let config
let payload
let deleted = 0

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'videogen-project-'))
  const files = {
    slug: 'files',
    upload: { staticDir: path.join(folder, 'files') },
    access: { read: ({ req }) => Boolean(req.user), create: ({ req }) => Boolean(req.user), delete: ({ req }) => Boolean(req.user) },
    fields: [{ name: 'alt', type: 'text' }],
    hooks: { afterDelete: [() => void deleted++] },
  }
  // What a project may do: hooks of its own that wait for something outside.
  const slow = (c) => ({
    ...c,
    hooks: { ...c.hooks, beforeChange: [...(c.hooks?.beforeChange ?? []), async () => void (await setImmediate())] },
  })
  config = await buildConfig({
    secret: 'a secret for tests',
    telemetry: false,
    logger: { options: { level: 'silent' } },
    db: sqliteAdapter({ client: { url: `file:${folder}/project.db` }, idType: 'uuid' }),
    collections: [{ slug: 'staff', auth: { useAPIKey: true }, fields: [{ name: 'rank', type: 'text', saveToJWT: true }] }, files],
    admin: { user: 'staff' },
    plugins: [
      videoGenPlugin({ ...options, filesDir: path.join(folder, 'files') }),
      (whole) => ({ ...whole, collections: whole.collections.map((c) => (c.slug === 'render-jobs' ? slow(c) : c)) }),
    ],
  })
  payload = await getPayload({ config })
  for (const rank of ['boss', 'robot']) {
    await payload.create({
      collection: 'staff',
      data: { email: `${rank}@studio.example`, password: 'long enough', rank, enableAPIKey: true, apiKey: `key-of-${rank}` },
    })
  }
})
after(async () => {
  await payload.destroy()
  await rm(folder, { recursive: true, force: true })
})

async function call(rank, method, where, body) {
  const headers = rank ? { Authorization: `staff API-Key key-of-${rank}` } : {}
  const form = body instanceof FormData ? new Response(body) : null
  const content = form ? await form.arrayBuffer() : body && JSON.stringify(body)
  if (form) headers['content-length'] = String(content.byteLength) // Payload before 3.90 looks for it
  if (body) headers['content-type'] = form?.headers.get('content-type') ?? 'application/json'
  const response = await handleEndpoints({
    config,
    request: new Request(`http://localhost/api/${where}`, { method, headers, body: content }),
  })
  const type = response.headers.get('content-type') ?? ''
  return {
    status: response.status,
    body: type.startsWith('application/json') ? await response.json() : Buffer.from(await response.arrayBuffer()),
  }
}

const upload = (rank, name, bytes, fields) => {
  const form = new FormData()
  form.append('_payload', JSON.stringify(fields))
  form.append('file', new File([bytes], name, { type: 'video/mp4' }))
  return call(rank, 'POST', 'files?depth=0', form)
}

test('ids are UUIDs and the names are the project’s', async () => {
  const job = await call('robot', 'POST', 'render-jobs?depth=0', {
    key: 'job_1',
    status: 'running',
    rev: 1,
    projectId: 'p',
    history: [{ kind: 'note', message: 'Hello.' }],
  })
  assert.equal(job.status, 201)
  assert.match(job.body.doc.id, /^[0-9a-f-]{36}$/)
  assert.equal(job.body.doc.projectId, 'p')
  const shot = await call('robot', 'POST', 'shots?depth=0', { key: 'job_1', segment_id: 'SEGMENT_1', renderedBy: job.body.doc.id, rev: 1 })
  assert.equal(shot.body.doc.renderedBy, job.body.doc.id)
  const read = await call('robot', 'GET', `render-jobs/${job.body.doc.id}?depth=0`)
  assert.deepEqual(read.body.segments.docs, [shot.body.doc.id])
})

test('the newest of many states at once stays, whatever the project’s own hooks wait for', async () => {
  const { id } = (await call('robot', 'POST', 'render-jobs?depth=0', { key: 'job_race', status: 'running', rev: 1 })).body.doc
  const revisions = [4, 9, 2, 7, 10, 3, 8, 5, 6]
  const answers = await Promise.all(
    revisions.map((rev) => call('robot', 'PATCH', `render-jobs/${id}?depth=0`, { rev, projectId: `p${rev}` })),
  )
  assert.deepEqual([...new Set(answers.map((a) => a.status))].sort(), [200, 409])
  const { body } = await call('robot', 'GET', `render-jobs/${id}?depth=0`)
  assert.deepEqual([body.rev, body.projectId], [10, 'p10'])
})

test('the project says who may what', async () => {
  const template = { name: 'mine', body: '{{description}}', _status: 'published' }
  assert.equal((await call('robot', 'POST', 'prompts', template)).status, 403)
  assert.equal((await call('boss', 'POST', 'prompts', template)).status, 201)
  assert.equal((await call('boss', 'POST', 'render-jobs', { key: 'x', status: 'planned' })).status, 403)
})

test('versions count and rules are kept under other names too', async () => {
  const { doc } = (await call('boss', 'POST', 'prompts?depth=0', { name: 'counted', body: '{{description}}', _status: 'published' })).body
  assert.equal(doc.number, 1)
  assert.equal(
    (await call('boss', 'PATCH', `prompts/${doc.id}?depth=0`, { body: '{{description}}!', _status: 'published' })).body.doc.number,
    2,
  )
  const config = await call('boss', 'POST', 'providers', {
    provider: 'x',
    pairModel: 'none',
    default_single_model: 'none',
    models: [],
    _status: 'published',
  })
  assert.deepEqual(
    config.body.errors[0].data.errors.map((e) => e.path),
    ['models', 'pairModel', 'default_single_model'],
  )
})

test('clips go into the project’s own uploads, below their folder, under their exact name', async () => {
  const { body, status } = await upload('robot', 'segment_1_1.mp4', clip('one'), {
    folder: 'projects/p/e/segments',
    projectId: 'p',
    alt: 'a lighthouse',
  })
  assert.equal(status, 201)
  assert.deepEqual([body.doc.alt, body.doc.url], ['a lighthouse', '/api/files/by-path/projects/p/e/segments/segment_1_1.mp4'])
  assert.deepEqual(await readFile(path.join(folder, 'files/projects/p/e/segments/segment_1_1.mp4')), clip('one'))
  assert.deepEqual((await call('boss', 'GET', 'files/by-path/projects/p/e/segments/segment_1_1.mp4')).body, clip('one'))
  assert.equal((await call(null, 'GET', 'files/by-path/projects/p/e/segments/segment_1_1.mp4')).status, 403)
  assert.equal((await upload('robot', 'segment_1_1.mp4', clip('two'), { folder: 'projects/p/e/segments' })).status, 400)
  assert.equal((await upload('robot', 'segment_1_1.mp4', clip('two'), { folder: 'projects/q/e/segments' })).status, 201)
})

test('files that the project had before stay where they are and readable', async () => {
  await mkdir(path.join(folder, 'files'), { recursive: true })
  await writeFile(path.join(folder, 'files/old.mp4'), clip('old'))
  await payload.db.create({ collection: 'files', data: { filename: 'old.mp4', mimeType: 'video/mp4', filesize: clip('old').length } })
  assert.deepEqual((await call('boss', 'GET', 'files/file/old.mp4')).body, clip('old'))
})

test('hooks that the project had before still run', async () => {
  const { doc } = (await upload('boss', 'gone.mp4', clip('gone'), {})).body
  await call('boss', 'DELETE', `files/${doc.id}`)
  assert.equal(deleted, 1)
  await assert.rejects(readFile(path.join(folder, 'files/gone.mp4')), { code: 'ENOENT' })
})

test('names that are taken are refused when the config is read, with the way out', async () => {
  const taken = { collections: [{ slug: 'videoGenJobs', fields: [] }] }
  assert.throws(() => videoGenPlugin()(taken), /the project has collections of these names already: videoGenJobs\. Give others in 'slugs'/)
  assert.throws(
    () => videoGenPlugin({ media: { extend: true } })({ collections: [] }),
    /media\.extend is on, but there is no collection 'media'\. Name yours in slugs\.media\./,
  )
  assert.throws(
    () => videoGenPlugin({ media: { extend: true } })({ collections: [{ slug: 'media', fields: [] }] }),
    /'media' is no upload collection/,
  )
})
