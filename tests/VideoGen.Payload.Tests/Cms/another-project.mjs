// Somebody else's PayloadCMS, without the plugin: other slugs, prefix, field names and ids, an upload collection with rules of its own and
// without folders, and some of what the agent needs missing.
import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { sqliteAdapter } from '@payloadcms/db-sqlite'
import { buildConfig, getPayload, handleEndpoints } from 'payload'

const signedIn = ({ req }) => Boolean(req.user)
const text = (...names) => names.map((name) => ({ name, type: 'text' }))

const config = await buildConfig({
  secret: process.env.PAYLOAD_SECRET,
  telemetry: false,
  routes: { api: '/rest' },
  // As older versions of Payload do it by default: a file above the limit is cut off there and answered with 201.
  upload: { limits: { fileSize: 64 * 1024 }, abortOnLimit: false },
  db: sqliteAdapter({ client: { url: process.env.DATABASE_URL }, idType: 'uuid' }),
  collections: [
    { slug: 'accounts', auth: { useAPIKey: true }, access: { read: signedIn }, fields: [] },
    { slug: 'productions', access: { read: signedIn }, fields: text('title') },
    {
      slug: 'assets',
      upload: { staticDir: process.env.FILES_DIR },
      access: { read: signedIn, create: signedIn, delete: () => false },
      fields: [
        { name: 'alt', type: 'text', required: true },
        { name: 'production', type: 'relationship', relationTo: 'productions', required: true },
        { name: 'scene', type: 'number', required: true },
        { name: 'kind', type: 'select', options: ['clip', 'still'], required: true },
      ],
    },
    { slug: 'prompts', versions: { drafts: true }, access: { read: signedIn }, fields: [...text('name', 'model'), { name: 'body', type: 'textarea' }, { name: 'version', type: 'number' }] },
    { slug: 'configs', access: { read: signedIn }, fields: [...text('provider'), { name: 'model_presets', type: 'text' }] },
    {
      slug: 'clipJobs',
      access: { read: signedIn, create: signedIn, update: () => false },
      fields: [...text('job_id', 'project_id'), { name: 'status', type: 'text', access: { create: () => false, update: () => false } }],
    },
  ],
  onInit: async (payload) => {
    if ((await payload.count({ collection: 'accounts' })).totalDocs > 0) return
    const data = { email: 'agent@example.com', password: 'long enough', enableAPIKey: true, apiKey: process.env.SEED_SERVICE_API_KEY }
    await payload.create({ collection: 'accounts', data })
    const production = await payload.create({ collection: 'productions', data: { title: 'Atlas' } })
    console.log(`production ${production.id}`)
  },
})

await getPayload({ config })
const server = createServer(async (incoming, outgoing) => {
  const body = ['GET', 'HEAD'].includes(incoming.method) ? {} : { body: Readable.toWeb(incoming), duplex: 'half' }
  const request = new Request(`http://${incoming.headers.host}${incoming.url}`, { method: incoming.method, headers: incoming.headers, ...body })
  const response = await handleEndpoints({ config, request })
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (response.body) for await (const chunk of response.body) outgoing.write(chunk)
  outgoing.end()
}).listen(Number(process.env.PORT), '127.0.0.1', () => console.log(`listening http://127.0.0.1:${server.address().port}`))
