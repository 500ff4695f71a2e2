import path from 'node:path'
import { withPayload } from '@payloadcms/next/withPayload'

export default withPayload(
  {
    // Minified class names would hide Payload's error messages.
    experimental: { turbopackMinify: { server: false } },
    redirects: async () => [{ source: '/', destination: '/admin', permanent: false }],
    rewrites: async () => [{ source: '/media/:path*', destination: '/api/media/by-path/:path*' }],
    turbopack: { root: path.resolve(import.meta.dirname, '..') },
  },
  { devBundleServerPackages: false },
)
