// Uploads that Payload stops reading, or that stop by themselves: each is answered or forgotten, and the CMS goes on.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import { clip } from './clip.mjs'
import { startCms } from './cms.mjs'

const megabyte = 1024 * 1024
const boundary = 'a-boundary-of-the-tests'
const head = Buffer.from(
  `--${boundary}\r\nContent-Disposition: form-data; name="_payload"\r\n\r\n{}\r\n` +
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="large.mp4"\r\nContent-Type: video/mp4\r\n\r\n`,
)
const tail = Buffer.from(`\r\n--${boundary}--\r\n`)

let cms
before(async () => (cms = await startCms()))
after(() => cms.stop())

/** Sends a body piece by piece and answers the status; null when the connection ended without an answer. */
function send(pieces, headers = {}) {
  const { hostname, port } = new URL(cms.address)
  const asked = request({
    hostname,
    port,
    path: '/api/media?depth=0',
    method: 'POST',
    headers: {
      authorization: 'users API-Key service-key-for-tests',
      'content-type': `multipart/form-data; boundary=${boundary}`,
      ...headers,
    },
  })
  return new Promise((resolve) => {
    asked.on('response', (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode))
      response.on('error', () => resolve(response.statusCode))
    })
    asked.on('error', () => resolve(null))
    const next = () => {
      const { done, value } = pieces.next()
      if (done) return asked.end()
      if (value === 'hang up') return asked.destroy()
      if (asked.destroyed) return
      if (asked.write(value)) setImmediate(next)
      else asked.once('drain', next)
    }
    next()
  })
}

function* file(bytes, end = [tail]) {
  const zeros = Buffer.alloc(megabyte)
  yield head
  for (let left = bytes; left > 0; left -= zeros.length) yield zeros.subarray(0, Math.min(left, zeros.length))
  yield* end
}

let number = 0
const goesOn = async () => {
  number += 1
  const stored = await cms.service.upload('media', clip(`after ${number}`), `segment_${number}_1.mp4`, {
    prefix: 'projects/p/after/segments',
  })
  assert.equal(stored.status, 201)
}

test('a file above the limit is refused with 413', async () => {
  const sent = head.length + 600 * megabyte + tail.length
  assert.equal(await send(file(600 * megabyte), { 'content-length': sent }), 413)
  await goesOn()
})

test('a file above the limit of unknown length is refused with 413', async () => {
  assert.equal(await send(file(513 * megabyte)), 413)
  await goesOn()
})

test('a client that hangs up in the middle takes nothing with it', async () => {
  assert.equal(await send(file(8 * megabyte, ['hang up'])), null)
  await goesOn()
})

test('a body that ends before its form does is refused', async () => {
  assert.ok((await send(file(megabyte, []))) >= 400)
  await goesOn()
})

test('a body that is no form, a file that is no video and a form without a file are refused', async () => {
  for (const pieces of [[Buffer.from('nothing of a form')], [...file(megabyte)], [Buffer.from(`--${boundary}--\r\n`)]])
    assert.ok((await send(pieces.values())) >= 400)
  await goesOn()
})

test('a stranger’s large file is not let in', async () => {
  assert.equal(await send(file(64 * megabyte), { authorization: 'users API-Key of-nobody' }), 403)
  await goesOn()
})
