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

const colours: Record<Tone, CSSProperties> = {
  good: { background: 'var(--theme-success-100)', color: 'var(--theme-success-800)', borderColor: 'var(--theme-success-400)' },
  bad: { background: 'var(--theme-error-100)', color: 'var(--theme-error-800)', borderColor: 'var(--theme-error-400)' },
  uneasy: { background: 'var(--theme-warning-100)', color: 'var(--theme-warning-800)', borderColor: 'var(--theme-warning-400)' },
  moving: { background: 'var(--color-blue-100)', color: 'var(--color-blue-800)', borderColor: 'var(--color-blue-300)' },
  neutral: { background: 'var(--theme-elevation-100)', color: 'var(--theme-elevation-800)', borderColor: 'var(--theme-elevation-300)' },
}

/** The colour that goes with a state. */
export const colourOf = (state: string): string => colours[tones[state] ?? 'neutral'].borderColor as string

/** A state as a coloured word. */
export function Badge({ state }: { state: string }) {
  const style: CSSProperties = {
    ...colours[tones[state] ?? 'neutral'],
    border: '1px solid',
    borderRadius: 'var(--style-radius-s, 3px)',
    display: 'inline-block',
    fontSize: '0.85rem',
    lineHeight: 1.5,
    padding: '0 0.5em',
    whiteSpace: 'nowrap',
  }
  return <span style={style}>{state.replaceAll('_', ' ')}</span>
}
