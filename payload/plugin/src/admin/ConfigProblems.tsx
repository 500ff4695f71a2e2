'use client'
import { useAllFormFields } from '@payloadcms/ui'
import { reduceFieldsToValues } from 'payload/shared'
import { useMemo } from 'react'
import { problemsOf } from '../catalog/configProblems.js'

/** What keeps the config on the page from being published, while it is being written. The server checks the same when it is. */
export function ConfigProblems({ fieldNames }: { fieldNames: Record<string, string> }) {
  const [fields] = useAllFormFields()
  const problems = useMemo(() => problemsOf(reduceFieldsToValues(fields, true) as Record<string, unknown>, (name) => fieldNames[name] ?? name), [fields, fieldNames])
  if (problems.length === 0) return null
  return (
    <div role="alert" style={{ background: 'var(--theme-error-50)', border: '1px solid var(--theme-error-300)', borderRadius: 'var(--style-radius-m, 4px)', marginBottom: '1.5rem', padding: '0.8rem 1.2rem' }}>
      <strong>{problems.length === 1 ? 'One problem keeps' : `${problems.length} problems keep`} this config from being published:</strong>
      <ul style={{ margin: '0.4rem 0 0', paddingLeft: '1.2rem' }}>
        {problems.slice(0, 20).map((problem) => (
          <li key={problem.path + problem.message}>{problem.message}</li>
        ))}
        {problems.length > 20 && <li>… and {problems.length - 20} more.</li>}
      </ul>
    </div>
  )
}
