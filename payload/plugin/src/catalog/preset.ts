/** JSON that was not checked yet: what a request or a form holds. */
export type Unchecked = Record<string, unknown>

/** A model preset as the rules see it; what is missing has the agent's default. */
export interface Preset {
  model: string
  mode: string
  promptField: string
  promptMaxCharacters: number | null
  promptMaxBytes: number | null
  promptMaxUtf16Units: number | null
  frameListField: string | null
  firstFrameField: string | null
  lastFrameField: string | null
  lastFrameRequired: boolean
  duration: Duration
  inputs: Unchecked | null
  motion: { field: string; min: number | null; max: number | null; levels: string[] } | null
  price: {
    usdPerSecond: number
    usdPerClip: number
    unitsPerSecond: number
    unit: { name: string; usd: number | null; source: string } | null
    steps: { seconds: number; usd: number }[]
  }
  image: { maxBytes: number | null; minSide: number | null; maxSide: number | null; minRatio: number | null; maxRatio: number | null }
  output: { width: number; height: number; framesPerSecond: number }
  retired: { since: string; successor: string } | null
}

/** The lengths on sale: a list, or a range. Numbers of frames when the form is `frames`, else seconds. */
export interface Duration {
  form: string
  field: string | null
  values: number[]
  min: number | null
  max: number | null
  step: number
  framesPerSecond: number | null
  framesPerSecondField: string | null
}

/** Reads a preset of the wire or of a form. */
export function readPreset(row: unknown): Preset {
  const preset = object(row)
  const duration = object(preset.duration)
  const price = object(preset.price)
  const unit = object(price.unit)
  const image = object(preset.image)
  const output = object(preset.output)
  const motion = object(preset.motion_strength)
  const retired = object(preset.retired)
  return {
    model: text(preset.model) ?? '',
    mode: text(preset.mode) ?? '',
    promptField: text(preset.prompt_field) ?? 'prompt',
    promptMaxCharacters: number(preset.prompt_max_characters),
    promptMaxBytes: number(preset.prompt_max_bytes),
    promptMaxUtf16Units: number(preset.prompt_max_utf16_units),
    frameListField: text(preset.frame_list_field),
    firstFrameField: text(preset.first_frame_field),
    lastFrameField: text(preset.last_frame_field),
    lastFrameRequired: preset.last_frame_required === true,
    duration: {
      form: text(duration.form) ?? '',
      field: text(duration.field),
      values: list(duration.values).map((v) => number(v) ?? NaN),
      min: number(duration.min),
      max: number(duration.max),
      step: number(duration.step) ?? 1,
      framesPerSecond: number(duration.frames_per_second),
      framesPerSecondField: text(duration.frames_per_second_field),
    },
    inputs: readInputs(preset.inputs),
    motion: isEmpty(motion)
      ? null
      : { field: text(motion.field) ?? '', min: number(motion.min), max: number(motion.max), levels: list(motion.levels).map(String) },
    price: {
      usdPerSecond: number(price.usd_per_second) ?? 0,
      usdPerClip: number(price.usd_per_clip) ?? 0,
      unitsPerSecond: number(price.units_per_second) ?? 1,
      unit: isEmpty(unit) ? null : { name: text(unit.name) ?? '', usd: number(unit.usd), source: text(unit.source) ?? '' },
      steps: list(price.steps).map((step) => ({ seconds: number(object(step).seconds) ?? NaN, usd: number(object(step).usd) ?? NaN })),
    },
    image: {
      maxBytes: number(image.max_bytes),
      minSide: number(image.min_side),
      maxSide: number(image.max_side),
      minRatio: number(image.min_ratio),
      maxRatio: number(image.max_ratio),
    },
    output: {
      width: number(output.width) ?? 0,
      height: number(output.height) ?? 0,
      framesPerSecond: number(output.frames_per_second) ?? 0,
    },
    retired: isEmpty(retired) ? null : { since: text(retired.since) ?? '', successor: text(retired.successor) ?? '' },
  }
}

/** True for a value that says nothing: null, empty, or a group of such values. */
export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (typeof value === 'object' && Object.values(value).every(isEmpty))

export const object = (value: unknown): Unchecked =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Unchecked) : {}

export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** A text, or null where there is none. */
export const text = (value: unknown): string | null => (value === null || value === undefined || value === '' ? null : String(value))

/** A number, null where there is none, NaN where something else stands. */
export const number = (value: unknown): number | null => (value === null || value === undefined || value === '' ? null : Number(value))

// A form holds JSON as text while it is being written.
function readInputs(value: unknown): Unchecked | null {
  if (value === null || value === undefined || value === '') return {}
  if (typeof value === 'object' && !Array.isArray(value)) return value as Unchecked
  return null
}
