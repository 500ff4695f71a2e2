/** Ends the build of a config that cannot work, with the way out. */
export function refuse(why: string): never {
  throw new Error(`payload-plugin-videogen: ${why}`)
}
