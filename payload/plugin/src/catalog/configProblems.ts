import type { Names } from '../options.js'
import { list, object, type Unchecked } from './preset.js'
import type { Problem } from './problem.js'
import { checkProviderConfig } from './providerConfigCheck.js'

/** Members of a config that the rules look at. */
export const configMembers = [
  'provider',
  'model_presets',
  'default_pair_model',
  'default_single_model',
  'default_text_model',
  'webhook_url',
  'credentials_ref',
  'text_credentials_ref',
  'max_parallel',
  'poll_interval_seconds',
  'project_cap_usd',
  'day_cap_usd',
  'blocking',
]

/** A problem at the field of the form that shows it. */
export interface PlacedProblem {
  path: string
  /** Names the preset and its member, the rule, the way out. */
  message: string
}

/** What is wrong with a config as it stands in a request or a form, in the project's own field names. */
export function problemsOf(document: Unchecked, names: Names): PlacedProblem[] {
  const config = Object.fromEntries(configMembers.map((member) => [member, document[names(member)]]))
  return checkProviderConfig(config).map((problem) => placed(problem, config, names))
}

// A rule about a whole group is shown at its first field, because a group has no place for a message.
const shownAt: Record<string, string> = {
  duration: 'duration.values',
  image: 'image.min_side',
  motion_strength: 'motion_strength.field',
  retired: 'retired.since',
  output: 'output.width',
}

function placed({ message, pointer, remedy }: Problem, config: Unchecked, names: Names): PlacedProblem {
  const [top = '', index, ...rest] = pointer.slice(1).split('/')
  if (top !== 'model_presets' || index === undefined) return { path: names(top), message: `${top}: ${message} ${remedy}` }
  const member = rest[0] === 'inputs' ? 'inputs' : rest.join('.')
  const model = object(list(config.model_presets)[Number(index)]).model || `preset ${Number(index) + 1}`
  return { path: [names(top), index, shownAt[member] ?? member].join('.'), message: `${String(model)}, ${rest.join('.')}: ${message} ${remedy}` }
}
