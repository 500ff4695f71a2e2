// Prints the tokens of a screenplay as JSON.
// usage: node read.mjs FILE
import { readFileSync } from 'node:fs'
import { Fountain } from 'fountain-js'

const { tokens } = new Fountain().parse(readFileSync(process.argv[2], 'utf8'), true)
console.log(JSON.stringify(tokens))
