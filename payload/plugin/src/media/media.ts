import type { CollectionBeforeOperationHook, CollectionConfig, Config, Field, FieldHook } from 'payload'
import { stored } from '../access.js'
import { shown } from '../component.js'
import { number, row, text } from '../fields.js'
import type { Settings } from '../options.js'
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
      defaultColumns: ['filename', settings.names.media('project_id'), settings.names.media('episode_id'), settings.names.media('duration_seconds'), 'filesize', 'createdAt'],
    },
    upload: { mimeTypes: ['video/mp4', 'image/*'], crop: false, focalPoint: false },
    fields: [],
  })
}

/** Adds to an upload collection what the agent needs; what it has already is left alone. */
export function withClips(settings: Settings, config: Config, collection: CollectionConfig): CollectionConfig {
  if (!collection.upload) throw new Error(`payload-plugin-videogen: '${collection.slug}' is no upload collection; give it 'upload' or choose another slug for media.`)
  const folder = settings.media.storage === 'folder' ? new Folder(settings.filesDir) : null
  const upload = collection.upload === true ? {} : collection.upload
  const kept = folder ? keepIn(settings, folder) : { beforeChange: [], afterChange: [], afterDelete: [] }
  const has = new Set(collection.fields.flatMap((f) => ('name' in f ? [f.name] : [])))
  return {
    ...collection,
    upload: {
      ...upload,
      filenameCompoundIndex: ['filename', settings.names.media('prefix')],
      ...(folder && { disableLocalStorage: true, handlers: [...(upload.handlers ?? []), byName(settings, folder)] as typeof upload.handlers }),
    },
    fields: [...collection.fields, ...fields(settings, config).filter((f) => !('name' in f) || !has.has(f.name))],
    endpoints: [...byPath(settings, folder), ...(collection.endpoints || [])],
    hooks: {
      ...collection.hooks,
      beforeOperation: [...(collection.hooks?.beforeOperation ?? []), exactNames],
      beforeChange: [...(collection.hooks?.beforeChange ?? []), ...kept.beforeChange],
      afterChange: [...kept.afterChange, ...(collection.hooks?.afterChange ?? [])],
      afterDelete: [...kept.afterDelete, ...(collection.hooks?.afterDelete ?? [])],
    },
  }
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
        isFolder(trimmed(value)) || `The folder '${trimmed(value)}' has a part that is no plain name. Use letters, digits, '.', '_' and '-' between the slashes.`,
      admin: { description: 'projects/{project_id}/{episode_id}/segments' },
    }),
    row(text(n('project_id'), { index: true }), text(n('episode_id'), { index: true }), text(n('job_id'), { index: true })),
    row(number(n('duration_seconds')), text(n('sha256'), { label: 'SHA-256' })),
  ]
}
