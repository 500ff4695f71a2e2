import { APIError, type CollectionBeforeChangeHook, type CollectionBeforeOperationHook, type CollectionConfig, type Endpoint, type PayloadRequest } from 'payload'
import { lockRow } from './lockRow.js'

type Parts = { endpoints: Endpoint[]; hooks: NonNullable<CollectionConfig['hooks']> }

/**
 * Keeps a document from going back in time. The agent always writes a whole state and numbers it; a state older than the stored one is
 * answered with 409. Reading the stored number and writing the new one is one step: PostgreSQL locks the row, elsewhere one process
 * writes a document at a time.
 */
export function monotonic(slug: string, revision: string): Parts {
  const refuseOlder: CollectionBeforeChangeHook = ({ data, operation, originalDoc }) => {
    const stored: unknown = operation === 'update' ? originalDoc?.[revision] : undefined
    if (typeof stored === 'number' && typeof data[revision] === 'number' && data[revision] < stored) {
      throw new APIError(`stale revision: ${data[revision]} is older than the stored ${stored}. Nothing was changed.`, 409, undefined, true)
    }
    return data
  }
  const lock: CollectionBeforeOperationHook = async ({ args, operation, req }) => {
    if (operation === 'update') await lockRow(req, slug, (args as { id?: unknown }).id)
    return args
  }
  return { endpoints: [oneAtATime(slug)], hooks: { beforeOperation: [lock], beforeChange: [refuseOlder] } }
}

/** Stands before Payload's own `PATCH /:id` and lets the requests for one document pass one after the other. */
function oneAtATime(slug: string): Endpoint {
  const last = new Map<string, Promise<unknown>>()
  const handler = async (req: PayloadRequest): Promise<Response> => {
    const id = String(req.routeParams?.id)
    const turn = (last.get(id) ?? Promise.resolve()).then(() => payloadsOwn(req))
    const settled = turn.catch(() => undefined)
    last.set(id, settled)
    void settled.then(() => last.get(id) === settled && last.delete(id))
    return turn
  }
  const payloadsOwn = (req: PayloadRequest): Promise<Response> | Response => {
    const endpoints = req.payload.collections[slug]?.config.endpoints || []
    const own = endpoints.find((e) => e.method === 'patch' && e.path === '/:id' && e.handler !== handler)
    if (!own) throw new APIError(`This version of Payload has no PATCH /${slug}/:id to stand before.`, 500, undefined, true)
    return own.handler(req)
  }
  return { path: '/:id', method: 'patch', handler }
}
