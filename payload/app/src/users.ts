import type { CollectionConfig, PayloadRequest } from 'payload'

const roles = ['admin', 'reader', 'service'] as const

const has = (role: (typeof roles)[number]) => ({ req }: { req: PayloadRequest }): boolean =>
  Boolean((req.user as { roles?: string[] } | null)?.roles?.includes(role))

const admin = has('admin')
const service = has('service')
const oneself = ({ req }: { req: PayloadRequest }) => (req.user ? { id: { equals: req.user.id } } : false)

/** People and service accounts. Somebody without the admin role sees only themselves. */
export const users: CollectionConfig = {
  slug: 'users',
  auth: { useAPIKey: true },
  admin: { useAsTitle: 'email', defaultColumns: ['email', 'roles', 'updatedAt'], group: 'People' },
  versions: false,
  access: {
    admin: ({ req }) => Boolean(req.user) && !service({ req }),
    create: admin,
    delete: admin,
    read: (args) => admin(args) || oneself(args),
    update: (args) => admin(args) || (!service(args) && oneself(args)),
  },
  fields: [
    {
      name: 'roles',
      type: 'select',
      hasMany: true,
      required: true,
      defaultValue: ['reader'],
      saveToJWT: true,
      access: { create: admin, update: admin },
      options: [
        { value: 'admin', label: 'admin: edits templates and provider configs, manages people' },
        { value: 'reader', label: 'reader: sees everything, changes nothing' },
        { value: 'service', label: 'service: the agent; writes jobs, segments and clips' },
      ],
    },
  ],
}
