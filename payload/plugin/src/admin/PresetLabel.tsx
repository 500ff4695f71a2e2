'use client'
import { useRowLabel } from '@payloadcms/ui'

interface Row {
  model?: string
  price?: { usd_per_clip?: number | null; usd_per_second?: number | null; steps?: { usd?: number | null }[] | null } | null
  retired?: { since?: string | null; successor?: string | null } | null
}

/** What a preset is called in the list of presets: model, price, and whether it was withdrawn. */
export function PresetLabel() {
  const { data, rowNumber } = useRowLabel<Row>()
  const quiet = { color: 'var(--theme-elevation-500)' }
  const { since, successor } = data?.retired ?? {}
  return (
    <span>
      {data?.model || `Preset ${(rowNumber ?? 0) + 1}`} <span style={quiet}>{price(data?.price)}</span>
      {(since || successor) && <span style={{ color: 'var(--theme-warning-600)', marginLeft: '0.6em' }}>retired {since}{successor && ` → ${successor}`}</span>}
    </span>
  )
}

function price(given: Row['price']): string {
  const steps = (given?.steps ?? []).map((step) => step.usd).filter((usd) => typeof usd === 'number')
  if (steps.length > 0) return `$${Math.min(...steps)}–${Math.max(...steps)} a clip`
  const parts = [given?.usd_per_second ? `$${given.usd_per_second}/s` : '', given?.usd_per_clip ? `$${given.usd_per_clip} a clip` : '']
  return parts.filter(Boolean).join(' + ') || 'free'
}
