import assert from 'node:assert/strict'
import { readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { clip } from './clip.mjs'
import { refusals, startCms } from './cms.mjs'

let cms
before(async () => (cms = await startCms()))
after(() => cms.stop())

const folder = 'projects/lighthouse/ep_1/segments'
const put = (name, bytes = clip(name), fields = {}) =>
  cms.service.upload('media', bytes, name, { prefix: folder, sha256: 'abc', ...fields })
const onDisk = (name, prefix = folder) => path.join(cms.files, prefix, name)
const byPath = (name, prefix = folder) => `media/by-path/${prefix}/${name}`

test('a clip is stored where its address says, under the name it was given', async () => {
  const bytes = clip('first')
  const { body, status } = await put('segment_1_1.mp4', bytes, {
    job_id: 'job_1',
    project_id: 'lighthouse',
    episode_id: 'ep_1',
    duration_seconds: 4,
  })
  assert.equal(status, 201)
  const { doc } = body
  assert.equal(doc.url, `/media/${folder}/segment_1_1.mp4`)
  assert.deepEqual(
    [doc.filename, doc.prefix, doc.mimeType, doc.filesize, doc.sha256, doc.job_id],
    ['segment_1_1.mp4', folder, 'video/mp4', bytes.length, 'abc', 'job_1'],
  )
  assert.deepEqual(await readFile(onDisk('segment_1_1.mp4')), bytes)
  for (const address of [doc.url, byPath('segment_1_1.mp4'), `media/file/segment_1_1.mp4?prefix=${folder}`]) {
    const response = await cms.reader.raw('GET', address)
    assert.equal(response.status, 200, address)
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), bytes, address)
  }
})

test('parts of a clip can be asked for', async () => {
  const bytes = clip('0123456789')
  await put('ranges.mp4', bytes)
  const cases = [
    ['bytes=0-9', 206, `bytes 0-9/${bytes.length}`, bytes.subarray(0, 10)],
    ['bytes=-4', 206, `bytes ${bytes.length - 4}-${bytes.length - 1}/${bytes.length}`, bytes.subarray(-4)],
    [`bytes=${bytes.length - 1}-`, 206, `bytes ${bytes.length - 1}-${bytes.length - 1}/${bytes.length}`, bytes.subarray(-1)],
    ['bytes=5-999999', 206, `bytes 5-${bytes.length - 1}/${bytes.length}`, bytes.subarray(5)],
    [`bytes=${bytes.length}-`, 416, `bytes */${bytes.length}`, Buffer.alloc(0)],
    ['lines=1-2', 200, null, bytes],
  ]
  for (const [range, status, contentRange, content] of cases) {
    const response = await cms.service.raw('GET', byPath('ranges.mp4'), { headers: { Range: range } })
    assert.equal(response.status, status, range)
    assert.equal(response.headers.get('content-range'), contentRange, range)
    assert.equal(response.headers.get('content-type'), 'video/mp4', range)
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), content, range)
  }
  const head = await cms.service.raw('HEAD', byPath('ranges.mp4'))
  assert.deepEqual(
    [head.status, head.headers.get('content-length'), head.headers.get('accept-ranges')],
    [200, String(bytes.length), 'bytes'],
  )
})

test('nobody gets a clip without signing in, nor learns whether there is one', async () => {
  await put('private.mp4')
  for (const name of ['private.mp4', 'absent.mp4']) {
    for (const address of [byPath(name), `/media/${folder}/${name}`, `media/file/${name}?prefix=${folder}`])
      assert.equal((await cms.nobody.raw('GET', address)).status, 403, address)
  }
  assert.equal((await cms.service.raw('GET', byPath('absent.mp4'))).status, 404)
})

test('a second clip at a path is refused, and the first stays', async () => {
  const first = clip('take one')
  await put('twice.mp4', first)
  const answer = await put('twice.mp4', clip('take two'))
  assert.equal(answer.status, 400)
  assert.deepEqual(refusals(answer), { filename: 'Value must be unique' })
  assert.deepEqual(await readFile(onDisk('twice.mp4')), first)
})

test('of many uploads to one path one is stored', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => put('crowd.mp4', clip(`take ${i}`))))
  assert.deepEqual(answers.map((a) => a.status).sort(), [201, 400, 400, 400, 400, 400])
  const winner = answers.findIndex((a) => a.status === 201)
  assert.deepEqual(await readFile(onDisk('crowd.mp4')), clip(`take ${winner}`))
})

test('the same name in another folder is another clip', async () => {
  await put('shared.mp4')
  const other = await cms.service.upload('media', clip('other'), 'shared.mp4', { prefix: 'projects/night-train/ep_1/segments' })
  assert.equal(other.body.doc.filename, 'shared.mp4')
  const response = await cms.service.raw('GET', byPath('shared.mp4', 'projects/night-train/ep_1/segments'))
  assert.deepEqual(Buffer.from(await response.arrayBuffer()), clip('other'))
})

for (const prefix of ['../outside', 'a/../../b', 'a//b', 'a b', 'ä', '.', 'a/..']) {
  test(`the folder '${prefix}' is refused`, async () => {
    const answer = await cms.service.upload('media', clip(), 'x.mp4', { prefix })
    assert.equal(answer.status, 400)
    assert.match(
      refusals(answer).prefix,
      /has a part that is no plain name\. Use letters, digits, '\.', '_' and '-' between the slashes\.$/,
    )
  })
}

test('slashes around a folder do not count', async () => {
  const { body } = await cms.service.upload('media', clip(), 'slashes.mp4', { prefix: `/${folder}/` })
  assert.equal(body.doc.prefix, folder)
})

for (const address of ['media/by-path/a%2F..%2Fsecret', 'media/by-path/..%2Fcms.db', 'media/by-path/a/%00.mp4']) {
  test(`${address} is no path of a clip`, async () => {
    assert.equal((await cms.service.raw('GET', address)).status, 400)
  })
}

test('what is no MP4 is refused', async () => {
  const answer = await put('fake.mp4', Buffer.from('not a film'))
  assert.equal(answer.status, 400)
  await assert.rejects(stat(onDisk('fake.mp4')), { code: 'ENOENT' })
})

test('a document that a crash left without its file makes room for the file after the restart', async () => {
  await put('lost.mp4')
  await rm(onDisk('lost.mp4'))
  assert.equal((await cms.service.raw('GET', byPath('lost.mp4'))).status, 404)
  assert.equal((await put('lost.mp4', clip('again'))).status, 400)

  const restarted = await cms.another()

  assert.equal((await restarted.upload('media', clip('again'), 'lost.mp4', { prefix: folder })).status, 201)
  assert.deepEqual(await readFile(onDisk('lost.mp4')), clip('again'))
})

test('deleting a document removes its file', async () => {
  const { body } = await put('deleted.mp4')
  await cms.admin.json('DELETE', `media/${body.doc.id}`)
  await assert.rejects(stat(onDisk('deleted.mp4')), { code: 'ENOENT' })
})

test('a clip stays in its folder', async () => {
  const { body } = await put('moved.mp4')
  await cms.admin.json('PATCH', `media/${body.doc.id}`, { prefix: 'elsewhere' })
  assert.equal((await cms.service.json('GET', `media/${body.doc.id}`)).body.prefix, folder)
})

test('a large clip passes through whole', async () => {
  const bytes = clip(Buffer.alloc(64 * 1024 * 1024, 7))
  assert.equal((await put('large.mp4', bytes)).status, 201)
  const response = await cms.service.raw('GET', byPath('large.mp4'))
  assert.equal(Buffer.from(await response.arrayBuffer()).compare(bytes), 0)
})
