import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { refusals, startCms } from './cms.mjs'

let cms
before(async () => (cms = await startCms()))
after(() => cms.stop())

const slug = 'videoGenProviderConfigs'
const shipped = path.resolve(import.meta.dirname, '../../src/VideoGen/Catalog/Shipped')
const shippedFiles = (await readdir(shipped)).filter((file) => file !== 'templates.json')
const read = async (file) => JSON.parse(await readFile(path.join(shipped, file), 'utf8'))

/** A document as the agent reads it: nulls and Payload's own members do not count, and what says only the default says nothing. */
function asRead(document, defaults = {}) {
  if (Array.isArray(document)) return document.map((one) => asRead(one, defaults))
  if (typeof document !== 'object' || document === null) return document
  const kept = Object.entries(document).filter(([name, value]) => {
    const own = ['id', 'createdAt', 'updatedAt', '_status'].includes(name)
    const empty = value === null || (Array.isArray(value) && value.length === 0)
    return !own && !empty && value !== defaults[name]
  })
  return Object.fromEntries(kept.map(([name, value]) => [name, name === 'inputs' ? value : asRead(value, membersDefaults[name] ?? {})]))
}
const membersDefaults = {
  model_presets: { prompt_field: 'prompt', last_frame_required: false },
  duration: { step: 1 },
  price: { usd_per_second: 0, usd_per_clip: 0, units_per_second: 1 },
  output: { confirmed: true },
}
const configDefaults = { max_parallel: 3, poll_interval_seconds: 10, blocking: false }

for (const file of shippedFiles) {
  test(`the shipped ${file} comes out of the CMS as it went in`, async () => {
    const sent = await read(file)
    const { docs } = (
      await cms.service.json('GET', `${slug}?where[provider][equals]=${sent.provider}&where[_status][equals]=published&depth=0`)
    ).body
    assert.equal(docs.length, 1)
    assert.deepEqual(asRead(docs[0], configDefaults), asRead(sent, configDefaults))
  })
}

test('the shipped templates come out as they went in', async () => {
  const { docs } = (await cms.service.json('GET', 'videoGenPromptTemplates?where[_status][equals]=published&depth=0&limit=100')).body
  const content = ({ model, name, template_text, version }) => ({ model: model ?? null, name, template_text, version })
  const byName = (one, other) => `${one.name} ${one.version}`.localeCompare(`${other.name} ${other.version}`)
  assert.deepEqual(docs.map(content).sort(byName), (await read('templates.json')).map(content).sort(byName))
})

test('a group that nobody filled in is left out', async () => {
  const { docs } = (await cms.service.json('GET', `${slug}?where[provider][equals]=animatic&depth=0`)).body
  for (const member of ['image', 'motion_strength', 'retired']) assert.ok(!(member in docs[0].model_presets[0]), member)
  assert.ok(!('unit' in docs[0].model_presets[0].price), 'price.unit')
})

const preset = () => ({
  model: 'some/model',
  mode: 'image_to_video',
  first_frame_field: 'image_url',
  last_frame_field: 'end_image_url',
  duration: { form: 'seconds_string', field: 'duration', values: [4, 6] },
  inputs: { resolution: '720p' },
  price: { usd_per_second: 0.1 },
  output: { width: 1280, height: 720, frames_per_second: 24 },
})
let counter = 0
const config = (more = {}) => ({
  provider: `provider-${counter++}`,
  default_pair_model: 'some/model',
  default_single_model: 'some/model',
  model_presets: [preset()],
  _status: 'published',
  ...more,
})
const withPreset = (change) => {
  const one = preset()
  change(one)
  return config({ model_presets: [one] })
}
const publish = (document) => cms.admin.json('POST', `${slug}?depth=0`, document)

test('a good preset is published', async () => assert.equal((await publish(config())).status, 201))

