import type { Preset } from './preset.js'
import { checkDuration } from './presetDurationCheck.js'
import { presetModes } from './presetForms.js'
import { slotsOf } from './presetSlots.js'
import { Findings, type Problem } from './problem.js'

/** The rules a preset must keep before anything is bought with it: those of the agent, in its words. Pointers are relative to the preset. */
export function checkPreset(preset: Preset): Problem[] {
  const findings = new Findings()
  checkModel(preset, findings)
  checkPictures(preset, findings)
  checkFields(preset, findings)
  checkInputs(preset.inputs, findings)
  checkNumbers(preset, findings)
  checkImage(preset.image, findings)
  checkOutput(preset.output, findings)
  return findings.problems
}

// What follows calculates, so it is asked only about numbers that can be calculated with.
function checkNumbers(preset: Preset, findings: Findings): void {
  const { duration, motion, price } = preset
  const remedy = 'Keep every number at 0, or between 0.000001 and 1000000000.'
  const require = (path: string, ...numbers: (number | null | undefined)[]): boolean => {
    const bounded = numbers.every((n) => n === null || n === undefined || !(Math.abs(n) > 1e9 || (n !== 0 && Math.abs(n) < 1e-6)))
    findings.require(bounded, path, 'A number here is too large or too small.', remedy)
    return bounded
  }
  const lengths = require('/duration', ...duration.values, duration.min, duration.max, duration.step, duration.framesPerSecond)
  require('/motion_strength', motion?.min, motion?.max)
  const prices = require('/price', price.usdPerSecond, price.usdPerClip, price.unitsPerSecond, price.unit?.usd, ...price.steps.flatMap(
    (s) => [s.seconds, s.usd],
  ))
  if (lengths) checkDuration(duration, findings)
  checkMotion(motion, findings)
  if (lengths && prices) checkPrice(preset, findings)
}

const isName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(name)
const isWhole = (value: number | null): boolean => value === null || Number.isInteger(value)
const isPositive = (value: number | null): boolean => value === null || value > 0
const remedyOfLimit = 'Give the documented limit or leave it out.'

function checkModel(preset: Preset, findings: Findings): void {
  const { mode, model, promptMaxBytes, promptMaxCharacters, promptMaxUtf16Units, retired } = preset
  findings.require(
    /^[A-Za-z0-9._/-]{1,200}$/.test(model),
    '/model',
    `'${model}' is not a model id.`,
    "Write the provider's id: letters, digits, '-', '_', '.' and '/'.",
  )
  findings.require(
    (presetModes as readonly string[]).includes(mode),
    '/mode',
    'The mode is unknown.',
    'Use image_to_video, first_last_frame_to_video or text_to_video.',
  )
  findings.require(
    isPositive(promptMaxCharacters),
    '/prompt_max_characters',
    'The longest prompt must be more than 0 characters.',
    remedyOfLimit,
  )
  findings.require(isPositive(promptMaxBytes), '/prompt_max_bytes', 'The longest prompt must be more than 0 bytes.', remedyOfLimit)
  findings.require(
    isPositive(promptMaxUtf16Units),
    '/prompt_max_utf16_units',
    'The longest prompt must be more than 0 UTF-16 units.',
    remedyOfLimit,
  )
  findings.require(
    isWhole(promptMaxCharacters),
    '/prompt_max_characters',
    'The longest prompt must be a whole number of characters.',
    remedyOfLimit,
  )
  findings.require(isWhole(promptMaxBytes), '/prompt_max_bytes', 'The longest prompt must be a whole number of bytes.', remedyOfLimit)
  findings.require(
    isWhole(promptMaxUtf16Units),
    '/prompt_max_utf16_units',
    'The longest prompt must be a whole number of UTF-16 units.',
    remedyOfLimit,
  )
  findings.require(
    retired === null || (retired.since.trim() !== '' && retired.successor.trim() !== '' && retired.successor !== model),
    '/retired',
    'A retired model needs the date of its withdrawal and another model as successor.',
    'Give since and successor.',
  )
}

function checkPictures(preset: Preset, findings: Findings): void {
  const { firstFrameField: first, frameListField, lastFrameField: last, lastFrameRequired, mode } = preset
  const words = mode === 'text_to_video'
  findings.require(
    !words || (first === null && last === null),
    '/mode',
    'A text_to_video model takes no picture.',
    'Remove first_frame_field and last_frame_field, or correct the mode.',
  )
  findings.require(
    words || first !== null,
    '/first_frame_field',
    'A model that takes pictures needs the field of the first one.',
    'Give first_frame_field, or set the mode to text_to_video.',
  )
  findings.require(
    mode !== 'first_last_frame_to_video' || last !== null,
    '/last_frame_field',
    'A first_last_frame_to_video model needs the field of the last picture.',
    'Give last_frame_field, or correct the mode.',
  )
  findings.require(
    frameListField === null || first !== null,
    '/frame_list_field',
    'A list of pictures needs the role of the first one.',
    'Give first_frame_field, or remove frame_list_field.',
  )
  findings.require(
    !lastFrameRequired || last !== null,
    '/last_frame_required',
    'A last picture is required but there is no field for it.',
    'Give last_frame_field or remove last_frame_required.',
  )
}

