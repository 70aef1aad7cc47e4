// What is wrong with a playbook, in the reader's language. The workbench gives a code and what
// it is about; the sentences are book_<code> in _locales.
import { sentence } from '../shared/api'
import type { Problem } from '../shared/wire'
import { hasWord, said } from '../shared/words'

const MARKS = ['\u0001', '\u0002', '\u0003', '\u0004'] // what no text has, one for each place that a sentence may have

/** The sentence, with the parts and then the words in its places; the last takes all that are left. */
export function amiss(problem: Problem): string {
  const key = `book_${problem.code}`
  if (!hasWord(key)) return sentence(problem)
  const empty = said(key, ...MARKS), places = MARKS.filter(m => empty.includes(m)).length
  const all = [...problem.parts ?? [], ...(problem.words ?? []).map(w => said(`book_is_${w}`) || w)]
  return said(key, ...all.slice(0, places - 1), all.slice(Math.max(0, places - 1)).join('; '))
}
