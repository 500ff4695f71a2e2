import type { CollectionBeforeChangeHook, CollectionSlug, PayloadRequest, Where } from 'payload'
import type { Settings } from '../options.js'

type Template = Record<string, unknown>

/**
 * Counts the versions of a template: a new document is the next version of its name, and publishing another text or model than the one
 * published last is the next version again. Drafts do not count.
 */
export function countVersions(settings: Settings): CollectionBeforeChangeHook {
  const slug = settings.slugs.promptTemplates as CollectionSlug
  const [name, version, text, model] = ['name', 'version', 'template_text', 'model'].map(settings.names.promptTemplates) as [string, string, string, string]

  const highest = async (req: PayloadRequest, of: unknown): Promise<number> => {
    const found = await req.payload.find({ collection: slug, where: { [name]: { equals: of } }, sort: `-${version}`, limit: 1, depth: 0, pagination: false, req })
    return Number((found.docs[0] as Template | undefined)?.[version] ?? 0)
  }

  const publishedLast = async (req: PayloadRequest, id: unknown): Promise<Template | undefined> => {
    const where: Where = { and: [{ parent: { equals: id } }, { 'version._status': { equals: 'published' } }] }
    const found = await req.payload.findVersions({ collection: slug, where, sort: `-version.${version}`, limit: 1, depth: 0, pagination: false, req })
    return found.docs[0]?.version as Template | undefined
  }

  return async ({ data, operation, originalDoc, req }) => {
    if (operation === 'create') {
      return { ...data, [version]: data[version] ?? (await highest(req, data[name])) + 1 }
    }
    const before = await publishedLast(req, originalDoc?.id)
    const now: Template = { ...originalDoc, ...data }
    const changed = before !== undefined && (before[text] !== now[text] || (before[model] || '') !== (now[model] || ''))
    const next = now._status === 'published' && changed
    return { ...data, [version]: next ? Math.max(Number(before[version]), await highest(req, now[name])) + 1 : (before?.[version] ?? originalDoc?.[version]) }
  }
}
