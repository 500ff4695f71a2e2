// Writes the templates and provider configs that the agent ships into a module of the CMS, so that both have one source.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const shipped = path.resolve(root, '../../src/VideoGen/Catalog/Shipped')
const read = async (file) => JSON.parse(await readFile(path.join(shipped, file), 'utf8'))

const files = (await readdir(shipped)).filter((file) => file.endsWith('.json')).sort()
const templates = await read('templates.json')
const providers = await Promise.all(files.filter((file) => file !== 'templates.json').map(read))

const target = path.join(root, 'src/seed/shipped.generated.ts')
await mkdir(path.dirname(target), { recursive: true })
await writeFile(
  target,
  `// Made by scripts/bundle-catalog.mjs out of the agent's shipped catalog. Not to be edited.
export interface Shipped { templates: Record<string, unknown>[]; providers: Record<string, unknown>[] }

export const shipped: Shipped = ${JSON.stringify({ templates, providers }, null, 2)}
`,
)
