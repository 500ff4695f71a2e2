import type { CollectionConfig } from 'payload'
import { governed } from '../access.js'
import { shown } from '../component.js'
import { alias, longText, number, text } from '../fields.js'
import type { Settings } from '../options.js'
import { readTemplate } from './templateTags.js'
import { countVersions } from './templateVersion.js'

/** `videoGenPromptTemplates`: how a motion prompt is written. Publishing a change makes the next version. */
export function promptTemplates(settings: Settings): CollectionConfig {
  const n = settings.names.promptTemplates
  return {
    slug: settings.slugs.promptTemplates,
    labels: { singular: 'Prompt template', plural: 'Prompt templates' },
    access: governed(settings),
    versions: { drafts: true, maxPerDoc: 0 },
    defaultSort: n('name'),
    admin: {
      group: settings.adminGroup,
      useAsTitle: n('name'),
      description: 'How motion prompts are written. The agent uses the highest published version for a model, else the highest for any model.',
      defaultColumns: [n('name'), n('version'), n('model'), '_status', 'updatedAt'],
      listSearchableFields: [n('name'), n('model'), n('template_text')],
    },
    hooks: { beforeChange: [countVersions(settings)] },
    fields: [
      text(n('name'), { required: true, index: true }),
      longText(n('template_text'), { label: 'Template', required: true, validate: usable, admin: { rows: 16 } }),
      shown('template_hints', 'TemplateHints', { textField: n('template_text') }),
      text(n('model'), { index: true, admin: { position: 'sidebar', description: 'Model id it is written for. Empty: for any model.' } }),
      number(n('version'), {
        min: 1,
        required: true,
        index: true,
        hooks: { beforeDuplicate: [() => undefined] },
        admin: { position: 'sidebar', readOnly: true, description: 'Counted when a changed text or model is published.' },
      }),
      alias(n('updated_at'), 'updatedAt'),
    ],
  }
}

const usable = (value: unknown): string | true => {
  if (typeof value !== 'string' || value.trim() === '') return 'The template is empty. Write at least {{description}}.'
  const found = readTemplate(value)
  return 'problem' in found ? found.problem : true
}
