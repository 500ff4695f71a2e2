import type { Field, GroupField, SelectField } from 'payload'
import { component } from '../component.js'
import { inWords, longText, number, row, text, texts, yesNo } from '../fields.js'
import { isEmpty, object } from './preset.js'
import { durationForms, presetModes } from './presetForms.js'

/** The fields of one model preset: one to one the JSON of the agent's presets. */
export function presetFields(): Field[] {
  return [
    row(text('model', { required: true }), select('mode', presetModes, 'enum_videogen_preset_mode')),
    row(text('first_frame_field'), text('last_frame_field'), yesNo('last_frame_required', false)),
    text('frame_list_field', {
      admin: { description: 'The field of a list that holds the pictures; the two fields above are then their roles in it.' },
    }),
    row(text('prompt_field', { defaultValue: 'prompt' })),
    row(number('prompt_max_characters'), number('prompt_max_bytes'), number('prompt_max_utf16_units')),
    group('duration', 'The lengths on sale: a list of values, or a range.', [
      row(select('form', durationForms, 'enum_videogen_duration_form'), text('field')),
      number('values', { hasMany: true }),
      row(number('min'), number('max'), number('step', { defaultValue: 1 })),
      row(number('frames_per_second'), text('frames_per_second_field')),
    ]),
    {
      name: 'inputs',
      type: 'json',
      admin: { components: { Field: component('JsonText') }, description: 'Fixed inputs sent with every order, as a JSON object.' },
    },
    group('price', 'US dollars; steps, where given, are the whole price.', [
      row(
        number('usd_per_second', { defaultValue: 0 }),
        number('usd_per_clip', { defaultValue: 0 }),
        number('units_per_second', { defaultValue: 1 }),
      ),
      group(
        'unit',
        'What the provider counts when it bills, and what one costs. Without a price, a count only says whether anything was billed.',
        [
          row(text('name'), number('usd')),
          longText('source', { admin: { description: 'Where the price was taken from, or why it is not known for certain.' } }),
        ],
      ),
      {
        name: 'steps',
        type: 'array',
        dbName: 'video_gen_preset_price_steps',
        fields: [row(number('seconds', { required: true }), number('usd', { required: true }))],
      },
    ]),
    group('output', 'Size and rate of the clip with these inputs.', [
      row(number('width'), number('height'), number('frames_per_second'), yesNo('confirmed', true)),
    ]),
    group('image', 'What the model demands of its pictures.', [
      row(number('min_side'), number('max_side'), number('max_bytes')),
      row(number('min_ratio'), number('max_ratio')),
    ]),
    group('motion_strength', 'The field that motion_strength (0 to 1) turns: a number from min to max, or one of the levels.', [
      row(text('field'), number('min'), number('max')),
      texts('levels'),
    ]),
    group('retired', 'Set when the provider withdrew the model.', [row(text('since'), text('successor'))]),
    longText('source', { admin: { description: 'Where the facts were taken from.' } }),
  ]
}

const select = (name: string, options: readonly string[], enumName: string): Field =>
  ({ name, type: 'select', required: true, options: options.map((value) => ({ value, label: value })), enumName }) as SelectField

const group = (name: string, description: string, fields: Field[]): GroupField =>
  ({ name, type: 'group', label: inWords(name), fields, admin: { description } }) as GroupField

/** Groups that a preset may lack. Payload answers an untouched group as an object of nulls; the agent would miss the members of such a one. */
const optionalGroups = ['image', 'motion_strength', 'retired', 'unit']

/** A preset without the optional groups that nobody filled in. (Left out, not null: the admin panel cannot show a group that is null.) */
export function withoutEmptyGroups(preset: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(preset).filter(([name, value]) => !optionalGroups.includes(name) || !isEmpty(value))
  return Object.fromEntries(kept.map(([name, value]) => [name, name === 'price' && value ? withoutEmptyGroups(object(value)) : value]))
}
