import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { severalProcesses, startCms } from './cms.mjs'

let cms
before(async () => (cms = await startCms()))
after(() => cms.stop())

const event = (sequence) => ({
  at: `2026-11-22T10:00:0${sequence % 10}.123Z`,
  source: 'agent',
  kind: 'note',
  message: `Event ${sequence}.`,
  from: 'planned',
  to: 'submitting',
  sequence,
})
const state = (job_id, revision, more = {}) => ({
  job_id,
  status: 'running',
  revision,
  webhook_events: Array.from({ length: revision }, (_, i) => event(i + 1)),
  ...more,
})
const create = async (slug, data) => (await cms.service.json('POST', `${slug}?depth=0`, data)).body.doc

test('a job comes back as it was sent, arrays as plain arrays', async () => {
  const sent = state('job_whole', 3, {
    project_id: 'p',
    episode_id: 'e',
    segment_id: 'SEGMENT_1',
    request_id: 'req_1',
    grouping: ['Sorted by scene.', 'Two frames, one segment.'],
    associated_frames: ['SCENE_1_SHOT_2', 'SCENE_1_SHOT_1'],
    prompt: 'Rain.\nThen: “sun” – überall.',
    slot_seconds: 4.166666,
    reserved_usd: 0.1,
    completed_at: '2026-11-22T10:00:09.123Z',
  })
  const doc = await create('videoGenJobs', sent)
  const { webhook_events, ...rest } = sent
  for (const [name, value] of Object.entries(rest)) assert.deepEqual(doc[name], value, name)
  assert.deepEqual(
    doc.webhook_events.map(({ id, ...e }) => e),
    webhook_events.map((e) => ({ body: null, ...e })),
  )
})

test('created_at is a name of createdAt, which the agent gives', async () => {
  const doc = await create('videoGenJobs', { ...state('job_created', 1), createdAt: '2026-01-02T03:04:05.678Z' })
  assert.equal(doc.created_at, '2026-01-02T03:04:05.678Z')
  const found = await cms.service.json('GET', 'videoGenJobs?where[created_at][less_than]=2026-02-01&depth=0')
  assert.deepEqual(
    found.body.docs.map((d) => d.job_id),
    ['job_created'],
  )
})

test('of many first reports of a job one makes the document, the others are told', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => cms.service.json('POST', 'videoGenJobs?depth=0', state('job_first', 1))),
  )
  assert.deepEqual(answers.map((a) => a.status).sort(), [201, 400, 400, 400, 400, 400, 400, 400])
  const refused = answers.find((a) => a.status === 400).body.errors[0].data.errors[0]
  assert.equal(refused.path, 'job_id')
  assert.equal(refused.message, 'Value must be unique')
})

test('an older state is refused and changes nothing; the same state again is fine', async () => {
  const { id } = await create('videoGenJobs', state('job_stale', 5))
  const stale = await cms.service.json('PATCH', `videoGenJobs/${id}?depth=0&overrideLock=true`, state('job_stale', 4, { status: 'queued' }))
  assert.equal(stale.status, 409)
  assert.equal(stale.body.errors[0].message, 'stale revision: 4 is older than the stored 5. Nothing was changed.')
  const same = await cms.service.json('PATCH', `videoGenJobs/${id}?depth=0`, state('job_stale', 5))
  assert.equal(same.status, 200)
  assert.equal(same.body.doc.status, 'running')
  assert.equal(same.body.doc.webhook_events.length, 5)
})

for (const slug of ['videoGenJobs', 'videoSegments']) {
  test(`${slug}: the newest of many states at once stays, whole`, async () => {
    const written = (revision) =>
      slug === 'videoGenJobs' ? state('job_race', revision) : { job_id: 'job_race', segment_id: 'SEGMENT_1', revision, take: revision }
    const { id } = await create(slug, written(1))
    const writers = severalProcesses ? [cms.service, await cms.another()] : [cms.service]
    for (let round = 0; round < 5; round++) {
      const newest = (round + 1) * 10
      const revisions = Array.from({ length: 10 }, (_, i) => newest - ((i * 7) % 10))
      const answers = await Promise.all(
        revisions.map((r, i) => writers[i % writers.length].json('PATCH', `${slug}/${id}?depth=0&overrideLock=true`, written(r))),
      )
      for (const { status } of answers) assert.ok(status === 200 || status === 409, String(status))
      const { body } = await cms.service.json('GET', `${slug}/${id}?depth=0`)
      assert.equal(body.revision, newest)
      assert.equal(slug === 'videoGenJobs' ? body.webhook_events.length : body.take, newest)
    }
  })
}

test('a segment knows its job, and the job its segments', async () => {
  const job = await create('videoGenJobs', state('job_linked', 1))
  const metadata = { provider: 'fal-ai', model: 'fal-ai/veo3.1', job_id: 'job_linked', webhook_id: null }
  const segment = await create('videoSegments', {
    job_id: 'job_linked',
    segment_id: 'SEGMENT_1',
    generated_by: job.id,
    provider_metadata: metadata,
    revision: 1,
    fps: 23.976,
  })
  assert.deepEqual(segment.provider_metadata, metadata)
  assert.equal(segment.fps, 23.976)
  assert.equal(segment.media, null)
  const read = await cms.service.json('GET', `videoGenJobs/${job.id}?depth=0`)
  assert.deepEqual(read.body.segments.docs, [segment.id])
})

test('deleting a job leaves its segments', async () => {
  const job = await create('videoGenJobs', state('job_deleted', 1))
  const segment = await create('videoSegments', { job_id: 'job_deleted', segment_id: 'SEGMENT_1', generated_by: job.id, revision: 1 })
  assert.equal((await cms.admin.json('DELETE', `videoGenJobs/${job.id}`)).status, 200)
  const left = await cms.service.json('GET', `videoSegments/${segment.id}?depth=0`)
  assert.equal(left.body.generated_by, null)
})

test('a state that is none is refused', async () => {
  const answer = await cms.service.json('POST', 'videoGenJobs', state('job_odd', 1, { status: 'dancing' }))
  assert.equal(answer.status, 400)
  assert.equal(answer.body.errors[0].data.errors[0].path, 'status')
})
