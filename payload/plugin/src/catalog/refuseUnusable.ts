import { ValidationError, type CollectionBeforeChangeHook } from 'payload'
import type { Names } from '../options.js'
import { problemsOf } from './configProblems.js'
import type { Unchecked } from './preset.js'

/** A config is refused when it is published, with everything that is wrong; a draft may be unfinished. */
export const refuseUnusable =
  (slug: string, names: Names): CollectionBeforeChangeHook =>
  ({ data, originalDoc, req }) => {
    const document: Unchecked = { ...originalDoc, ...data }
    if (document._status !== 'published') return data
    const errors = problemsOf(document, names)
    if (errors.length > 0) throw new ValidationError({ collection: slug, errors, req }, req.t)
    return data
  }