const at = (member) => `model_presets.0.${member}`
const refused = [
  [
    'a model id with blanks',
    (p) => (p.model = 'some model'),
    at('model'),
    "some model, model: 'some model' is not a model id. Write the provider's id: letters, digits, '-', '_', '.' and '/'.",
  ],
  [
    'no prompt characters',
    (p) => (p.prompt_max_characters = 0),
    at('prompt_max_characters'),
    'some/model, prompt_max_characters: The longest prompt must be more than 0 characters. Give the documented limit or leave it out.',
  ],
  [
    'half a byte',
    (p) => (p.prompt_max_bytes = 0.5),
    at('prompt_max_bytes'),
    'some/model, prompt_max_bytes: The longest prompt must be a whole number of bytes. Give the documented limit or leave it out.',
  ],
  [
    'a retirement to itself',
    (p) => (p.retired = { since: '2026', successor: 'some/model' }),
    at('retired.since'),
    'some/model, retired: A retired model needs the date of its withdrawal and another model as successor. Give since and successor.',
  ],
  [
    'a billing unit for nothing',
    (p) => (p.price.unit = { name: 'second', usd: 0, source: 'x' }),
    at('price.unit.usd'),
    'some/model, price.unit.usd: A billing unit must cost more than 0. Give US dollars per unit, or leave it out where the price is not known for certain.',
  ],
  [
    'a billing unit from nowhere',
    (p) => (p.price.unit = { name: 'second', usd: 0.15 }),
    at('price.unit.source'),
    'some/model, price.unit.source: The price of the billing unit has no source. Say where it was taken from, or why it is not known.',
  ],
  [
    'pictures for words',
    (p) => (p.mode = 'text_to_video'),
    at('mode'),
    'some/model, mode: A text_to_video model takes no picture. Remove first_frame_field and last_frame_field, or correct the mode.',
  ],
  [
    'no field for the first picture',
    (p) => delete p.first_frame_field,
    at('first_frame_field'),
    'some/model, first_frame_field: A model that takes pictures needs the field of the first one. Give first_frame_field, or set the mode to text_to_video.',
  ],
  [
    'no field for the last picture',
    (p) => ((p.mode = 'first_last_frame_to_video'), delete p.last_frame_field),
    at('last_frame_field'),
    'some/model, last_frame_field: A first_last_frame_to_video model needs the field of the last picture. Give last_frame_field, or correct the mode.',
  ],
  [
    'a last picture without a field',
    (p) => ((p.last_frame_required = true), delete p.last_frame_field),
    at('last_frame_required'),
    'some/model, last_frame_required: A last picture is required but there is no field for it. Give last_frame_field or remove last_frame_required.',
  ],
  [
    'a field name that is none',
    (p) => (p.prompt_field = '1prompt'),
    at('prompt_field'),
    "some/model, prompt_field: '1prompt' is not a field name. Use letters, digits and '_'.",
  ],
  [
    'a field with two purposes',
    (p) => (p.last_frame_field = 'image_url'),
    at('last_frame_field'),
    "some/model, last_frame_field: The field 'image_url' is written twice. Give every field one purpose, and keep it out of inputs.",
  ],
  [
    'a field that is an input too',
    (p) => (p.inputs.duration = 4),
    at('duration.field'),
    "some/model, duration.field: The field 'duration' is written twice. Give every field one purpose, and keep it out of inputs.",
  ],
  [
    'an empty input',
    (p) => (p.inputs.seed = ' '),
    at('inputs'),
    "some/model, inputs.seed: The input 'seed' is empty. Give it a value or remove it.",
  ],
  [
    'inputs that are a list',
    (p) => (p.inputs = [1]),
    at('inputs'),
    'some/model, inputs: The inputs are not a JSON object. Write { "name": value, … }.',
  ],
  [
    'lengths out of order',
    (p) => (p.duration.values = [6, 4]),
    at('duration.values'),
    'some/model, duration.values: The values must be more than 0 and ascending. Order them, each once.',
  ],
  [
    'a list and a range',
    (p) => Object.assign(p.duration, { min: 1, max: 2 }),
    at('duration.values'),
    'some/model, duration: The lengths are either a list or a range. Give values, or min and max.',
  ],
  [
    'no length at all',
    (p) => (p.duration.values = []),
    at('duration.values'),
    'some/model, duration: The model sells no length. Give values, or min and max.',
  ],
  [
    'a range without end',
    (p) => (p.duration = { form: 'number', field: 'duration', min: 3 }),
    at('duration.values'),
    'some/model, duration: A range needs min more than 0, max not below it, a step more than 0, and at most 1000 lengths. Correct min, max and step.',
  ],
  [
    'a range of too many',
    (p) => (p.duration = { form: 'number', field: 'duration', min: 1, max: 20, step: 0.01 }),
    at('duration.values'),
    'some/model, duration: A range needs min more than 0, max not below it, a step more than 0, and at most 1000 lengths. Correct min, max and step.',
  ],
  [
    'a clip of hours',
    (p) => (p.duration.values = [4, 3601]),
    at('duration.values'),
    'some/model, duration: No clip may be longer than 3600 seconds. Correct the lengths or the form.',
  ],
  [
    'a length that is not written',
    (p) => (p.duration = { form: 'number', values: [4] }),
    at('duration.field'),
    'some/model, duration.field: There is no field to write the length into. Give the payload field, or set the form to fixed.',
  ],
  [
    'a fixed length that is written',
    (p) => (p.duration = { form: 'fixed', field: 'duration', values: [4] }),
    at('duration.field'),
    'some/model, duration.field: A fixed length is not written into the payload. Remove the field, or choose another form.',
  ],
  [
    'frames without a rate',
    (p) => (p.duration = { form: 'frames', field: 'frames', values: [81] }),
    at('duration.frames_per_second'),
    'some/model, duration.frames_per_second: The rate must be more than 0 and at most 240. Give the rate that turns frames into seconds.',
  ],
  [
    'half a frame',
    (p) => (p.duration = { form: 'frames', field: 'frames', values: [80.5], frames_per_second: 16 }),
    at('duration.values'),
    'some/model, duration: Numbers of frames must be whole. Give whole numbers.',
  ],
  [
    'a rate for seconds',
    (p) => (p.duration.frames_per_second = 24),
    at('duration.frames_per_second'),
    'some/model, duration.frames_per_second: A frame rate belongs to lengths given in frames. Remove it; a rate that can be set is one of the inputs.',
  ],
  [
    'a level alone',
    (p) => (p.motion_strength = { field: 'amount', levels: ['much'] }),
    at('motion_strength.field'),
    'some/model, motion_strength: motion_strength maps either to a number from min to max or to two or more levels. Give min and max, or levels.',
  ],
  [
    'a level twice',
    (p) => (p.motion_strength = { field: 'amount', levels: ['much', 'much'] }),
    at('motion_strength.levels'),
    'some/model, motion_strength.levels: Every level must be a word of its own. Name each level once, from least to most motion.',
  ],
  [
    'a price below zero',
    (p) => (p.price.usd_per_second = -1),
    at('price.usd_per_second'),
    'some/model, price.usd_per_second: A price cannot be negative. Give US dollars per billed second, 0 or more.',
  ],
  [
    'a price that no decimal can be calculated with',
    (p) => (p.price.usd_per_second = 1e28),
    at('price'),
    'some/model, price: A number here is too large or too small. Keep every number at 0, or between 0.000001 and 1000000000.',
  ],
  [
    'two prices',
    (p) => (p.price.steps = [{ seconds: 8, usd: 1 }]),
    at('price.steps'),
    'some/model, price.steps: Steps are the whole price. Give either steps or a price per second and clip.',
  ],
  [
    'falling steps',
    (p) =>
      (p.price = {
        steps: [
          { seconds: 8, usd: 1 },
          { seconds: 6, usd: 1 },
        ],
      }),
    at('price.steps'),
    'some/model, price.steps: Steps must rise in seconds and must not be negative. Order the steps by seconds.',
  ],
  [
    'a length without a price',
    (p) => (p.price = { steps: [{ seconds: 4, usd: 1 }] }),
    at('price.steps'),
    'some/model, price.steps: The longest clip on sale has no price. Add a step for it.',
  ],
  [
    'sides upside down',
    (p) => (p.image = { min_side: 10, max_side: 5 }),
    at('image.min_side'),
    'some/model, image.min_side: The shortest side must be more than 0 and not above the longest. Correct min_side and max_side.',
  ],
  [
    'half a pixel',
    (p) => (p.image = { max_side: 5.5 }),
    at('image.min_side'),
    'some/model, image: Bytes and pixels must be whole numbers. Give whole numbers.',
  ],
  [
    'a clip without size',
    (p) => (p.output.width = 0),
    at('output.width'),
    'some/model, output: The size must be 1 to 16384 pixels a side. Give the size the model delivers with these inputs.',
  ],
  [
    'a clip without rate',
    (p) => (p.output.frames_per_second = 0),
    at('output.frames_per_second'),
    'some/model, output.frames_per_second: The rate must be more than 0 and at most 240. Give the rate the model delivers with these inputs.',
  ],
]
for (const [what, change, field, message] of refused) {
  test(`refused: ${what}`, async () => {
    const answer = await publish(withPreset(change))
    assert.equal(answer.status, 400)
    const said = answer.body.errors[0].data.errors.filter((e) => e.path === field).map((e) => e.message)
    assert.ok(said.includes(message), JSON.stringify(answer.body.errors[0].data.errors, null, 1))
  })
}

