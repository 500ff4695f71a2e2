import { APIError, type CollectionSlug, type Endpoint, type PayloadRequest } from 'payload'
import type { Settings } from '../options.js'
import { readPath, type ClipPath } from './clipPath.js'
import type { Folder } from './folder.js'
import { readRange } from './range.js'

interface Stored extends Record<string, unknown> {
  mimeType?: string
}

/** `GET /api/media/by-path/projects/…/segment_1_1.mp4`: the file at the path it was stored under, for those who may read the document. */
export function byPath(settings: Settings, folder: Folder | null): Endpoint[] {
  const handler = async (req: PayloadRequest): Promise<Response> => {
    const parts = req.routeParams?.path
    const at = readPath(Array.isArray(parts) ? parts.join('/') : String(parts ?? ''))
    if (!at) throw new APIError('This is no path of a file. Expected: projects/{project_id}/{episode_id}/segments/{file name}.', 400, undefined, true)
    const document = await find(req, settings, at)
    return folder ? await answer(req, folder, at, document) : await fromTheCollection(req, settings, at, document)
  }
  return [
    { path: '/by-path/:path*', method: 'get', handler },
    { path: '/by-path/:path*', method: 'head', handler },
  ]
}

/** Payload's own address of the same file: `/api/media/file/segment_1_1.mp4?prefix=projects/…`. */
export const byName =
  (settings: Settings, folder: Folder) =>
  async (req: PayloadRequest, { params }: { params: { filename: string; prefix?: string } }): Promise<Response> => {
    const at = { prefix: params.prefix ?? '', filename: params.filename }
    return answer(req, folder, at, await find(req, settings, at))
  }

/** The document, under the access rules of the collection: who may not read it learns nothing. */
async function find(req: PayloadRequest, settings: Settings, { prefix, filename }: ClipPath): Promise<Stored> {
  const { docs } = await req.payload.find({
    collection: settings.slugs.media as CollectionSlug,
    where: { and: [{ filename: { equals: filename } }, { [settings.names.media('prefix')]: { equals: prefix } }] },
    limit: 1,
    depth: 0,
    overrideAccess: false,
    pagination: false,
    req,
  })
  const [found] = docs
  if (!found) throw new APIError(`There is no file '${prefix}/${filename}'.`, 404, undefined, true)
  return found as unknown as Stored
}

async function answer(req: PayloadRequest, folder: Folder, at: ClipPath, document: Stored): Promise<Response> {
  const size = await folder.size(at)
  if (size === null) throw new APIError(`The file '${at.prefix}/${at.filename}' is missing in the folder of the clips.`, 404, undefined, true)
  const type = document.mimeType ?? 'application/octet-stream'
  const headers = new Headers({ 'Accept-Ranges': 'bytes', 'Content-Type': type, 'Cache-Control': 'private', 'X-Content-Type-Options': 'nosniff' })
  if (type.includes('xml')) headers.set('Content-Security-Policy', "default-src 'none'; sandbox")
  const range = readRange(req.headers.get('range'), size)
  if (range.kind === 'unsatisfiable') {
    headers.set('Content-Range', `bytes */${size}`)
    return new Response(null, { status: 416, headers })
  }
  const { start, end } = range.kind === 'part' ? range : { start: 0, end: size - 1 }
  if (range.kind === 'part') headers.set('Content-Range', `bytes ${start}-${end}/${size}`)
  headers.set('Content-Length', String(end - start + 1))
  const body = req.method === 'HEAD' || size === 0 ? null : folder.read(at, start, end)
  return new Response(body, { status: range.kind === 'part' ? 206 : 200, headers })
}

/** A collection that keeps its files itself: its storage plugin answers as it would under its own address. */
async function fromTheCollection(req: PayloadRequest, settings: Settings, at: ClipPath, doc: Stored): Promise<Response> {
  const slug = settings.slugs.media
  const upload = req.payload.collections[slug]?.config.upload
  for (const handler of upload?.handlers ?? []) {
    const response = await handler(req, { doc: doc as never, headers: new Headers(), params: { collection: slug, filename: at.filename, prefix: at.prefix } as never })
    if (response instanceof Response) return response
  }
  throw new APIError(`The collection '${slug}' has no storage plugin; set media.storage to 'folder'.`, 500, undefined, true)
}
