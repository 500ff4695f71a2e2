/** The path of a stored file: a folder (`prefix`) and a name. The URL, the folder on disk and the two fields say the same. */
export interface ClipPath {
  prefix: string
  filename: string
}

const segment = /^[A-Za-z0-9._-]+$/

/** The folder without slashes at its ends; the field's check decides whether it can be used. */
export const trimmed = (prefix: unknown): string => (typeof prefix === 'string' ? prefix.trim().replace(/^\/+|\/+$/g, '') : '')

/** True for a folder whose every part is made of letters, digits, '.', '_' and '-', none being '.' or '..'. Empty is the root. */
export const isFolder = (prefix: string): boolean =>
  prefix === '' || (prefix.length <= 500 && prefix.split('/').every((part) => segment.test(part) && !/^\.+$/.test(part)))

/** Reads `projects/p/e/segments/segment_1_1.mp4`; null when it is no path of ours. */
export function readPath(path: string): ClipPath | null {
  const cut = path.lastIndexOf('/')
  const prefix = path.slice(0, Math.max(cut, 0))
  const filename = path.slice(cut + 1)
  return filename !== '' && isFolder(prefix) && !/[\\\0]/.test(filename) && !/^\.+$/.test(filename) ? { prefix, filename } : null
}
