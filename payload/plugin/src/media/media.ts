import { APIError, type CollectionBeforeOperationHook, type CollectionConfig, type Config, type Field, type FieldHook } from 'payload'
import { stored } from '../access.js'
import { shown } from '../component.js'
import { collision, isSql, namedFields } from '../columns.js'
import { number, row, text } from '../fields.js'
import type { Settings } from '../options.js'
import { refuse } from '../refuse.js'
import { isFolder, trimmed } from './clipPath.js'
import { Folder } from './folder.js'
import { keepIn } from './keep.js'
import { byName, byPath } from './serve.js'

/** `media`: the stored clips, each at `projects/{project_id}/{episode_id}/segments/segment_{scene}_{shot}.mp4`. */
export function media(settings: Settings, config: Config): CollectionConfig {
  return withClips(settings, config, {
    slug: settings.slugs.media,
    labels: { singular: 'Media file', plural: 'Media' },
    access: stored(settings),
    lockDocuments: false,
    versions: false,
    defaultSort: '-createdAt',
    admin: {
      group: settings.adminGroup,
      description: 'The stored clips. Readable by signed-in users only.',
      useAsTitle: 'filename',
      listSearchableFields: ['filename', settings.names.media('job_id'), settings.names.media('project_id')],
      defaultColumns: [
        'filename',
        settings.names.media('project_id'),
        settings.names.media('episode_id'),
        settings.names.media('duration_seconds'),
        'filesize',
        'createdAt',
      ],
    },
    upload: { mimeTypes: ['video/mp4', 'image/*'], crop: false, focalPoint: false },
    fields: [],
  })
}

/** Adds to an upload collection what the agent needs; what it has already is left alone. */
export function withClips(settings: Settings, config: Config, collection: CollectionConfig): CollectionConfig {
  const folder = settings.media.storage === 'folder' ? new Folder(settings.filesDir) : null
  const upload = typeof collection.upload === 'object' ? collection.upload : {}
  const kept = folder ? keepIn(settings, folder) : { beforeChange: [], afterChange: [], afterDelete: [] }
  const added = ours(settings, config, collection)
  return {
    ...collection,
    upload: {
      ...upload,
      filenameCompoundIndex: ['filename', settings.names.media('prefix')],
      ...(folder && {
        disableLocalStorage: true,
        handlers: [...(upload.handlers ?? []), byName(settings, folder)] as typeof upload.handlers,
      }),
    },
    fields: [...collection.fields, ...added],
    endpoints: [...byPath(settings, folder), ...(collection.endpoints || [])],
    hooks: {
      ...collection.hooks,
      beforeOperation: [wholeFiles, ...(collection.hooks?.beforeOperation ?? []), exactNames],
      beforeChange: [...(collection.hooks?.beforeChange ?? []), ...kept.beforeChange],
      afterChange: [...kept.afterChange, ...(collection.hooks?.afterChange ?? [])],
      afterDelete: [...kept.afterDelete, ...(collection.hooks?.afterDelete ?? [])],
    },
  }
}

/** What the collection lacks of our fields. One that it has in another kind, or whose column it has, is refused with the way out. */
function ours(settings: Settings, config: Config, { fields: theirs, slug }: CollectionConfig): Field[] {
  const all = fields(settings, config)
  const had = new Map(namedFields(theirs).map((f) => [(f as { name: string }).name, f]))
  for (const mine of namedFields(all)) {
    const { name, type } = mine as { name: string; type: string }
    const there = had.get(name)
    if (there && there.type !== type && !(type === 'text' && ['code', 'email', 'textarea'].includes(there.type)))
      refuse(
        `the field '${name}' of '${slug}' is of the kind '${there.type}', and the agent writes a ${type} there. ${anotherName(settings, name)}`,
      )
  }
  const lacking = without(new Set(had.keys()), all)
  const names = new Set(namedFields(lacking).map((f) => (f as { name: string }).name))
  const shared = isSql(config) ? collision([...theirs, ...lacking], (field) => names.has(field)) : undefined
  if (shared)
    refuse(
      `in '${slug}' the fields '${shared.theirs}' and '${shared.mine}' would share the column '${shared.column}'. ${anotherName(settings, shared.mine)}`,
    )
  return lacking
}

const without = (had: Set<string>, all: Field[]): Field[] =>
  all.flatMap((f): Field[] =>
    f.type === 'row' ? [{ ...f, fields: without(had, f.fields) }] : 'name' in f && f.name && had.has(f.name) ? [] : [f],
  )

function anotherName({ names }: Settings, name: string): string {
  const canonical = clipFields.find((field) => names.media(field) === name) ?? name
  return `Give ours another name: fieldNames: { media: { ${canonical}: 'videogen_${canonical}' } }, and tell the agent: payload.fields: { "media.${canonical}": "videogen_${canonical}" }.`
}

const clipFields = ['prefix', 'project_id', 'episode_id', 'job_id', 'duration_seconds', 'sha256']

/** Versions of Payload that cut a file off at their limit would keep the beginning of a clip and say that all is well. */
const wholeFiles: CollectionBeforeOperationHook = ({ args, operation, req }) => {
  if ((operation === 'create' || operation === 'update') && (req.file as { truncated?: boolean } | undefined)?.truncated)
    throw new APIError('File size limit has been reached', 413, undefined, true)
  return args
}

/** A name stays as it was sent; a second file of that name in the same folder is refused instead of renamed. */
const exactNames: CollectionBeforeOperationHook = ({ args, operation }) =>
  operation === 'create' || operation === 'update' ? { ...args, overwriteExistingFiles: true } : args

function fields({ clipUrl, names, slugs }: Settings, config: Config): Field[] {
  const n = names.media
  const clean: FieldHook = ({ value }) => trimmed(value)
  const url: FieldHook = ({ data, req, value }) => {
    if (!data?.filename) return value
    const parts = [...String(data[n('prefix')] ?? '').split('/'), String(data.filename)].filter((part) => part !== '')
    const root = clipUrl ?? `${config.routes?.api ?? '/api'}/${slugs.media}/by-path`
    return `${URL.canParse(root) ? '' : req.payload.config.serverURL}${root}/${parts.map(encodeURIComponent).join('/')}`
  }
  return [
    shown('clip', 'Clip', { addressField: 'url' }),
    text('url', { hooks: { afterRead: [url] }, admin: { hidden: true, readOnly: true } }),
    text(n('prefix'), {
      label: 'Folder',
      index: true,
      defaultValue: '',
      access: { update: () => false },
      hooks: { beforeValidate: [clean] },
      validate: (value: unknown) =>
        isFolder(trimmed(value)) ||
        `The folder '${trimmed(value)}' has a part that is no plain name. Use letters, digits, '.', '_' and '-' between the slashes.`,
      admin: { description: 'projects/{project_id}/{episode_id}/segments' },
    }),
    row(text(n('project_id'), { index: true }), text(n('episode_id'), { index: true }), text(n('job_id'), { index: true })),
    row(number(n('duration_seconds')), text(n('sha256'), { label: 'SHA-256' })),
  ]
}
