import type { CollectionConfig, Field } from 'payload'
import { recorded } from '../access.js'
import { component } from '../component.js'
import { alias, date, longText, number, row, text, texts } from '../fields.js'
import type { Settings } from '../options.js'
import { inWords, jobStates } from './jobStates.js'
import { monotonic } from './monotonic.js'

/** `videoGenJobs`: the audit trail of one segment, from plan to clip. */
export function jobs(settings: Settings): CollectionConfig {
  const n = settings.names.jobs
  const { endpoints, hooks } = monotonic(settings.slugs.jobs, n('revision'))
  return {
    slug: settings.slugs.jobs,
    labels: { singular: 'Job', plural: 'Jobs' },
    access: recorded(settings),
    lockDocuments: false,
    versions: false,
    disableBulkEdit: true,
    disableDuplicate: true,
    defaultSort: '-createdAt',
    admin: {
      group: settings.adminGroup,
      useAsTitle: n('job_id'),
      description: 'What became of every segment. Written by the agent, never by hand.',
      defaultColumns: [n('job_id'), n('status'), n('project_id'), n('segment_id'), n('model'), n('billed_usd'), 'createdAt'],
      listSearchableFields: [n('job_id'), n('request_id'), n('project_id'), n('provider_request_id')],
    },
    endpoints,
    hooks,
    fields: [
      {
        type: 'tabs',
        tabs: [
          { label: 'History', fields: history(settings) },
          { label: 'Prompt and plan', fields: plan(settings) },
          { label: 'Provider', fields: provider(settings) },
        ],
      },
      {
        name: n('status'),
        type: 'select',
        required: true,
        index: true,
        options: jobStates.map((value) => ({ value, label: inWords(value) })),
        enumName: 'enum_videogen_job_status',
        admin: { position: 'sidebar', components: { Cell: component('StateCell'), Field: component('StateField') } },
      },
      text(n('job_id'), { required: true, unique: true, index: true, admin: { position: 'sidebar' } }),
      text(n('project_id'), { index: true, admin: { position: 'sidebar' } }),
      text(n('episode_id'), { index: true, admin: { position: 'sidebar' } }),
      text(n('request_id'), { index: true, admin: { position: 'sidebar' } }),
      text(n('segment_id'), { admin: { position: 'sidebar' } }),
      number(n('revision'), { admin: { position: 'sidebar', description: 'Grows with every change; an older one is refused.' } }),
      date(n('completed_at'), { index: true, admin: { position: 'sidebar' } }),
      alias(n('created_at'), 'createdAt'),
    ],
  }
}

function history({ names, slugs }: Settings): Field[] {
  const n = names.jobs
  return [
    {
      name: n('webhook_events'),
      type: 'array',
      label: 'Timeline',
      dbName: 'video_gen_job_events',
      admin: { components: { Field: component('Timeline') } },
      fields: [
        row(date('at'), text('source'), text('kind'), number('sequence')),
        row(text('from'), text('to')),
        longText('message'),
        longText('body'),
      ],
    },
    text(n('error'), { admin: { condition: (data) => Boolean(data?.[n('error')]) } }),
    longText(n('error_message'), { admin: { condition: (data) => Boolean(data?.[n('error_message')]) } }),
    {
      name: n('segments'),
      type: 'join',
      collection: slugs.segments,
      on: names.segments('generated_by'),
      admin: {
        allowCreate: false,
        defaultColumns: [names.segments('segment_id'), names.segments('duration_seconds'), names.segments('media_status')],
      },
    },
  ]
}

function plan({ names }: Settings): Field[] {
  const n = names.jobs
  return [
    longText(n('prompt'), { admin: { rows: 8 } }),
    row(text(n('template_id')), number(n('template_version'))),
    row(
      text(n('again_reason'), { admin: { condition: (data) => Boolean(data?.[n('again_reason')]) } }),
      text(n('parent_job'), { index: true, admin: { condition: (data) => Boolean(data?.[n('parent_job')]) } }),
      number(n('seed'), { admin: { condition: (data) => data?.[n('seed')] != null } }),
    ),
    longText(n('prompt_change'), { admin: { condition: (data) => Boolean(data?.[n('prompt_change')]) } }),
    texts(n('associated_frames'), { label: 'Frames' }),
    texts(n('grouping'), { label: 'Decisions', admin: { components: { Field: component('Lines') } } }),
    row(number(n('storyboard_seconds')), number(n('wanted_seconds')), number(n('slot_seconds'))),
  ]
}

function provider({ names }: Settings): Field[] {
  const n = names.jobs
  return [
    row(text(n('provider'), { index: true }), text(n('model'), { index: true })),
    row(text(n('provider_request_id'), { index: true }), text(n('webhook_id'))),
    row(number(n('billed_seconds')), number(n('delivered_seconds')), number(n('latency_seconds'))),
    row(number(n('reserved_usd')), number(n('billed_usd')), number(n('billed_units'))),
    text(n('provider_url')),
    text(n('trace_id')),
    {
      name: n('provider_responses'),
      type: 'group',
      label: 'Answers of the provider',
      fields: [longText('submit'), longText('status'), longText('result')],
    },
  ]
}
