const frameNames = ['description', 'camera_notes', 'lighting_mood', 'prompt_seed', 'characters_present']

/** Every name a template can use. */
export const templateNames = [...frameNames, ...frameNames.map((name) => `second_${name}`), 'motion_strength']

const maxCharacters = 20_000
const maxNesting = 16
const tags = /\{\{\{(.*?)\}\}\}|\{\{~?(!--.*?--)~?\}\}|\{\{~?(.*?)~?\}\}/gs
const forms = /^(?:(else)|\/(if|unless)|#(if|unless)\s+(\w+)|(\w+))$/

/** What reading a template found: why it cannot be used, or which values it prints without their `#if`. */
export type TemplateFindings = { problem: string } | { unguarded: string[] }

/**
 * Reads a template by the agent's rules: values, `#if`, `#unless`, `else` and comments, known names only. A value printed outside of an
 * `#if` of its own leaves its label behind when it is empty; `description` never is.
 */
export function readTemplate(template: string): TemplateFindings {
  if (template.length > maxCharacters) return { problem: `The template has ${template.length} characters; ${maxCharacters} are allowed.` }
  const open: { block: string; name: string }[] = []
  const unguarded = new Set<string>()
  for (const match of template.matchAll(tags)) {
    const written = match[1] ?? match[2] ?? match[3] ?? ''
    if (match[1] === undefined && written.startsWith('!')) continue
    const inside = written.trim()
    const form = forms.exec(inside)
    if (!form)
      return {
        problem: `'{{${inside}}}' is not understood; use {{name}}, {{#if name}}, {{#unless name}}, {{else}}, {{/if}}, {{/unless}} or {{! a comment }}.`,
      }
    const [, otherwise, closing, opening, condition, value] = form
    const name = condition ?? value
    if (otherwise === undefined && name !== undefined && !templateNames.includes(name)) {
      return { problem: `It uses '${name}', which is no name of a value. Known names: ${templateNames.join(', ')}.` }
    }
    if (otherwise || closing) {
      const block = open.at(-1)
      if (!block) return { problem: `'{{${inside}}}' stands outside of every {{#if}}.` }
      if (closing && closing !== block.block)
        return { problem: `'{{${inside}}}' closes {{#${block.block} ${block.name}}}; write {{/${block.block}}}.` }
      if (closing) open.pop()
    } else if (opening && condition) {
      open.push({ block: opening, name: condition })
      if (open.length > maxNesting) return { problem: `It is nested deeper than ${maxNesting} levels.` }
    } else if (value && value !== 'description' && !open.some((block) => block.name === value)) {
      unguarded.add(value)
    }
  }
  const left = open.at(-1)
  if (left) return { problem: `{{#${left.block} ${left.name}}} is not closed; write {{/${left.block}}}.` }
  if (template.replace(tags, '').includes('{{')) return { problem: "A '{{' is not closed; write {{name}}." }
  return { unguarded: [...unguarded] }
}
