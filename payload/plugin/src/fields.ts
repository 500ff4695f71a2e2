import type { DateField, Field, NumberField, TextField, TextareaField } from 'payload'
import { component } from './component.js'

/** Short forms of the fields that the collections are made of. */

// A required text is the title of its document: Payload's own cell makes the link.
export const text = (name: string, rest: Partial<TextField> = {}): Field =>
  ({ name, type: 'text', label: inWords(name), ...rest, admin: { ...(rest.required ? {} : plainCell()), ...rest.admin } }) as TextField

/** A list of texts: a plain JSON array of strings on the wire. */
export const texts = (name: string, rest: Partial<TextField> = {}): Field =>
  ({ name, type: 'text', hasMany: true, label: inWords(name), ...rest }) as TextField

export const longText = (name: string, rest: Partial<TextareaField> = {}): Field =>
  ({ name, type: 'textarea', label: inWords(name), ...rest }) as TextareaField

export const number = (name: string, rest: Partial<NumberField> = {}): Field =>
  ({ name, type: 'number', label: inWords(name), ...rest, admin: { ...plainCell({ unit: unitOf(name) }), ...rest.admin } }) as NumberField

export const date = (name: string, rest: Partial<DateField> = {}): Field =>
  ({
    name,
    type: 'date',
    label: inWords(name),
    ...rest,
    admin: { date: { pickerAppearance: 'dayAndTime', displayFormat: 'yyyy-MM-dd HH:mm:ss' }, ...rest.admin },
  }) as DateField

export const yesNo = (name: string, defaultValue: boolean): Field =>
  ({ name, type: 'checkbox', label: inWords(name), defaultValue, admin: { style: { alignSelf: 'center' } } }) as Field

/** Fields side by side, equally wide. */
export const row = (...fields: Field[]): Field => ({
  type: 'row',
  fields: fields.map((field) => ({ ...field, admin: { width: `${Math.floor(1000 / fields.length) / 10}%`, ...field.admin } }) as Field),
})

/** Payload owns the columns `created_at` and `updated_at`; a field of that name can only be another name for them. */
export const alias = (name: string, of: 'createdAt' | 'updatedAt'): Field =>
  ({ name, type: 'date', virtual: of, admin: { hidden: true } }) as DateField

/** How a list shows a value: with its unit, and what it says where there is none. */
export const plainCell = (clientProps: { none?: string; unit?: string | undefined } = {}) => ({
  components: { Cell: { path: component('PlainCell'), clientProps } },
})

const unitOf = (name: string): string | undefined => (name.endsWith('_usd') ? 'USD' : name.endsWith('_seconds') ? 's' : undefined)

/** `latency_seconds` becomes `Latency (s)`; a name that is not in snake_case is left to Payload. */
export function inWords(name: string): string | undefined {
  if (!/^[a-z0-9_]+$/.test(name)) return undefined
  const words = name
    .replace(/_usd$/, ' (USD)')
    .replace(/_seconds$/, ' (s)')
    .replaceAll('_', ' ')
    .replace(/\burl\b/, 'URL')
    .replace(/\busd\b/, 'USD')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
