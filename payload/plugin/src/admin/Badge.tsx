import type { CSSProperties } from 'react'

type Tone = 'bad' | 'good' | 'moving' | 'neutral' | 'uneasy'

const tones: Record<string, Tone> = {
  succeeded: 'good',
  stored: 'good',
  submitting: 'moving',
  queued: 'moving',
  running: 'moving',
  downloading: 'moving',
  submission_unknown: 'uneasy',
  expired: 'uneasy',
  pending: 'uneasy',
  failed: 'bad',
}

const colours: Record<Tone, string> = { good: '#1f9d55', bad: '#d64545', uneasy: '#d9822b', moving: '#2f80ed', neutral: '#8a8f98' }

/** The colour that goes with a state. */
export const colourOf = (state: string): string => colours[tones[state] ?? 'neutral']

/** A state as a coloured word. */
export function Badge({ state }: { state: string }) {
  const colour = colourOf(state)
  // Mixed with the page's own colours, so that it can be read on a light and on a dark page.
  const style: CSSProperties = {
    background: `color-mix(in srgb, ${colour} 14%, transparent)`,
    border: `1px solid color-mix(in srgb, ${colour} 55%, transparent)`,
    color: `color-mix(in srgb, ${colour} 60%, var(--theme-text))`,
    borderRadius: 'var(--style-radius-s, 3px)',
    display: 'inline-block',
    fontSize: '0.85rem',
    lineHeight: 1.5,
    padding: '0 0.5em',
    whiteSpace: 'nowrap',
  }
  return <span style={style}>{state.replaceAll('_', ' ')}</span>
}
