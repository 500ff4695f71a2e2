'use client'

interface Props {
  cellData?: unknown
  /** What stands where there is no value. */
  none?: string
  unit?: string
}

/** A value in a list, with its unit. */
export function PlainCell({ cellData, none = '–', unit }: Props) {
  if (cellData === null || cellData === undefined || cellData === '')
    return <span style={{ color: 'var(--theme-elevation-500)' }}>{none}</span>
  if (unit === 'USD' && typeof cellData === 'number') return <span>${cellData.toFixed(2)}</span>
  return <span>{unit ? `${String(cellData)} ${unit}` : String(cellData)}</span>
}
