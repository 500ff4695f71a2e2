'use client'
import { FieldDescription, FieldError, FieldLabel, useField } from '@payloadcms/ui'
import type { JSONFieldClientProps } from 'payload'
import { useEffect, useRef, useState } from 'react'

/** Edits JSON as text. Payload's own editor comes from a public CDN and stays empty where there is no internet. */
export function JsonText({ field, path, readOnly }: JSONFieldClientProps) {
  const { disabled, initialValue, setValue, showError, value } = useField<unknown>({ path })
  const [draft, setDraft] = useState(() => print(value))
  const [broken, setBroken] = useState<string | null>(null)
  const written = useRef(value)

  // Something else than our own typing changed the value: a version was restored, the form was reset.
  useEffect(() => {
    if (JSON.stringify(value) === JSON.stringify(written.current)) return
    written.current = value
    setDraft(print(value))
    setBroken(null)
  }, [initialValue, value])

  const change = (next: string) => {
    setDraft(next)
    try {
      written.current = next.trim() === '' ? null : JSON.parse(next)
      setBroken(null)
      setValue(written.current)
    } catch (failure) {
      // What cannot be read is sent as it stands, so that it is refused instead of lost.
      written.current = next
      setBroken((failure as Error).message)
      setValue(next)
    }
  }

  return (
    <div className={`field-type textarea ${showError || broken ? 'error' : ''}`}>
      <FieldLabel label={field.label} path={path} required={field.required} />
      <div className="field-type__wrap">
        <FieldError path={path} showError={showError} />
        <textarea
          className="textarea-element"
          disabled={readOnly || disabled}
          id={`field-${path.replaceAll('.', '__')}`}
          onChange={(e) => change(e.target.value)}
          rows={Math.min(12, draft.split('\n').length + 1)}
          spellCheck={false}
          style={{ fontFamily: 'var(--font-mono)', width: '100%' }}
          value={draft}
        />
      </div>
      {broken && <p style={{ color: 'var(--theme-error-600)', margin: 0 }}>This is no JSON yet: {broken}</p>}
      <FieldDescription description={field.admin?.description} path={path} />
    </div>
  )
}

function print(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}
