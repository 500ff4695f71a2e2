'use client'
import { FieldLabel, useField } from '@payloadcms/ui'
import type { TextFieldClientProps } from 'payload'

/** A list of sentences that nobody edits, one a line. */
export function Lines({ field, path }: Pick<TextFieldClientProps, 'field' | 'path'>) {
  const { value } = useField<string[]>({ path })
  const lines = Array.isArray(value) ? value : []
  return (
    <div className="field-type">
      <FieldLabel label={field.label} path={path} />
      {lines.length === 0 ? <p>–</p> : <ol style={{ margin: 0, paddingLeft: '1.4rem' }}>{lines.map((line, i) => <li key={i}>{line}</li>)}</ol>}
    </div>
  )
}
