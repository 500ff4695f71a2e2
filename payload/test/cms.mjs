// Starts the CMS as the tests need it: its own database, its own folder, one person of every role.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'

const app = path.resolve(import.meta.dirname, '../app')

/** PostgreSQL to test against, `postgres://user@host:port/postgres`; SQLite unless given. */
const postgres = process.env.TEST_POSTGRES

/** PostgreSQL serves several processes of the CMS; a SQLite file belongs to one. */
export const severalProcesses = Boolean(postgres)

/** Starts an API server. `stop` ends it and removes what it kept. */
export async function startCms() {
  const folder = await mkdtemp(path.join(tmpdir(), 'videogen-cms-'))
  const database = postgres ? await freshDatabase() : { url: `file:${folder}/cms.db`, drop: async () => {} }
  const env = {
    ...process.env,
    PORT: '0',
    DATABASE_URL: database.url,
    FILES_DIR: path.join(folder, 'files'),
    TEMP_DIR: path.join(folder, 'tmp'),
    PAYLOAD_SECRET: 'a secret for tests',
    SEED_ADMIN_EMAIL: 'admin@studio.example',
    SEED_ADMIN_PASSWORD: 'correct horse',
    SEED_SERVICE_API_KEY: 'service-key-for-tests',
  }
  const servers = []
  const serve = async () => {
    const server = await listening(env)
    servers.push(server)
    return server.address
  }
  const address = await serve()
  const admin = await signIn(address, env.SEED_ADMIN_EMAIL, env.SEED_ADMIN_PASSWORD)
  const asAdmin = client(address, admin)
  await asAdmin.json('POST', 'users', { email: 'reader@studio.example', password: 'battery staple', roles: ['reader'] })
  return {
    folder,
    files: env.FILES_DIR,
    address,
    admin: asAdmin,
    reader: client(address, await signIn(address, 'reader@studio.example', 'battery staple')),
    service: client(address, 'users API-Key service-key-for-tests'),
    nobody: client(address, null),
    /** One more process on the same database, as the service sees it. */
    another: async () => client(await serve(), 'users API-Key service-key-for-tests'),
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()))
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function listening(env) {
  const child = spawn(process.execPath, ['api.mjs'], { cwd: app, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const log = []
  const lines = createInterface({ input: child.stdout })
  child.stderr.on('data', (text) => log.push(text))
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const address = await new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      log.push(line)
      const found = /^listening (http:\S+)/.exec(line)
      if (found) resolve(found[1])
    })
    void ended.then((code) => reject(new Error(`api.mjs ended with ${code}:\n${log.join('\n')}`)))
  })
  return { address, stop: () => (child.kill('SIGTERM'), ended) }
}

async function freshDatabase() {
  const name = `videogen_${randomUUID().replaceAll('-', '')}`
  const run = async (sql) => {
    const connection = new pg.Client(postgres)
    await connection.connect()
    await connection.query(sql)
    await connection.end()
  }
  await run(`create database ${name}`)
  const url = new URL(postgres)
  url.pathname = name
  return { url: url.href, drop: () => run(`drop database ${name} with (force)`) }
}

async function signIn(address, email, password) {
  const response = await fetch(`${address}/api/users/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  return `JWT ${(await response.json()).token}`
}

/** What a caller with these credentials can do. `path` is below `/api/`. */
function client(address, authorization) {
  const headers = authorization ? { Authorization: authorization } : {}
  const raw = (method, where, init = {}) =>
    fetch(`${address}${where.startsWith('/') ? '' : '/api/'}${where}`, { ...init, method, headers: { ...headers, ...init.headers } })
  const json = async (method, where, body) => {
    const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const response = await raw(method, where, init)
    return { status: response.status, body: await response.json() }
  }
  const upload = async (slug, bytes, name, fields, type = 'video/mp4') => {
    const form = new FormData()
    form.append('_payload', JSON.stringify(fields))
    form.append('file', new File([bytes], name, { type }))
    const response = await raw('POST', `${slug}?depth=0`, { body: form })
    return { status: response.status, body: await response.json() }
  }
  return { raw, json, upload }
}

/** The messages of a refusal, by field. */
export const refusals = ({ body }) =>
  Object.fromEntries((body.errors?.[0]?.data?.errors ?? []).map(({ message, path: field }) => [field, message]))
