import type { CollectionAfterReadHook, CollectionConfig } from 'payload'
import { governed } from '../access.js'
import { component, shown } from '../component.js'
import { number, row, text } from '../fields.js'
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
              row(text(n('default_pair_model'), { required: true }), text(n('default_single_model'), { required: true }), text(n('default_text_model'))),
              { name: n('model_presets'), type: 'array', labels: { singular: 'model', plural: 'models' }, dbName: 'video_gen_presets', required: true, fields: presetFields(), admin: { initCollapsed: true, components: { RowLabel: component('PresetLabel') } } },
            ],
          },
          {
            label: 'Limits and access',
            fields: [
              row(number(n('project_cap_usd')), number(n('day_cap_usd'))),
              row(number(n('max_parallel'), { defaultValue: 3 }), number(n('poll_interval_seconds'), { defaultValue: 10 }), { name: n('blocking'), type: 'checkbox', defaultValue: false }),
              text(n('webhook_url')),
              row(text(n('credentials_ref')), text(n('text_credentials_ref'))),
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
