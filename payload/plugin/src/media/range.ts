/** What a `Range` header asks for of a file: all of it, bytes `start` to `end` (both included), or something it does not have. */
export type Range = { kind: 'all' } | { kind: 'part'; start: number; end: number } | { kind: 'unsatisfiable' }

/** Reads the header. Several ranges, or a form that is not understood, are answered with the whole file, as RFC 9110 allows. */
export function readRange(header: string | null, size: number): Range {
  const form = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!form || (form[1] === '' && form[2] === '')) return { kind: 'all' }
  const [first, last] = [form[1], form[2]]
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < Number(first)) return { kind: 'all' }
  return start > end ? { kind: 'unsatisfiable' } : { kind: 'part', start, end }
}
