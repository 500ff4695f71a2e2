import type { CollectionConfig, Config, Plugin } from 'payload'
import { promptTemplates } from './catalog/promptTemplates.js'
import { providerConfigs } from './catalog/providerConfigs.js'
import { collision, isSql, tableOf } from './columns.js'
import { media, withClips } from './media/media.js'
import { uploadLimit } from './media/uploadLimit.js'
import { refuse } from './refuse.js'
import { settingsOf, type Settings, type VideoGenOptions } from './options.js'
import { jobs } from './records/jobs.js'
import { segments } from './records/segments.js'

export type { CollectionKey, Is, VideoGenOptions } from './options.js'

/** Adds the five collections of VideoGen to a Payload project: `plugins: [videoGenPlugin({ … })]`. */
export const videoGenPlugin =
  (options: VideoGenOptions = {}): Plugin =>
  (config: Config): Config => {
    const settings = settingsOf(options)
    const present = config.collections ?? []
    refuseMissing(present, settings)
    const own = [
      promptTemplates(settings),
      providerConfigs(settings),
      jobs(settings),
      segments(settings),
      ...(settings.media.extend || settings.media.existing ? [] : [media(settings, config)]),
    ]
    refuseTaken(present, own)
    const collections = [
      ...present.map((c) => (settings.media.extend && c.slug === settings.slugs.media ? withClips(settings, config, c) : c)),
      ...own,
    ]
    if (isSql(config)) refuseSharedColumns(own, settings)
    return { ...config, collections, endpoints: [...(config.endpoints ?? []), uploadLimit(settings)] }
  }

function refuseTaken(present: CollectionConfig[], own: CollectionConfig[]): void {
  const taken = new Set(present.map((c) => c.slug))
  const clash = own.map((c) => c.slug).filter((slug) => taken.has(slug))
  if (clash.length > 0)
    refuse(
      `the project has collections of these names already: ${clash.join(', ')}. Give others in 'slugs'; for the upload collection media.existing or media.extend uses yours.`,
    )
  const tables = new Map(present.flatMap((c) => (tableOf(c) === null ? [] : [[tableOf(c), c.slug]])))
  const shared = own.find((c) => tables.has(tableOf(c)))
  if (shared)
    refuse(
      `the collections '${tables.get(tableOf(shared))}' and '${shared.slug}' would share the table '${tableOf(shared)}'. Give ours another name in 'slugs'.`,
    )
}

function refuseMissing(present: CollectionConfig[], { media: { existing, extend }, slugs }: Settings): void {
  if (existing && extend) refuse('media.existing leaves your collection as it is and media.extend adds to it. Choose one of the two.')
  if (!existing && !extend) return
  const option = existing ? 'media.existing' : 'media.extend'
  const found = present.find((c) => c.slug === slugs.media)
  if (!found) refuse(`${option} is on, but there is no collection '${slugs.media}'. Name yours in slugs.media.`)
  if (!found.upload) refuse(`'${slugs.media}' is no upload collection; give it 'upload' or choose another slug for media.`)
}

function refuseSharedColumns(own: CollectionConfig[], { slugs }: Settings): void {
  for (const [key, slug] of Object.entries(slugs)) {
    const shared = collision(own.find((c) => c.slug === slug)?.fields ?? [], () => true)
    if (shared)
      refuse(
        `in '${slug}' the fields '${shared.theirs}' and '${shared.mine}' would share the column '${shared.column}'. Choose another name in fieldNames.${key}.`,
      )
  }
}
