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

/** Project of the clip by which `videogen doctor --payload --try` finds out whether clips can be stored. */
const trial = 'videogen-doctor'

/** Clips: the agent adds them, never changes one, and deletes only what it tried the CMS with; an admin may add and delete files. */
export function stored({ is, names }: Settings): Access {
  return {
    read: ({ req }) => is.reader(req),
    create: async ({ req }) => (await is.service(req)) || (await is.admin(req)),
    update: ({ req }) => is.admin(req),
    delete: async ({ req }) => (await is.admin(req)) || ((await is.service(req)) && { [names.media('project_id')]: { equals: trial } }),
  }
}
