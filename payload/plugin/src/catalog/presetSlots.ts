import type { Duration } from './preset.js'

/** Most lengths a preset may have. */
export const mostSlots = 1_000

/** The legal lengths in seconds, ascending, each once; empty when the preset holds no usable length. */
export function slotsOf(duration: Duration): number[] {
  const seconds = quantities(duration)
    .filter((q) => q > 0)
    .map((q) => inSeconds(duration, q))
    .filter((s) => s > 0)
  return [...new Set(seconds)].sort((a, b) => a - b)
}

function quantities({ values, min, max, step }: Duration): number[] {
  if (values.length > 0) return values.slice(0, mostSlots)
  if (min === null || max === null || !(step > 0) || !(min <= max)) return []
  const count = Math.min(Math.floor(round((max - min) / step)) + 1, mostSlots)
  return Array.from({ length: count }, (_, i) => round(min + i * step))
}

// Frames become seconds rounded down to six places, as the agent does it.
function inSeconds({ form, framesPerSecond: rate }: Duration, quantity: number): number {
  if (form !== 'frames') return quantity
  return rate !== null && rate > 0 ? Math.floor(round((quantity * 1e6) / rate)) / 1e6 : 0
}

// The agent counts in decimals; this takes the binary dust off.
const round = (value: number): number => Math.round(value * 1e9) / 1e9