const wholeConfig = [
  ['no models', { model_presets: [] }, 'model_presets', 'model_presets: The provider has no models. Add at least one preset.'],
  [
    'a model twice',
    { model_presets: [preset(), preset()] },
    'model_presets.1.model',
    "some/model, model: The model 'some/model' has two presets. Keep one of them.",
  ],
  [
    'a default that is not there',
    { default_pair_model: 'other' },
    'default_pair_model',
    "default_pair_model: There is no preset for 'other'. Name one of model_presets.",
  ],
  [
    'a default for something else',
    { default_text_model: 'some/model' },
    'default_text_model',
    "default_text_model: 'some/model' does not make a segment of 0 frame(s). Name a model that does.",
  ],
  [
    'a key as reference',
    { credentials_ref: 'fal-key:123' },
    'credentials_ref',
    "credentials_ref: The credentials reference is not the name of an environment variable. Give the variable's name; the key itself never belongs into a config.",
  ],
  [
    'a webhook with a query',
    { webhook_url: 'https://x.example/?a=1' },
    'webhook_url',
    'webhook_url: The webhook address is not a plain http(s) address. Give the public base address without query, fragment or user, or leave it out to register no webhook.',
  ],
  [
    'four at a time',
    { max_parallel: 4 },
    'max_parallel',
    'max_parallel: max_parallel must be 1 to 3. Use 1 for one segment after the other.',
  ],
  [
    'polling without pause',
    { poll_interval_seconds: 0.01 },
    'poll_interval_seconds',
    'poll_interval_seconds: poll_interval_seconds must be 0.05 to 60. Use 10.',
  ],
  [
    'a cap below zero',
    { day_cap_usd: -1 },
    'day_cap_usd',
    'day_cap_usd: A cap cannot be negative. Give US dollars, or leave it out for no limit.',
  ],
]
for (const [what, change, field, message] of wholeConfig) {
  test(`refused: ${what}`, async () => {
    const answer = await publish(config(change))
    assert.equal(answer.status, 400)
    assert.equal(refusals(answer)[field], message)
  })
}

