/** Something that keeps a config from being used, said so that the reader can fix it. The agent's words and places. */
export interface Problem {
  /** JSON pointer (RFC 6901) to the member concerned. */
  pointer: string
  /** What is wrong, with the value and the rule. */
  message: string
  /** What to do. */
  remedy: string
}

/** Collects what is wrong, so that all of it is reported at once. */
export class Findings {
  readonly problems: Problem[] = []

  /** Notes a problem unless the rule is kept. */
  require(kept: boolean, pointer: string, message: string, remedy: string): void {
    if (!kept) this.problems.push({ pointer, message, remedy })
  }
}