function checkFields(preset: Preset, findings: Findings): void {
  const taken = new Set(Object.keys(preset.inputs ?? {}))
  const fields: [string | null, string][] = [
    [preset.promptField, '/prompt_field'],
    [preset.frameListField, '/frame_list_field'],
    [preset.firstFrameField, '/first_frame_field'],
    [preset.lastFrameField, '/last_frame_field'],
    [preset.duration.field, '/duration/field'],
    [preset.duration.framesPerSecondField, '/duration/frames_per_second_field'],
    [preset.motion?.field ?? null, '/motion_strength/field'],
  ]
  for (const [name, pointer] of fields) {
    if (name === null) continue
    findings.require(isName(name), pointer, `'${name}' is not a field name.`, "Use letters, digits and '_'.")
    // Roles in a list are no fields: they may be called like one, but not both alike.
    const isRole = preset.frameListField !== null && (pointer === '/first_frame_field' || pointer === '/last_frame_field')
    const isFree = isRole ? pointer === '/first_frame_field' || name !== preset.firstFrameField : !taken.has(name)
    findings.require(isFree, pointer, `The field '${name}' is written twice.`, 'Give every field one purpose, and keep it out of inputs.')
    if (!isRole) taken.add(name)
  }
}

function checkInputs(inputs: Preset['inputs'], findings: Findings): void {
  findings.require(inputs !== null, '/inputs', 'The inputs are not a JSON object.', 'Write { "name": value, … }.')
  for (const [name, value] of Object.entries(inputs ?? {})) {
    const pointer = `/inputs/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    findings.require(isName(name), pointer, `'${name}' is not a field name.`, "Use letters, digits and '_'.")
    const empty = value === null || (typeof value === 'string' && value.trim() === '')
    findings.require(!empty, pointer, `The input '${name}' is empty.`, 'Give it a value or remove it.')
  }
}

function checkMotion(motion: Preset['motion'], findings: Findings): void {
  if (motion === null) return
  const { levels, max, min } = motion
  const number = min !== null && max !== null
  findings.require(
    number ? levels.length === 0 : min === null && max === null && levels.length > 1,
    '/motion_strength',
    'motion_strength maps either to a number from min to max or to two or more levels.',
    'Give min and max, or levels.',
  )
  findings.require(
    levels.every((level) => level.trim() !== '') && new Set(levels).size === levels.length,
    '/motion_strength/levels',
    'Every level must be a word of its own.',
    'Name each level once, from least to most motion.',
  )
}

function checkPrice({ duration, price: { steps, unit, unitsPerSecond, usdPerClip, usdPerSecond } }: Preset, findings: Findings): void {
  findings.require(
    usdPerSecond >= 0,
    '/price/usd_per_second',
    'A price cannot be negative.',
    'Give US dollars per billed second, 0 or more.',
  )
  findings.require(usdPerClip >= 0, '/price/usd_per_clip', 'A price cannot be negative.', 'Give US dollars per clip, 0 or more.')
  findings.require(unitsPerSecond > 0, '/price/units_per_second', 'Billed seconds per second must be more than 0.', 'Leave it out for 1.')
  checkUnit(unit, findings)
  const last = steps.at(-1)
  if (last === undefined) return
  findings.require(
    usdPerSecond === 0 && usdPerClip === 0,
    '/price/steps',
    'Steps are the whole price.',
    'Give either steps or a price per second and clip.',
  )
  const rising = steps.every((step, i) => step.usd >= 0 && step.seconds > (i === 0 ? 0 : steps[i - 1]!.seconds))
  findings.require(rising, '/price/steps', 'Steps must rise in seconds and must not be negative.', 'Order the steps by seconds.')
  findings.require(
    (slotsOf(duration).at(-1) ?? 0) <= last.seconds,
    '/price/steps',
    'The longest clip on sale has no price.',
    'Add a step for it.',
  )
}

function checkUnit(unit: Preset['price']['unit'], findings: Findings): void {
  if (unit === null) return
  findings.require(
    unit.name.trim() !== '',
    '/price/unit/name',
    'The billing unit has no name.',
    'Say what the provider counts, for example second.',
  )
  findings.require(
    isPositive(unit.usd),
    '/price/unit/usd',
    'A billing unit must cost more than 0.',
    'Give US dollars per unit, or leave it out where the price is not known for certain.',
  )
  findings.require(
    unit.source.trim() !== '',
    '/price/unit/source',
    'The price of the billing unit has no source.',
    'Say where it was taken from, or why it is not known.',
  )
}

function checkImage({ maxBytes, maxRatio, maxSide, minRatio, minSide }: Preset['image'], findings: Findings): void {
  const ordered = (min: number | null, max: number | null) => isPositive(min) && isPositive(max) && (min ?? 0) <= (max ?? Infinity)
  findings.require([maxBytes, minSide, maxSide].every(isWhole), '/image', 'Bytes and pixels must be whole numbers.', 'Give whole numbers.')
  findings.require(isPositive(maxBytes), '/image/max_bytes', 'The largest file must be more than 0 bytes.', 'Give bytes or leave it out.')
  findings.require(
    ordered(minSide, maxSide),
    '/image/min_side',
    'The shortest side must be more than 0 and not above the longest.',
    'Correct min_side and max_side.',
  )
  findings.require(
    ordered(minRatio, maxRatio),
    '/image/min_ratio',
    'The smallest ratio must be more than 0 and not above the largest.',
    'Correct min_ratio and max_ratio.',
  )
}

function checkOutput({ framesPerSecond, height, width }: Preset['output'], findings: Findings): void {
  const side = (pixels: number) => Number.isInteger(pixels) && pixels > 0 && pixels <= 16_384
  findings.require(
    side(width) && side(height),
    '/output',
    'The size must be 1 to 16384 pixels a side.',
    'Give the size the model delivers with these inputs.',
  )
  findings.require(
    framesPerSecond > 0 && framesPerSecond <= 240,
    '/output/frames_per_second',
    'The rate must be more than 0 and at most 240.',
    'Give the rate the model delivers with these inputs.',
  )
}
