import type { Field } from 'payload'

type Name = 'Clip' | 'ConfigProblems' | 'JsonText' | 'Lines' | 'PresetLabel' | 'StateCell' | 'StateField' | 'TemplateHints' | 'Timeline'

/** Names a component of the admin panel by path, so that a host without React never loads it. */
export const component = (name: Name): string => `payload-plugin-videogen/client#${name}`

/** A place on the page that shows something and holds no value. */
export const shown = (name: string, by: Name, clientProps: Record<string, unknown>): Field => ({
  name,
  type: 'ui',
  admin: { disableListColumn: true, components: { Field: { path: component(by), clientProps } } },
})