test('all that is wrong is said at once', async () => {
  const answer = await publish(config({ max_parallel: 9, day_cap_usd: -1, default_single_model: 'none' }))
  assert.deepEqual(Object.keys(refusals(answer)).sort(), ['day_cap_usd', 'default_single_model', 'max_parallel'])
})

test('a draft may be unfinished, and what is published stays in use', async () => {
  const { doc } = (await publish(config())).body
  const draft = await cms.admin.json('PATCH', `${slug}/${doc.id}?draft=true&depth=0`, { _status: 'draft', max_parallel: 7 })
  assert.equal(draft.status, 200)
  assert.equal((await cms.service.json('GET', `${slug}/${doc.id}?depth=0`)).body.max_parallel, 3)
  assert.equal((await cms.admin.json('PATCH', `${slug}/${doc.id}?depth=0`, { _status: 'published', max_parallel: 7 })).status, 400)
})

test('changing one member checks the whole document', async () => {
  const { doc } = (await publish(config())).body
  const answer = await cms.admin.json('PATCH', `${slug}/${doc.id}`, { default_pair_model: 'gone' })
  assert.equal(refusals(answer).default_pair_model, "default_pair_model: There is no preset for 'gone'. Name one of model_presets.")
})

test('a start on a database that people worked with changes nothing of theirs', async () => {
  const found = await cms.admin.json('GET', `${slug}?where[provider][equals]=animatic&depth=0`)
  const { id } = found.body.docs[0]
  await cms.admin.json('PATCH', `${slug}/${id}`, { max_parallel: 1 })
  const restarted = await cms.another()
  const { docs } = (await restarted.json('GET', `${slug}?where[provider][equals]=animatic&depth=0`)).body
  assert.deepEqual(
    docs.map((d) => [d.id, d.max_parallel]),
    [[id, 1]],
  )
})
