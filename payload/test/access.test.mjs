import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startCms } from './cms.mjs'
import { clip } from './clip.mjs'

let cms
before(async () => (cms = await startCms()))
after(() => cms.stop())

const governed = {
  videoGenPromptTemplates: { name: 'mine', template_text: '{{description}}' },
  videoGenProviderConfigs: { provider: 'mine' },
}
const recorded = {
  videoGenJobs: (key) => ({ job_id: key, status: 'planned', revision: 1 }),
  videoSegments: (key) => ({ job_id: key, segment_id: 'SEGMENT_1', revision: 1 }),
}
const all = [...Object.keys(governed), ...Object.keys(recorded), 'media']

for (const slug of all) {
  test(`nobody reads ${slug} without signing in`, async () => {
    assert.equal((await cms.nobody.json('GET', slug)).status, 403)
  })

  test(`everybody who is signed in reads ${slug}`, async () => {
    for (const role of ['admin', 'reader', 'service']) assert.equal((await cms[role].json('GET', slug)).status, 200, role)
  })
}

for (const [slug, data] of Object.entries(governed)) {
  test(`only an admin writes ${slug}`, async () => {
    for (const role of ['nobody', 'reader', 'service'])
      assert.equal((await cms[role].json('POST', `${slug}?draft=true`, data)).status, 403, role)
    const created = await cms.admin.json('POST', `${slug}?draft=true&depth=0`, data)
    assert.equal(created.status, 201)
    const one = `${slug}/${created.body.doc.id}`
    for (const role of ['nobody', 'reader', 'service']) {
      assert.equal((await cms[role].json('PATCH', one, data)).status, 403, role)
      assert.equal((await cms[role].json('DELETE', one)).status, 403, role)
    }
    assert.equal((await cms.admin.json('DELETE', one)).status, 200)
  })
}

for (const [slug, data] of Object.entries(recorded)) {
  test(`only the service writes ${slug}, and only an admin deletes from it`, async () => {
    for (const role of ['nobody', 'reader', 'admin'])
      assert.equal((await cms[role].json('POST', slug, data('job_refused'))).status, 403, role)
    const created = await cms.service.json('POST', `${slug}?depth=0`, data('job_access'))
    assert.equal(created.status, 201)
    const one = `${slug}/${created.body.doc.id}`
    for (const role of ['nobody', 'reader', 'admin'])
      assert.equal((await cms[role].json('PATCH', one, data('job_access'))).status, 403, role)
    assert.equal((await cms.service.json('PATCH', one, data('job_access'))).status, 200)
    for (const role of ['nobody', 'reader', 'service']) assert.equal((await cms[role].json('DELETE', one)).status, 403, role)
    assert.equal((await cms.admin.json('DELETE', one)).status, 200)
  })
}

test('the service adds clips and changes none', async () => {
  for (const role of ['nobody', 'reader'])
    assert.equal((await cms[role].upload('media', clip(), 'a.mp4', { prefix: 'access' })).status, 403, role)
  const created = await cms.service.upload('media', clip(), 'a.mp4', { prefix: 'access' })
  assert.equal(created.status, 201)
  const one = `media/${created.body.doc.id}`
  assert.equal((await cms.service.json('PATCH', one, { sha256: 'x' })).status, 403)
  assert.equal((await cms.service.json('DELETE', one)).status, 403)
  const tried = await cms.service.upload('media', clip('tried'), 'segment_1_1.mp4', {
    prefix: 'projects/videogen-doctor/a/segments',
    project_id: 'videogen-doctor',
  })
  assert.equal((await cms.service.json('DELETE', `media/${tried.body.doc.id}`)).status, 200)
  assert.equal((await cms.admin.json('DELETE', one)).status, 200)
})

test('the service makes no people, sees only itself, and cannot become more', async () => {
  assert.equal(
    (await cms.service.json('POST', 'users', { email: 'x@studio.example', password: 'long enough', roles: ['admin'] })).status,
    403,
  )
  const { docs } = (await cms.service.json('GET', 'users?depth=0')).body
  assert.deepEqual(
    docs.map((d) => d.roles),
    [['service']],
  )
  assert.equal((await cms.service.json('PATCH', `users/${docs[0].id}`, { roles: ['admin'] })).status, 403)
})

test('a reader may not make themselves an admin', async () => {
  const { docs } = (await cms.reader.json('GET', 'users?depth=0')).body
  await cms.reader.json('PATCH', `users/${docs[0].id}`, { roles: ['admin'] })
  assert.deepEqual((await cms.reader.json('GET', 'users/me')).body.user.roles, ['reader'])
})

test('the service account does not get into the admin panel', async () => {
  assert.equal(Boolean((await cms.service.json('GET', 'access')).body.canAccessAdmin), false)
  assert.equal((await cms.reader.json('GET', 'access')).body.canAccessAdmin, true)
})
