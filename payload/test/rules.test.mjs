// The rules of the CMS are those of the agent, written in a second language: a rule that is added or reworded there must follow here.
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { readTemplate, templateNames } from '../plugin/dist/catalog/templateTags.js'
import { slotsOf } from '../plugin/dist/catalog/presetSlots.js'

const root = path.resolve(import.meta.dirname, '../..')
const catalog = path.join(root, 'payload/plugin/src/catalog')
const here = (await Promise.all((await readdir(catalog)).map((file) => readFile(path.join(catalog, file), 'utf8')))).join('\n')

/** The sentences of a C# file, cut where a value is put in. */
async function sentencesOf(file) {
  const source = (await readFile(path.join(root, 'src/VideoGen', file), 'utf8'))
    .replace(/^\s*\/\/.*$/gm, '')
    .replaceAll('{{{{', '{{')
    .replaceAll('}}}}', '}}')
  return [...source.matchAll(/\$?"((?:[^"\\]|\\.)* (?:[^"\\]|\\.)*\.)"/g)]
    .flatMap(([, sentence]) => sentence.replaceAll('\\"', '"').split(/(?<!\{)\{[^{}]+\}(?!\})/))
    .filter((part) => part.length > 7)
}

for (const file of ['PresetCheck.cs', 'PresetDurationCheck.cs', 'ProviderConfigCheck.cs']) {
  test(`every rule of ${file} is kept here, in the same words`, async () => {
    const sentences = await sentencesOf(`Catalog/${file}`)
    assert.ok(sentences.length > 10, `${sentences.length} sentences found`)
    assert.deepEqual(
      sentences.filter(
        (sentence) =>
          !here.includes(sentence) &&
          !/document has no id|^Give it one|^The inputs hold a member twice|^Name each input once|^The preset is null|^Describe a model/.test(
            sentence,
          ),
      ),
      [],
    )
  })
}

test('a template may use the names that the agent knows', async () => {
  const source = await readFile(path.join(root, 'src/VideoGen/Prompting/PromptValues.cs'), 'utf8')
  const frame = /FrameNames \{ get; \} = \[([^\]]+)\]/.exec(source)[1].match(/\w+/g)
  assert.deepEqual(templateNames, [...frame, ...frame.map((name) => `second_${name}`), 'motion_strength'])
})

test('values outside of an #if of their own are found; description needs none', () => {
  const unguarded = (template) => readTemplate(template).unguarded
  assert.deepEqual(unguarded('{{description}} {{camera_notes}} {{#if prompt_seed}}{{prompt_seed}}{{lighting_mood}}{{/if}}'), [
    'camera_notes',
    'lighting_mood',
  ])
  assert.deepEqual(unguarded('{{#unless camera_notes}}{{camera_notes}}{{/unless}}'), [])
})

const range = (more) => ({
  form: 'number',
  field: 'duration',
  values: [],
  min: null,
  max: null,
  step: 1,
  framesPerSecond: null,
  framesPerSecondField: null,
  ...more,
})
test('lengths on sale', () => {
  assert.deepEqual(slotsOf(range({ values: [8, 4, 4] })), [4, 8])
  assert.deepEqual(slotsOf(range({ min: 0.1, max: 0.5, step: 0.1 })), [0.1, 0.2, 0.3, 0.4, 0.5])
  assert.deepEqual(slotsOf(range({ form: 'frames', values: [81, 100], framesPerSecond: 24 })), [3.375, 4.166666])
  assert.equal(slotsOf(range({ min: 1, max: 1e9 })).length, 1000)
  assert.deepEqual(slotsOf(range({ form: 'frames', values: [81] })), [])
  assert.deepEqual(slotsOf(range({ min: 5, max: 4 })), [])
})
