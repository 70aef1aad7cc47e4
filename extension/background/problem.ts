// The worker's own problems, in the person's language. The words are in
// _locales/*/messages.json under problem_<code>.

import type { Problem } from '../shared/wire'
import { said } from '../shared/words'

/** A problem by its code; the details go into the sentence. */
export function problem(code: string, ...details: string[]): Problem {
  return { code, message: said(`problem_${code}`, ...details) || [code, ...details].join(' ') }
}

/** What a request came back with instead of an answer: no status is no network. */
export const refused = (r: { status: number; code: string; detail: string }): Problem =>
  problem(r.status === 0 ? 'offline' : r.code || 'internal', r.detail)
