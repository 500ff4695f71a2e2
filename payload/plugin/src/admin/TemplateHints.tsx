'use client'
import { useFormFields } from '@payloadcms/ui'
import { readTemplate, templateNames } from '../catalog/templateTags.js'

const code = { background: 'var(--theme-elevation-100)', borderRadius: 3, fontFamily: 'var(--font-mono)', padding: '0 0.3em', whiteSpace: 'nowrap' } as const

/** Beside a template: the names it can use, why it cannot be used yet, and labels that would stay behind. */
export function TemplateHints({ textField }: { textField: string }) {
  const template = useFormFields(([fields]) => fields?.[textField]?.value as string | undefined) ?? ''
  const found = readTemplate(template)
  return (
    <div className="field-type" style={{ lineHeight: 1.7 }}>
      {'problem' in found && (
        <p role="alert" style={{ color: 'var(--theme-error-600)' }}>
          <strong>It cannot be published like this.</strong> {found.problem}
        </p>
      )}
      {'unguarded' in found && found.unguarded.length > 0 && (
        <p style={{ color: 'var(--theme-warning-700)' }}>
          {found.unguarded.join(', ')} {found.unguarded.length === 1 ? 'stands' : 'stand'} outside of an <span style={code}>{'{{#if …}}'}</span> of {found.unguarded.length === 1 ? 'its' : 'their'} own: when
          empty, the label stays behind.
        </p>
      )}
      <p style={{ color: 'var(--theme-elevation-600)' }}>
        Values: {templateNames.map((name) => <span key={name}><span style={code}>{`{{${name}}}`}</span> </span>)}
        <br />
        Around a value and its label: <span style={code}>{'{{#if name}}…{{else}}…{{/if}}'}</span> or <span style={code}>{'{{#unless name}}…{{/unless}}'}</span>. A comment:{' '}
        <span style={code}>{'{{! … }}'}</span>. Values go in word for word.
      </p>
    </div>
  )
}
