import { buildConfig } from 'payload'
import { videoGenPlugin, type VideoGenOptions } from 'payload-plugin-videogen'
import { project, rankOf } from './project.js'

const options: VideoGenOptions = {
  slugs: { jobs: 'clip-jobs', media: 'assets' },
  fieldNames: { segments: { project_id: 'projectKey' } },
  access: { admin: (req) => rankOf(req) === 'boss', service: (req) => rankOf(req) === 'robot' },
  media: { existing: true },
}

export default buildConfig({ ...project, plugins: [videoGenPlugin(options)] })
