import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * What sessions and API keys are sealed with: `PAYLOAD_SECRET`, or else a random one that is kept in `data/secret`. Another secret makes
 * every API key unusable.
 */
export function secret(): string {
  const given = process.env.PAYLOAD_SECRET
  if (given) return given
  if (process.env.NEXT_PHASE === 'phase-production-build') return 'unused while building'
  const file = path.resolve(/* turbopackIgnore: true */ './data/secret')
  mkdirSync(path.dirname(file), { recursive: true })
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 })
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'EEXIST') throw failure
  }
  return readFileSync(file, 'utf8').trim()
}
