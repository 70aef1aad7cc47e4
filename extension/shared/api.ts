// Asking the worker. It dies and starts as it likes, so a message whose answer was lost is
// said once more: every message but an invite and an incident may be said twice, a second claim beside one
// that waits is none. After that, no answer is an ordinary case that every screen shows.
import type { FromCard, FromUI, Problem, UIAnswer } from './wire'
import { hasWord, said, t } from './words'

type Keys<U> = U extends unknown ? keyof U : never
type Part<K> = UIAnswer extends infer U ? U extends unknown ? K extends keyof U ? U[K] : never : never : never

/** The worker's answer, or undefined when there is none. */
export async function ask(message: FromUI | FromCard): Promise<UIAnswer | undefined> {
  const answer = await once(message)
  const anew = 'invite' in message || 'matter' in message && message.matter.kind === 'incident'
  return answer || anew ? answer : once(message) // a second invite would be a second key, a second incident another one
}

async function once(message: FromUI | FromCard): Promise<UIAnswer | undefined> {
  try {
    return await chrome.runtime.sendMessage<FromUI | FromCard, UIAnswer | undefined>(message)
  } catch {
    return undefined // the worker went away, or this page is older than it
  }
}

/** One kind of answer, or undefined when it is another one. */
export const pick = <K extends Keys<UIAnswer>>(answer: UIAnswer | undefined, kind: K): Part<K> | undefined =>
  (answer as Partial<Record<K, Part<K>>> | undefined)?.[kind]

/** What went wrong, in words; undefined when nothing did. */
export function trouble(answer: UIAnswer | undefined): string | undefined {
  if (!answer) return t('no_worker')
  const problem = 'problem' in answer ? answer.problem : 'acted' in answer && 'problem' in answer.acted ? answer.acted.problem : undefined
  return problem && sentence(problem)
}

/** A problem in the person's language where we have words for it. */
export function sentence(problem: Problem): string {
  const key = `problem_${problem.code}`
  // The worker's sentences are in the person's language already and hold the details.
  return hasWord(key) && !said(key, '\u0001').includes('\u0001') ? t(key) : problem.message
}
