// The worker's own problems, in the person's language. The words are in
// _locales/*/messages.json under problem_<code>.

import type { Problem } from '../shared/wire'

/** A problem by its code; the details go into the sentence. */
export function problem(code: string, ...details: string[]): Problem {
  return { code, message: chrome.i18n.getMessage(`problem_${code}`, details) || [code, ...details].join(' ') }
}
