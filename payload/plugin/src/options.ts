import type { PayloadRequest } from 'payload'

/** The five collections, by the role they play. */
export type CollectionKey = 'promptTemplates' | 'providerConfigs' | 'jobs' | 'segments' | 'media'

/** Says whether somebody has a role. */
export type Is = (req: PayloadRequest) => boolean | Promise<boolean>

/** Turns the agent's name of a field (`project_id`) into the project's own. */
export type Names = (canonical: string) => string

/** What `videoGenPlugin` takes. Everything has a default. */
export interface VideoGenOptions {
  /** Slugs of the collections; `videoGenPromptTemplates`, `videoGenProviderConfigs`, `videoGenJobs`, `videoSegments`, `media` unless given. */
  slugs?: Partial<Record<CollectionKey, string>>
  /** Other names for top-level fields, by collection: `{ jobs: { project_id: 'projectId' } }`. Tell the agent the same map. */
  fieldNames?: Partial<Record<CollectionKey, Record<string, string>>>
  /** Who may do what. Unless given, `roles` of the signed-in user decides: `admin`, `service`; every signed-in user is a reader. */
  access?: {
    /** Edits templates and configs, deletes records. */
    admin?: Is
    /** The agent: writes jobs, segments and clips, reads templates and configs. Nothing else. */
    service?: Is
    /** Sees everything, changes nothing. */
    reader?: Is
  }
  /** The collection of the clips. */
  media?: {
    /**
     * True adds what the agent needs (fields, naming, a URL by path) to an upload collection that the project has already; its
     * access rules and its own fields stay. False, the default, brings an own collection.
     */
    extend?: boolean
    /**
     * True leaves the upload collection `slugs.media` of the project just as it is: no field, hook or address is added, and segments link to
     * its documents. The agent fills its fields by its own settings (`payload.media_values`, `payload.media_flat_names`). Default false.
     */
    existing?: boolean
    /**
     * `folder`, the default: the plugin keeps the files in `filesDir`, below the path they have in the URL.
     * `collection`: the collection keeps them itself, for instance with a storage plugin (its `prefix` must be switched on).
     */
    storage?: 'collection' | 'folder'
  }
  /** Folder of the clips; `./data/files` unless given. Used with `media.storage: 'folder'` only. */
  filesDir?: string
  /**
   * Path or address under which clips are served; `/api/media/by-path` unless given, which always works. Another one is a rewrite of the
   * project: `/media/…` to `/api/media/by-path/…`.
   */
  clipUrl?: string
  /** Heading in the admin panel; `VideoGen` unless given. */
  adminGroup?: string
}

/** The options with every default filled in. */
export interface Settings {
  slugs: Record<CollectionKey, string>
  names: Record<CollectionKey, Names>
  is: { admin: Is; service: Is; reader: Is }
  media: { existing: boolean; extend: boolean; storage: 'collection' | 'folder' }
  filesDir: string
  clipUrl: string | null
  adminGroup: string
}

const slugs: Record<CollectionKey, string> = {
  promptTemplates: 'videoGenPromptTemplates',
  providerConfigs: 'videoGenProviderConfigs',
  jobs: 'videoGenJobs',
  segments: 'videoSegments',
  media: 'media',
}

/** Fills in the defaults. */
export function settingsOf(options: VideoGenOptions): Settings {
  const names =
    (key: CollectionKey): Names =>
    (canonical) =>
      options.fieldNames?.[key]?.[canonical] ?? canonical
  return {
    slugs: { ...slugs, ...options.slugs },
    names: {
      promptTemplates: names('promptTemplates'),
      providerConfigs: names('providerConfigs'),
      jobs: names('jobs'),
      segments: names('segments'),
      media: names('media'),
    },
    is: {
      admin: options.access?.admin ?? hasRole('admin'),
      service: options.access?.service ?? hasRole('service'),
      reader: options.access?.reader ?? ((req) => Boolean(req.user)),
    },
    media: {
      existing: options.media?.existing ?? false,
      extend: options.media?.extend ?? false,
      storage: options.media?.storage ?? 'folder',
    },
    filesDir: options.filesDir ?? './data/files',
    clipUrl: options.clipUrl?.replace(/\/$/, '') ?? null,
    adminGroup: options.adminGroup ?? 'VideoGen',
  }
}

function hasRole(role: string): Is {
  return ({ user }) => {
    const roles = (user as { roles?: unknown } | null)?.roles
    return Array.isArray(roles) && roles.includes(role)
  }
}
