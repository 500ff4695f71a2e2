// Prints what a reader and a validator of RO-Crates find in a ro-crate-metadata.json, as JSON.
// usage: node read.mjs FILE
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const published = require('ro-crate/lib/context.json')
globalThis.fetch = async () => ({ ok: true, status: 200, json: async () => published }) // no network: the package carries the published context
const { ROCrate, Validator } = require('ro-crate')
const json = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const crate = new ROCrate(json, { array: true, link: true })
const validator = new Validator()
validator.parseJSON(JSON.stringify(json))
await validator.validate()
const all = [...crate.entities()]
console.log(JSON.stringify({
  root: crate.rootId,
  name: crate.root.name[0],
  parts: crate.root.hasPart.map(p => p['@id']),
  files: all.filter(e => e['@type'].includes('File')).map(e => ({ id: e['@id'], size: e.contentSize?.[0], sha256: e.sha256?.[0] })),
  actions: all.filter(e => e['@type'].includes('CreateAction')).map(e => ({ id: e['@id'], status: e.actionStatus[0], instrument: e.instrument[0].name[0], result: e.result?.[0]['@id'] })),
  dangling: all.flatMap(e => Object.values(e).flat()).filter(v => v && typeof v === 'object' && '@id' in v && !crate.getEntity(v['@id'])).map(v => v['@id']).filter(id => !id.startsWith('http')),
  unknown: [...new Set(json['@graph'].flatMap(e => Object.keys(e)))].filter(k => !k.startsWith('@') && !(k in published['@context'])),
  errors: validator.result?.errors ?? validator.results?.errors ?? validator.errors ?? null,
}))
