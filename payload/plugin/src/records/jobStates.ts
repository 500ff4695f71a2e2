/** States of a job on the wire, in the order a job passes through them; the last five are final. */
export const jobStates = [
  'planned',
  'submitting',
  'queued',
  'running',
  'downloading',
  'submission_unknown',
  'succeeded',
  'failed',
  'cancelled',
  'not_attempted',
  'expired',
] as const

export type JobState = (typeof jobStates)[number]

/** The state in words. */
export const inWords = (state: string): string => state.replaceAll('_', ' ')
