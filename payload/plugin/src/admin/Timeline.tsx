'use client'
import { FieldLabel, useAllFormFields } from '@payloadcms/ui'
import type { ArrayFieldClientProps } from 'payload'
import { reduceFieldsToValues } from 'payload/shared'
import type { CSSProperties } from 'react'
import { Badge, colourOf } from './Badge.js'

interface JobEvent {
  at?: string
  source?: string
  kind?: string
  from?: string
  to?: string
  message?: string
  body?: string
}

/** The history of a job, oldest first: when, who, from which state to which, and what happened in words. */
export function Timeline({ field, path }: Pick<ArrayFieldClientProps, 'field' | 'path'>) {
  const [fields] = useAllFormFields()
  const found: unknown = (reduceFieldsToValues(fields, true) as Record<string, unknown>)[path]
  const events: JobEvent[] = Array.isArray(found) ? found : []
  const start = Date.parse(events[0]?.at ?? '')
  return (
    <div className="field-type">
      <FieldLabel label={field.label} path={path} />
      {events.length === 0 && <p>Nothing has happened yet.</p>}
      <ol style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {events.map((event, i) => (
          <Entry event={event} isLast={i === events.length - 1} key={i} start={start} />
        ))}
      </ol>
    </div>
  )
}

const quiet: CSSProperties = {
  color: 'var(--theme-elevation-500)',
  fontSize: '0.9em',
  fontVariantNumeric: 'tabular-nums',
  whiteSpace: 'nowrap',
}

function Entry({ event, isLast, start }: { event: JobEvent; isLast: boolean; start: number }) {
  const { at, body, from, kind, message, source, to } = event
  const line: CSSProperties = {
    borderLeft: `2px solid ${isLast ? 'transparent' : 'var(--theme-elevation-150)'}`,
    marginLeft: 6,
    padding: '0 0 1.1rem 1.4rem',
    position: 'relative',
  }
  const dot: CSSProperties = {
    background: to ? colourOf(to) : 'var(--theme-elevation-250)',
    borderRadius: '50%',
    height: 12,
    left: -7,
    position: 'absolute',
    top: 5,
    width: 12,
  }
  return (
    <li style={line}>
      <span style={dot} />
      <div style={{ alignItems: 'center', display: 'flex', flexWrap: 'wrap', gap: '0.6em' }}>
        <time dateTime={at} style={{ ...quiet, minWidth: '13.5em' }} title="UTC">
          {at ? at.replace('T', ' ').replace('Z', '') : ''}
        </time>
        <span style={{ ...quiet, minWidth: '5em', textAlign: 'right' }}>{since(start, at)}</span>
        <span style={{ ...quiet, minWidth: '6em' }}>
          {[source, kind === 'state' || kind === source ? null : kind].filter(Boolean).join(' · ')}
        </span>
        {from && <Badge state={from} />}
        {from && to && <span aria-hidden>→</span>}
        {to && <Badge state={to} />}
      </div>
      <div style={{ marginTop: 2 }}>{message}</div>
      {body && (
        <details style={{ marginTop: 2 }}>
          <summary style={quiet}>what came</summary>
          <pre style={{ fontSize: '0.85em', margin: 0, overflowX: 'auto', whiteSpace: 'pre-wrap', wordBreak: 'break-word' }}>{body}</pre>
        </details>
      )}
    </li>
  )
}

function since(start: number, at: string | undefined): string {
  const seconds = (Date.parse(at ?? '') - start) / 1000
  if (!Number.isFinite(seconds)) return ''
  return seconds < 600 ? `+${seconds.toFixed(1)} s` : `+${Math.round(seconds / 60)} min`
}
