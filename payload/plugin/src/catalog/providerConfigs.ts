import type { CollectionAfterReadHook, CollectionConfig } from 'payload'
import { governed } from '../access.js'
import { component, shown } from '../component.js'
import { number, plainCell, row, text, yesNo } from '../fields.js'
import type { Settings } from '../options.js'
import { refuseUnusable } from './refuseUnusable.js'
import { configMembers } from './configProblems.js'
import { presetFields, withoutEmptyGroups } from './presetFields.js'

/** `videoGenProviderConfigs`: a provider, its models, its money limits and how it is followed. */
export function providerConfigs(settings: Settings): CollectionConfig {
  const n = settings.names.providerConfigs
  return {
    slug: settings.slugs.providerConfigs,
    labels: { singular: 'Provider config', plural: 'Provider configs' },
    access: governed(settings),
    versions: { drafts: true, maxPerDoc: 0 },
    defaultSort: n('provider'),
    disableDuplicate: true,
    admin: {
      group: settings.adminGroup,
      useAsTitle: n('provider'),
      description: 'Which models are on offer, what they cost and how much may be spent. The agent uses published configs only.',
      defaultColumns: [n('provider'), n('default_pair_model'), n('default_single_model'), n('day_cap_usd'), '_status', 'updatedAt'],
      listSearchableFields: [n('provider')],
    },
    hooks: { beforeChange: [refuseUnusable(settings.slugs.providerConfigs, n)], afterRead: [tidy(n('model_presets'))] },
    fields: [
      shown('config_problems', 'ConfigProblems', { fieldNames: Object.fromEntries(configMembers.map((member) => [member, n(member)])) }),
      {
        type: 'tabs',
        tabs: [
          {
            label: 'Models',
            fields: [
              row(
                text(n('default_pair_model'), { required: true, admin: { description: 'For a segment of two frames.' } }),
                text(n('default_single_model'), { required: true, admin: { description: 'For a segment of one frame.' } }),
                text(n('default_text_model'), { admin: { description: 'For a frame without a picture. Empty: none.' } }),
              ),
              {
                name: n('model_presets'),
                type: 'array',
                label: 'Models',
                labels: { singular: 'model', plural: 'models' },
                dbName: 'video_gen_presets',
                required: true,
                fields: presetFields(),
                admin: { initCollapsed: true, components: { RowLabel: component('PresetLabel') } },
              },
            ],
          },
          {
            label: 'Limits and access',
            fields: [
              row(
                number(n('project_cap_usd'), {
                  admin: { description: 'Most a project may have reserved and spent at this provider in all. Empty: no limit.' },
                }),
                number(n('day_cap_usd'), {
                  admin: {
                    ...plainCell({ unit: 'USD', none: 'no limit' }),
                    description: 'Most reserved and spent at this provider per UTC day over all projects. Empty: no limit.',
                  },
                }),
              ),
              row(
                number(n('max_parallel'), { defaultValue: 3, admin: { description: 'Segments of one request at a time, 1 to 3.' } }),
                number(n('poll_interval_seconds'), { defaultValue: 10 }),
                yesNo(n('blocking'), false),
              ),
              text(n('webhook_url'), {
                admin: { description: 'Public base address of the webhook receiver. Empty: no webhook, status is polled.' },
              }),
              row(
                text(n('credentials_ref'), {
                  admin: { description: 'Name of the environment variable with the key; never the key itself.' },
                }),
                text(n('text_credentials_ref'), { admin: { description: 'The same for text-to-video models. Empty: the same variable.' } }),
              ),
            ],
          },
        ],
      },
      text(n('provider'), { required: true, unique: true, index: true, admin: { position: 'sidebar' } }),
    ],
  }
}

const tidy =
  (presets: string): CollectionAfterReadHook =>
  ({ doc }) =>
    Array.isArray(doc[presets]) ? { ...doc, [presets]: doc[presets].map(withoutEmptyGroups) } : doc
