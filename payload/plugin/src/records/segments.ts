import type { CollectionConfig } from 'payload'
import { recorded } from '../access.js'
import { component, shown } from '../component.js'
import { alias, date, number, row, text, texts } from '../fields.js'
import type { Settings } from '../options.js'
import { monotonic } from './monotonic.js'

/** `videoSegments`: one delivered clip and where it came from. */
export function segments(settings: Settings): CollectionConfig {
  const n = settings.names.segments
  const { endpoints, hooks } = monotonic(settings.slugs.segments, n('revision'))
  return {
    slug: settings.slugs.segments,
    labels: { singular: 'Segment', plural: 'Segments' },
    access: recorded(settings),
    lockDocuments: false,
    versions: false,
    disableBulkEdit: true,
    disableDuplicate: true,
    defaultSort: '-createdAt',
    indexes: [{ fields: [n('project_id'), n('episode_id'), n('scene_number')] }],
    admin: {
      group: settings.adminGroup,
      useAsTitle: n('segment_id'),
      description: 'The clips that were delivered. Written by the agent, never by hand.',
      defaultColumns: [
        n('segment_id'),
        n('project_id'),
        n('episode_id'),
        n('scene_number'),
        n('shot_order'),
        n('duration_seconds'),
        n('take'),
        n('chosen'),
        n('media_status'),
        'createdAt',
      ],
      listSearchableFields: [n('segment_id'), n('job_id'), n('project_id'), n('episode_id')],
    },
    endpoints,
    hooks,
    fields: [
      shown('clip', 'Clip', { addressField: n('video_url'), mediaField: n('media'), mediaSlug: settings.slugs.media }),
      row(number(n('duration_seconds')), number(n('width')), number(n('height')), number(n('fps'))),
      texts(n('associated_frames'), { label: 'Frames' }),
      { name: n('media'), type: 'upload', relationTo: settings.slugs.media },
      row(text(n('video_url')), text(n('sha256'))),
      { name: n('provider_metadata'), type: 'json', admin: { components: { Field: component('JsonText') } } },
      row(number(n('billed_seconds')), number(n('billed_usd')), number(n('latency_seconds'))),
      text(n('trace_id')),
      {
        name: n('generated_by'),
        type: 'relationship',
        relationTo: settings.slugs.jobs,
        label: 'Job',
        index: true,
        admin: { position: 'sidebar' },
      },
      text(n('project_id'), { index: true, admin: { position: 'sidebar' } }),
      text(n('episode_id'), { index: true, admin: { position: 'sidebar' } }),
      text(n('segment_id'), { required: true, admin: { position: 'sidebar' } }),
      number(n('scene_number'), { admin: { position: 'sidebar' } }),
      number(n('shot_order'), { admin: { position: 'sidebar' } }),
      number(n('take'), { admin: { position: 'sidebar' } }),
      {
        name: n('chosen'),
        type: 'checkbox',
        label: 'Chosen',
        defaultValue: false,
        admin: { position: 'sidebar', description: 'Stands for its place in the film.' },
      },
      text(n('chosen_by'), { admin: { position: 'sidebar', condition: (data) => Boolean(data?.[n('chosen_by')]) } }),
      date(n('chosen_at'), { admin: { position: 'sidebar', condition: (data) => Boolean(data?.[n('chosen_at')]) } }),
      text(n('media_status'), {
        index: true,
        admin: { position: 'sidebar', components: { Cell: component('StateCell'), Field: component('StateField') } },
      }),
      text(n('job_id'), { required: true, unique: true, index: true, admin: { position: 'sidebar' } }),
      number(n('revision'), { admin: { position: 'sidebar', description: 'Grows with every change; an older one is refused.' } }),
      alias(n('created_at'), 'createdAt'),
    ],
  }
}
