import { buildConfig } from 'payload'
import { project } from './project.js'

export default buildConfig(project)
