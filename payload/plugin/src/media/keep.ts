import {
  ValidationError,
  type CollectionAfterChangeHook,
  type CollectionAfterDeleteHook,
  type CollectionBeforeChangeHook,
  type CollectionConfig,
  type CollectionSlug,
} from 'payload'
import type { Settings } from '../options.js'
import { isFolder, type ClipPath } from './clipPath.js'
import type { Folder } from './folder.js'

interface Document {
  id: number | string
  filename?: string | null
  sizes?: Record<string, { filename?: string | null } | null>
  [field: string]: unknown
}

/** The hooks that keep the files of the collection in a folder. */
export function keepIn(settings: Settings, folder: Folder): Required<Pick<NonNullable<CollectionConfig['hooks']>, 'afterChange' | 'afterDelete' | 'beforeChange'>> {
  const slug = settings.slugs.media as CollectionSlug
  const prefixOf = (doc: Document): string => String(doc[settings.names.media('prefix')] ?? '')
  const place = (doc: Document): ClipPath | null => (doc.filename ? { prefix: prefixOf(doc), filename: doc.filename } : null)
  const places = (doc: Document): ClipPath[] =>
    [doc.filename, ...Object.values(doc.sizes ?? {}).map((size) => size?.filename)].flatMap((filename) => (filename ? [{ prefix: prefixOf(doc), filename }] : []))

  // A second file at a path is refused before anything is written. A document whose file is not there is what a crash left behind:
  // nothing can be read from it and it would refuse the file for ever, so it makes room.
  const oneFileAPath: CollectionBeforeChangeHook = async ({ data, operation, req }) => {
    const at = place(data as Document)
    if (operation !== 'create' || !at || !isFolder(at.prefix)) return data
    const where = { and: [{ filename: { equals: at.filename } }, { [settings.names.media('prefix')]: { equals: at.prefix } }] }
    const there = await req.payload.db.findOne<Document>({ collection: slug, where, req })
    if (!there) return data
    if ((await folder.size(at)) !== null) {
      throw new ValidationError({ collection: slug, errors: [{ path: 'filename', message: 'Value must be unique' }], req }, req.t)
    }
    await req.payload.db.deleteOne({ collection: slug, where: { id: { equals: there.id } }, req })
    return data
  }

  const keep: CollectionAfterChangeHook = async ({ doc, operation, previousDoc, req }) => {
    const at = place(doc as Document)
    if (!req.file || !at) return doc
    try {
      await folder.put(at, req.file)
      for (const [name, data] of Object.entries(req.payloadUploadSizes ?? {})) {
        const filename = (doc as Document).sizes?.[name]?.filename
        if (filename) await folder.put({ prefix: at.prefix, filename }, { data })
      }
    } catch (failure) {
      // Without transactions (SQLite) the document would stay behind and block the path.
      if (operation === 'create') await req.payload.db.deleteOne({ collection: slug, where: { id: { equals: doc.id } }, req })
      throw failure
    }
    if (operation === 'update') {
      const now = new Set(places(doc as Document).map((p) => p.filename))
      for (const old of places(previousDoc as Document)) if (!now.has(old.filename)) await folder.remove(old)
    }
    return doc
  }

  const forget: CollectionAfterDeleteHook = async ({ doc }) => {
    for (const at of places(doc as Document)) await folder.remove(at)
    return doc
  }

  return { beforeChange: [oneFileAPath], afterChange: [keep], afterDelete: [forget] }
}
