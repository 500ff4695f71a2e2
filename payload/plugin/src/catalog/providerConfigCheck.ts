import { list, number, readPreset, text, type Preset, type Unchecked } from './preset.js'
import { checkPreset } from './presetCheck.js'
import { Findings, type Problem } from './problem.js'

/** The rules a provider config must keep before it is used: those of the agent, in its words. Takes the wire form. */
export function checkProviderConfig(config: Unchecked): Problem[] {
  const findings = new Findings()
  const presets = list(config.model_presets).map(readPreset)
  findings.require(text(config.provider)?.trim() !== '' && text(config.provider) !== null, '/provider', 'The provider has no name.', 'Give its wire name, for example fal-ai.')
  checkPresets(presets, findings)
  checkDefault(presets, text(config.default_pair_model) ?? '', 2, '/default_pair_model', findings)
  checkDefault(presets, text(config.default_single_model) ?? '', 1, '/default_single_model', findings)
  const words = text(config.default_text_model)
  if (words !== null) checkDefault(presets, words, 0, '/default_text_model', findings)
  checkCredentials(text(config.credentials_ref), '/credentials_ref', findings)
  checkCredentials(text(config.text_credentials_ref), '/text_credentials_ref', findings)
  const webhook = text(config.webhook_url)
  findings.require(
    webhook === null || isBaseAddress(webhook),
    '/webhook_url',
    'The webhook address is not a plain http(s) address.',
    'Give the public base address without query, fragment or user, or leave it out to register no webhook.',
  )
  const parallel = number(config.max_parallel) ?? 3
  findings.require(Number.isInteger(parallel) && parallel >= 1 && parallel <= 3, '/max_parallel', 'max_parallel must be 1 to 3.', 'Use 1 for one segment after the other.')
  const poll = number(config.poll_interval_seconds) ?? 10
  findings.require(poll >= 0.05 && poll <= 60, '/poll_interval_seconds', 'poll_interval_seconds must be 0.05 to 60.', 'Use 10.')
  for (const cap of ['project_cap_usd', 'day_cap_usd']) {
    findings.require((number(config[cap]) ?? 0) >= 0, `/${cap}`, 'A cap cannot be negative.', 'Give US dollars, or leave it out for no limit.')
  }
  return findings.problems
}

function checkPresets(presets: Preset[], findings: Findings): void {
  findings.require(presets.length > 0, '/model_presets', 'The provider has no models.', 'Add at least one preset.')
  const seen = new Set<string>()
  presets.forEach((preset, i) => {
    for (const problem of checkPreset(preset)) findings.problems.push({ ...problem, pointer: `/model_presets/${i}${problem.pointer}` })
    findings.require(!seen.has(preset.model), `/model_presets/${i}/model`, `The model '${preset.model}' has two presets.`, 'Keep one of them.')
    seen.add(preset.model)
  })
}

function checkDefault(presets: Preset[], model: string, frames: 0 | 1 | 2, pointer: string, findings: Findings): void {
  const preset = presets.find((p) => p.model === model)
  findings.require(preset !== undefined, pointer, `There is no preset for '${model}'.`, 'Name one of model_presets.')
  findings.require(preset === undefined || takes(preset, frames), pointer, `'${model}' does not make a segment of ${frames} frame(s).`, 'Name a model that does.')
}

function takes({ firstFrameField: first, lastFrameField: last, lastFrameRequired }: Preset, frames: 0 | 1 | 2): boolean {
  if (frames === 0) return first === null
  return first !== null && (frames === 1 ? !lastFrameRequired : last !== null)
}

function checkCredentials(name: string | null, pointer: string, findings: Findings): void {
  findings.require(
    name === null || /^[A-Za-z_][A-Za-z0-9_]{0,199}$/.test(name),
    pointer,
    'The credentials reference is not the name of an environment variable.',
    "Give the variable's name; the key itself never belongs into a config.",
  )
}

function isBaseAddress(address: string): boolean {
  if (!URL.canParse(address) || /[?#]/.test(address)) return false
  const { password, protocol, username } = new URL(address)
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === ''
}
