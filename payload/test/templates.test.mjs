import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { refusals, startCms } from './cms.mjs'

let cms
before(async () => (cms = await startCms()))
after(() => cms.stop())

const slug = 'videoGenPromptTemplates'
const published = (data) => ({ _status: 'published', ...data })
const create = async (data) => (await cms.admin.json('POST', `${slug}?depth=0`, published(data))).body.doc
const patch = (id, data, query = '') => cms.admin.json('PATCH', `${slug}/${id}?depth=0${query}`, data)

test('publishing another text is the next version', async () => {
  const one = await create({ name: 'counted', template_text: '{{description}}' })
  assert.equal(one.version, 1)

  const two = await patch(one.id, published({ template_text: '{{description}} again' }))

  assert.equal(two.body.doc.version, 2)
  assert.equal((await patch(one.id, published({ template_text: '{{description}}' }))).body.doc.version, 3)
})

test('publishing it for another model is the next version too', async () => {
  const { id } = await create({ name: 'for a model', template_text: '{{description}}' })
  assert.equal((await patch(id, published({ model: 'fal-ai/veo3.1' }))).body.doc.version, 2)
})

test('publishing the same again, or under another name, counts nothing', async () => {
  const { id } = await create({ name: 'same', template_text: '{{description}}' })
  assert.equal((await patch(id, published({ template_text: '{{description}}' }))).body.doc.version, 1)
  assert.equal((await patch(id, published({ name: 'same, renamed' }))).body.doc.version, 1)
})

test('drafts do not count; the published text stays until the draft is published', async () => {
  const { id } = await create({ name: 'drafted', template_text: '{{description}}' })
  for (const text of ['{{description}} 1', '{{description}} 2'])
    assert.equal((await patch(id, { template_text: text, _status: 'draft' }, '&draft=true')).body.doc.version, 1)
  const read = await cms.service.json('GET', `${slug}?where[name][equals]=drafted&where[_status][equals]=published&depth=0`)
  assert.deepEqual(
    read.body.docs.map((d) => d.template_text),
    ['{{description}}'],
  )

  assert.equal((await patch(id, published({ template_text: '{{description}} 2' }))).body.doc.version, 2)
})

test('a version number given by hand is not taken', async () => {
  const { id } = await create({ name: 'by hand', template_text: '{{description}}' })
  assert.equal((await patch(id, published({ version: 41, template_text: '{{description}} x' }))).body.doc.version, 2)
})

test('a text that was unpublished, changed and published is the next version', async () => {
  const { id } = await create({ name: 'unpublished', template_text: '{{description}}' })
  await patch(id, { _status: 'draft', template_text: '{{description}} changed' })
  assert.equal((await patch(id, published({}))).body.doc.version, 2)
})

test('a second document of a name goes on counting', async () => {
  const first = await create({ name: 'two documents', template_text: '{{description}}' })
  const second = await create({ name: 'two documents', template_text: '{{description}} b' })
  assert.equal(second.version, 2)
  assert.equal((await patch(first.id, published({ template_text: '{{description}} c' }))).body.doc.version, 3)
})

test('a copy of a template is the next version of its name', async () => {
  const { id } = await create({ name: 'copied', template_text: '{{description}}' })
  const copy = await cms.admin.json('POST', `${slug}/${id}/duplicate?depth=0`, published({}))
  assert.equal(copy.body.doc.version, 2)
})

test('every version stays readable', async () => {
  const { id } = await create({ name: 'kept', template_text: '{{description}} 1' })
  for (const n of [2, 3]) await patch(id, published({ template_text: `{{description}} ${n}` }))
  const { docs } = (await cms.service.json('GET', `${slug}/versions?where[parent][equals]=${id}&sort=version.version&depth=0`)).body
  assert.deepEqual(
    docs.map(({ version }) => [version.version, version.template_text]),
    [1, 2, 3].map((n) => [n, `{{description}} ${n}`]),
  )
})

const refused = {
  'a name that is none': ['{{descripton}}', "It uses 'descripton', which is no name of a value. Known names: description, "],
  'a loop': ['{{#each description}}x{{/each}}', "'{{#each description}}' is not understood; use {{name}}"],
  'an #if that is left open': ['{{#if camera_notes}}Camera', '{{#if camera_notes}} is not closed; write {{/if}}.'],
  'an end without a beginning': ['{{description}}{{/if}}', "'{{/if}}' stands outside of every {{#if}}."],
  'the wrong end': ['{{#unless camera_notes}}still{{/if}}', "'{{/if}}' closes {{#unless camera_notes}}; write {{/unless}}."],
  'a brace that is left open': ['{{description}} {{camera_notes', "A '{{' is not closed; write {{name}}."],
  'nesting without end': ['{{#if description}}'.repeat(17) + '{{/if}}'.repeat(17), 'It is nested deeper than 16 levels.'],
  'a book': ['x'.repeat(20_001), 'The template has 20001 characters; 20000 are allowed.'],
  'nothing at all': ['  ', 'The template is empty. Write at least {{description}}.'],
}
for (const [what, [text, message]] of Object.entries(refused)) {
  test(`refused: ${what}`, async () => {
    const answer = await cms.admin.json('POST', slug, published({ name: 'bad', template_text: text }))
    assert.equal(answer.status, 400)
    assert.ok(refusals(answer).template_text.startsWith(message), refusals(answer).template_text)
  })
}

test('values, conditions, their other side, comments and whitespace control are fine', async () => {
  const text =
    '{{! for night }}{{!-- and {{day}} --}}{{~description~}}\n{{#if camera_notes}}Camera: {{{camera_notes}}}{{else}}Still{{/if}}{{#unless lighting_mood}}!{{/unless}}'
  assert.equal((await create({ name: 'good', template_text: text })).template_text, text)
})

test('a draft may be unfinished', async () => {
  assert.equal((await cms.admin.json('POST', `${slug}?draft=true`, { name: 'unfinished', template_text: '{{#if' })).status, 201)
})

test('updated_at is a name of updatedAt', async () => {
  const doc = await create({ name: 'aliased', template_text: '{{description}}' })
  assert.equal(doc.updated_at, doc.updatedAt)
})
