import { randomUUID } from 'node:crypto'
import type { CollectionSlug, Payload } from 'payload'
import { shipped } from './shipped.generated.ts'

/** Fills an empty CMS; what is there already is never touched. */
export async function seed(payload: Payload): Promise<void> {
  await seedPeople(payload)
  await seedCatalog(payload, 'videoGenPromptTemplates', 'name', shipped.templates)
  await seedCatalog(payload, 'videoGenProviderConfigs', 'provider', shipped.providers)
}

async function seedPeople(payload: Payload): Promise<void> {
  const { SEED_ADMIN_EMAIL: email, SEED_ADMIN_PASSWORD: password, SEED_SERVICE_API_KEY: apiKey } = process.env
  const collection = 'users' as CollectionSlug
  const nobody = async (role: string) => (await payload.count({ collection, where: { roles: { in: [role] } } })).totalDocs === 0
  if (email && password && (await nobody('admin'))) await payload.create({ collection, data: { email, password, roles: ['admin'] } })
  if (apiKey && (await nobody('service'))) {
    const data = { email: 'service@videogen.example', password: randomUUID(), roles: ['service'], enableAPIKey: true, apiKey }
    await payload.create({ collection, data })
  }
}

async function seedCatalog(payload: Payload, slug: string, key: string, documents: Record<string, unknown>[]): Promise<void> {
  const collection = slug as CollectionSlug
  for (const { id: _, updated_at: __, ...data } of documents) {
    const known = await payload.count({ collection, where: { [key]: { equals: data[key] } } })
    if (known.totalDocs === 0) await payload.create({ collection, data: { ...data, _status: 'published' } })
  }
}
