// Prints what the published schema of SARIF 2.1.0 has against each of the given files, as JSON.
// usage: node validate.mjs FILE…
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const Ajv = require('ajv')
const ajv = new Ajv({ schemaId: 'auto', allErrors: true, unknownFormats: 'ignore' })
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'))
const validate = ajv.compile(require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'))
console.log(JSON.stringify(process.argv.slice(2).map(file => validate(JSON.parse(readFileSync(file, 'utf8'))) ? [] : validate.errors.map(e => `${e.dataPath} ${e.message}`))))
