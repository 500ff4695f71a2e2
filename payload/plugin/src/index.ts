import type { CollectionConfig, Config, Plugin } from 'payload'
import { promptTemplates } from './catalog/promptTemplates.js'
import { providerConfigs } from './catalog/providerConfigs.js'
import { media, withClips } from './media/media.js'
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
    const own = [promptTemplates(settings), providerConfigs(settings), jobs(settings), segments(settings), ...(settings.media.extend ? [] : [media(settings, config)])]
    refuseClashes(present, own, settings)
    return { ...config, collections: [...present.map((c) => (settings.media.extend && c.slug === settings.slugs.media ? withClips(settings, config, c) : c)), ...own] }
  }

function refuseClashes(present: CollectionConfig[], own: CollectionConfig[], { media: { extend }, slugs }: Settings): void {
  const taken = new Set(present.map((c) => c.slug))
  const clash = own.map((c) => c.slug).filter((slug) => taken.has(slug))
  if (clash.length > 0) {
    throw new Error(`payload-plugin-videogen: the project has collections of these names already: ${clash.join(', ')}. Give others in 'slugs', or media.extend for the upload collection.`)
  }
  if (extend && !taken.has(slugs.media)) {
    throw new Error(`payload-plugin-videogen: media.extend is on, but there is no collection '${slugs.media}'. Name yours in slugs.media.`)
  }
}
