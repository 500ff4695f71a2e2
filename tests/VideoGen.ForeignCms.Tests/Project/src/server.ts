// The studio's REST API. Says every call, so that a test can count them.
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { getPayload, handleEndpoints } from 'payload'
import config from './payload.config.js'

await getPayload({ config })

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const server = createServer(async (incoming, outgoing) => {
  const method = incoming.method ?? 'GET'
  const body = ['GET', 'HEAD'].includes(method) ? null : await bodyOf(incoming)
  const headers = Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[name, value]] : []))
  const request = new Request(`http://${incoming.headers.host}${incoming.url}`, { method, headers, body: body && new Uint8Array(body) })
  const response = await handleEndpoints({ config, request })
  console.log(`call ${method} ${incoming.url?.split('?')[0]} ${response.status}`)
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(Buffer.from(await response.arrayBuffer()))
}).listen(Number(process.env['PORT']), '127.0.0.1', () => {
  const address = server.address()
  console.log(`listening http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
})
await once(server, 'close') // payload run ends the process with the script
