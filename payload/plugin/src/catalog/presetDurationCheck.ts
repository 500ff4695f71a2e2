import type { Duration } from './preset.js'
import { durationForms } from './presetForms.js'
import { mostSlots, slotsOf } from './presetSlots.js'
import type { Findings } from './problem.js'

const longestSeconds = 3_600

/** The rules for the lengths of a preset. */
export function checkDuration(duration: Duration, findings: Findings): void {
  findings.require((durationForms as readonly string[]).includes(duration.form), '/duration/form', 'The form is unknown.', `Use ${durationForms.slice(0, -1).join(', ')} or fixed.`)
  checkField(duration, findings)
  checkQuantities(duration, findings)
  checkFrames(duration, findings)
  const slots = slotsOf(duration)
  findings.require(slots.length > 0, '/duration', 'The model sells no length.', 'Give values, or min and max.')
  findings.require((slots.at(-1) ?? 0) <= longestSeconds, '/duration', `No clip may be longer than ${longestSeconds} seconds.`, 'Correct the lengths or the form.')
}

function checkField({ field, form, max, min, values }: Duration, findings: Findings): void {
  const fixed = form === 'fixed'
  findings.require(
    fixed === (field === null),
    '/duration/field',
    fixed ? 'A fixed length is not written into the payload.' : 'There is no field to write the length into.',
    fixed ? 'Remove the field, or choose another form.' : 'Give the payload field, or set the form to fixed.',
  )
  findings.require(!fixed || (values.length === 1 && min === null && max === null), '/duration/values', 'A fixed length is exactly one value.', 'Give the one length in seconds.')
}

function checkQuantities({ max, min, step, values }: Duration, findings: Findings): void {
  const listed = values.length > 0
  const ranged = min !== null || max !== null
  findings.require(listed !== ranged, '/duration', 'The lengths are either a list or a range.', 'Give values, or min and max.')
  if (listed) {
    const rising = values.every((v, i) => v > (i === 0 ? 0 : values[i - 1]!))
    findings.require(rising, '/duration/values', 'The values must be more than 0 and ascending.', 'Order them, each once.')
    findings.require(values.length <= mostSlots, '/duration/values', `More than ${mostSlots} lengths.`, 'Give a range instead.')
  }
  if (ranged) {
    const usable = min !== null && min > 0 && max !== null && step > 0 && min <= max && (max - min) / step < mostSlots
    findings.require(usable, '/duration', `A range needs min more than 0, max not below it, a step more than 0, and at most ${mostSlots} lengths.`, 'Correct min, max and step.')
  }
}

function checkFrames({ form, framesPerSecond, framesPerSecondField, max, min, step, values }: Duration, findings: Findings): void {
  if (form !== 'frames') {
    findings.require(
      framesPerSecond === null && framesPerSecondField === null,
      '/duration/frames_per_second',
      'A frame rate belongs to lengths given in frames.',
      'Remove it; a rate that can be set is one of the inputs.',
    )
    return
  }
  const rated = framesPerSecond !== null && framesPerSecond > 0 && framesPerSecond <= 240
  findings.require(rated, '/duration/frames_per_second', 'The rate must be more than 0 and at most 240.', 'Give the rate that turns frames into seconds.')
  findings.require([...values, min ?? 1, max ?? 1, step].every(Number.isInteger), '/duration', 'Numbers of frames must be whole.', 'Give whole numbers.')
}
