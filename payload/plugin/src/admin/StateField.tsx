'use client'
import { FieldLabel, useField } from '@payloadcms/ui'
import type { TextFieldClientProps } from 'payload'
import { Badge } from './Badge.js'

/** A state on a page. It cannot be edited: the agent writes it. */
export function StateField({ field, path }: Pick<TextFieldClientProps, 'field' | 'path'>) {
  const { value } = useField<string>({ path })
  return (
    <div className="field-type">
      <FieldLabel label={field.label} path={path} />
      {value ? <Badge state={value} /> : '–'}
    </div>
  )
}
