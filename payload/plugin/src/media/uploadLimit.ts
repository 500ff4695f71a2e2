import { APIError, type Endpoint, type PayloadRequest } from 'payload'
import type { Settings } from '../options.js'

interface Limits {
  limits?: { fileSize?: number }
  requestSizeLimit?: number
}

/** What a multipart form adds to the file. */
const formBytes = 64 * 1024

/** The bytes that one file may have, as far as the config says so; null where it leaves that to Payload, whose versions differ. */
export function limitOf(upload: Limits | undefined): number | null {
  const limits = [upload?.limits?.fileSize, upload?.requestSizeLimit === undefined ? undefined : upload.requestSizeLimit - formBytes]
  const set = limits.filter((limit): limit is number => typeof limit === 'number' && Number.isFinite(limit))
  return set.length === 0 ? null : Math.max(0, Math.min(...set))
}

/** `GET /api/videogen/upload-limit`: asked by the agent before it sends a clip, so that none is sent in vain. */
export const uploadLimit = ({ is }: Settings): Endpoint => ({
  path: '/videogen/upload-limit',
  method: 'get',
  handler: async (req: PayloadRequest): Promise<Response> => {
    if (!(await is.reader(req)) && !(await is.service(req)))
      throw new APIError('You are not allowed to perform this action.', 403, undefined, true)
    return Response.json({ bytes: limitOf(req.payload.config.upload as Limits | undefined) })
  },
})
