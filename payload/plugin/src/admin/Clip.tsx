'use client'
import { useConfig, useFormFields } from '@payloadcms/ui'
import { useEffect, useState } from 'react'

interface Props {
  /** Field that holds the address of the clip. */
  addressField: string
  /** Field that holds the id of the media document, and the slug of its collection; neither on the page of that document itself. */
  mediaField?: string
  mediaSlug?: string
}

/** Plays the clip. One that is not stored in this CMS is fetched from its provider only when somebody asks for it. */
export function Clip({ addressField, mediaField, mediaSlug }: Props) {
  const { config } = useConfig()
  const given = useFormFields(([fields]) => fields?.[addressField]?.value as string | undefined)
  const type = useFormFields(([fields]) => fields?.mimeType?.value as string | undefined)
  const media = useFormFields(([fields]) => (mediaField ? fields?.[mediaField]?.value : undefined) as number | string | { id: number | string } | null | undefined)
  const id = typeof media === 'object' && media !== null ? media.id : media
  const [stored, setStored] = useState<string | null>(null)
  const [asked, setAsked] = useState(false)

  useEffect(() => {
    if (!mediaSlug || id === null || id === undefined) return
    const abort = new AbortController()
    fetch(`${config.routes.api}/${mediaSlug}/${id}?depth=0`, { credentials: 'include', signal: abort.signal })
      .then((response) => (response.ok ? response.json() : null))
      .then((document: { url?: string } | null) => setStored(document?.url ?? null))
      .catch(() => undefined) // left the page
    return () => abort.abort()
  }, [config.routes.api, id, mediaSlug])

  const address = stored ?? given
  if (type && !type.startsWith('video/')) return null
  if (!address) return <p>There is no clip yet.</p>
  if (!isOurs(address, config.serverURL) && !asked) {
    return (
      <p>
        The clip is not stored here yet.{' '}
        <button className="btn btn--style-secondary btn--size-small" onClick={() => setAsked(true)} style={{ margin: 0 }} type="button">
          Play it from {host(address)}
        </button>
      </p>
    )
  }
  return <video controls preload="metadata" src={address} style={{ background: '#000', display: 'block', marginBottom: '1.5rem', maxHeight: 420, maxWidth: '100%' }} />
}

function isOurs(address: string, serverURL: string): boolean {
  if (address.startsWith('/')) return true
  return (serverURL !== '' && address.startsWith(serverURL)) || (typeof window !== 'undefined' && address.startsWith(`${window.location.origin}/`))
}

const host = (address: string): string => (URL.canParse(address) ? new URL(address).host : 'its provider')
