// The REST API alone: the same config as the whole CMS, without Next.js and the admin panel. For tests and for small installations.
import { createServer } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { getPayload, handleEndpoints } from 'payload'
import config from './dist/payload.config.js'

process.env.NODE_ENV ??= 'production' // the schema comes from the migrations, as in the whole CMS
const payload = await getPayload({ config }) // schema and seed, before the port opens

// Readable.toWeb throws past every handler when Payload stops reading in the middle, as it does at its limits. What nobody reads any more
// is taken off the line, so that the client hears the answer.
const bodyOf = (incoming) => {
  let unread = false
  return new ReadableStream({
    start(controller) {
      incoming.on('data', (chunk) => {
        if (unread) return
        controller.enqueue(chunk)
        if (controller.desiredSize <= 0) incoming.pause()
      })
      incoming.on('end', () => unread || controller.close())
      incoming.on('error', (failure) => unread || controller.error(failure))
    },
    pull: () => void incoming.resume(),
    cancel() {
      unread = true
      incoming.resume()
    },
  })
}

const server = createServer(async (incoming, outgoing) => {
  try {
    const method = incoming.method ?? 'GET'
    const body = method === 'GET' || method === 'HEAD' ? {} : { body: bodyOf(incoming), duplex: 'half' }
    const url = incoming.url?.replace(/^\/media\//, '/api/media/by-path/') // as next.config.mjs does
    const request = new Request(`http://${incoming.headers.host ?? 'localhost'}${url}`, { method, headers: incoming.headers, ...body })
    const response = await handleEndpoints({ config, request })
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    if (response.body) await pipeline(response.body, outgoing)
    else outgoing.end()
  } catch (failure) {
    if (!outgoing.headersSent) outgoing.writeHead(500)
    outgoing.end()
    if (failure?.code !== 'ERR_STREAM_PREMATURE_CLOSE') payload.logger.error(failure) // the client hung up
  }
})

server.listen(Number(process.env.PORT ?? 3000), process.env.HOST ?? '127.0.0.1', () => {
  console.log(`listening http://127.0.0.1:${server.address().port}`)
})

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close(async () => {
      await payload.destroy()
      process.exit(0)
    })
    server.closeIdleConnections()
  })
}
