// Prints what the reference reader finds in an MP4, as JSON; null where it finds no manifest.
// usage: node read.mjs FILE
import { readFileSync } from 'node:fs'
import init, { WasmReader } from '@contentauth/c2pa-wasm'

await init({ module_or_path: readFileSync(new URL(import.meta.resolve('@contentauth/c2pa-wasm/c2pa.wasm'))) })
let found = null
try {
  found = JSON.parse((await WasmReader.fromBytes('video/mp4', new Uint8Array(readFileSync(process.argv[2])))).json())
} catch (error) {
  if (!/JumbfNotFound/.test(String(error))) throw error
}
console.log(JSON.stringify(found))
