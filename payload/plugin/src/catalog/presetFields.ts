import type { Field, GroupField, SelectField } from 'payload'
import { component } from '../component.js'
import { longText, number, row, text, texts } from '../fields.js'
import { isEmpty } from './preset.js'
import { durationForms, presetModes } from './presetForms.js'

/** The fields of one model preset: one to one the JSON of the agent's presets. */
export function presetFields(): Field[] {
  return [
    row(text('model', { required: true, admin: { width: '50%' } }), select('mode', presetModes, 'enum_videogen_preset_mode')),
    row(text('first_frame_field'), text('last_frame_field'), { name: 'last_frame_required', type: 'checkbox', defaultValue: false, admin: { style: { alignSelf: 'center' } } }),
    row(text('prompt_field', { defaultValue: 'prompt' }), number('prompt_max_characters'), number('prompt_max_bytes')),
    group('duration', 'The lengths on sale: a list of values, or a range.', [
      row(select('form', durationForms, 'enum_videogen_duration_form'), text('field')),
      row(number('values', { hasMany: true }), number('min'), number('max'), number('step', { defaultValue: 1 })),
      row(number('frames_per_second'), text('frames_per_second_field')),
    ]),
    { name: 'inputs', type: 'json', admin: { components: { Field: component('JsonText') }, description: 'Fixed inputs sent with every order, as a JSON object.' } },
    group('price', 'US dollars; steps, where given, are the whole price.', [
      row(number('usd_per_second', { defaultValue: 0 }), number('usd_per_clip', { defaultValue: 0 }), number('units_per_second', { defaultValue: 1 })),
      { name: 'steps', type: 'array', dbName: 'video_gen_preset_price_steps', fields: [row(number('seconds', { required: true }), number('usd', { required: true }))] },
    ]),
    group('output', 'Size and rate of the clip with these inputs.', [
      row(number('width'), number('height'), number('frames_per_second'), { name: 'confirmed', type: 'checkbox', defaultValue: true, admin: { style: { alignSelf: 'center' } } }),
    ]),
    group('image', 'What the model demands of its pictures.', [row(number('min_side'), number('max_side'), number('max_bytes')), row(number('min_ratio'), number('max_ratio'))]),
    group('motion_strength', 'The field that motion_strength (0 to 1) turns: a number from min to max, or one of the levels.', [row(text('field'), number('min'), number('max')), texts('levels')]),
    group('retired', 'Set when the provider withdrew the model.', [row(text('since'), text('successor'))]),
    longText('source', { admin: { description: 'Where the facts were taken from.' } }),
  ]
}

const select = (name: string, options: readonly string[], enumName: string): Field =>
  ({ name, type: 'select', required: true, options: options.map((value) => ({ value, label: value })), enumName }) as SelectField

const group = (name: string, description: string, fields: Field[]): GroupField => ({ name, type: 'group', fields, admin: { description } })

/** Groups that a preset may lack. Payload answers an untouched group as an object of nulls; the agent would miss the members of such a one. */
const optionalGroups = ['image', 'motion_strength', 'retired'] as const

/** A preset with the optional groups that nobody filled in set to null. */
export function withoutEmptyGroups(preset: Record<string, unknown>): Record<string, unknown> {
  const empty = optionalGroups.filter((name) => isEmpty(preset[name]))
  return { ...preset, ...Object.fromEntries(empty.map((name) => [name, null])) }
}
