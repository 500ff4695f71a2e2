import type { CollectionConfig } from 'payload'
import type { Settings } from './options.js'

type Access = NonNullable<CollectionConfig['access']>

/** Templates and configs: people with the admin role write them, everybody who is signed in reads them. */
export function governed({ is }: Settings): Access {
  const admin = ({ req }: { req: Parameters<typeof is.admin>[0] }) => is.admin(req)
  const reader = ({ req }: { req: Parameters<typeof is.admin>[0] }) => is.reader(req)
  return { read: reader, readVersions: reader, create: admin, update: admin, delete: admin, unlock: admin }
}

/** Jobs and segments: the agent writes them, nobody edits them by hand, an admin may delete them. */
export function recorded({ is }: Settings): Access {
  return {
    read: ({ req }) => is.reader(req),
    create: ({ req }) => is.service(req),
    update: ({ req }) => is.service(req),
    delete: ({ req }) => is.admin(req),
  }
}

/** Clips: the agent adds them and never changes one; an admin may add files too. */
export function stored({ is }: Settings): Access {
  return {
    read: ({ req }) => is.reader(req),
    create: async ({ req }) => (await is.service(req)) || (await is.admin(req)),
    update: ({ req }) => is.admin(req),
    delete: ({ req }) => is.admin(req),
  }
}
