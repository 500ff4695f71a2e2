'use client'
import { Badge } from './Badge.js'

/** A state in a list. */
export function StateCell({ cellData }: { cellData?: unknown }) {
  return typeof cellData === 'string' && cellData !== '' ? <Badge state={cellData} /> : <span>–</span>
}
