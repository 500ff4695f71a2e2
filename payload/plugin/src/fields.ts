import type { DateField, Field, NumberField, TextField, TextareaField } from 'payload'

/** Short forms of the fields that the collections are made of. */

export const text = (name: string, rest: Partial<TextField> = {}): Field => ({ name, type: 'text', ...rest }) as TextField

/** A list of texts: a plain JSON array of strings on the wire. */
export const texts = (name: string, rest: Partial<TextField> = {}): Field => ({ name, type: 'text', hasMany: true, ...rest }) as TextField

export const longText = (name: string, rest: Partial<TextareaField> = {}): Field => ({ name, type: 'textarea', ...rest }) as TextareaField

export const number = (name: string, rest: Partial<NumberField> = {}): Field => ({ name, type: 'number', ...rest }) as NumberField

export const date = (name: string, rest: Partial<DateField> = {}): Field =>
  ({ name, type: 'date', ...rest, admin: { date: { pickerAppearance: 'dayAndTime', displayFormat: 'yyyy-MM-dd HH:mm:ss' }, ...rest.admin } }) as DateField

export const row = (...fields: Field[]): Field => ({ type: 'row', fields })

/** Payload owns the columns `created_at` and `updated_at`; a field of that name can only be another name for them. */
export const alias = (name: string, of: 'createdAt' | 'updatedAt'): Field => ({ name, type: 'date', virtual: of, admin: { hidden: true } }) as DateField
