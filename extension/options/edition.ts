// A version of the playbook on the workbench: as the text in which versions are compared, and
// how the next one is published.
import { ask, pick, sentence, trouble } from '../shared/api'
import type { Member, PlaybookText } from '../shared/wire'
import { t } from '../shared/words'
import type { Bench } from './bench'

/** What is live, as text to compare with; version 0 while nothing is published. */
export interface Live { version: number; atMs: number; by: string; text: string }

/** A version, in the form in which texts are compared. */
export function toLive(bench: Bench, now: PlaybookText | undefined): Live {
  return now ? { version: now.version, atMs: now.at_ms, by: now.by, text: bench.review(now.playbook).text || now.playbook } : { version: 0, atMs: 0, by: '', text: '' }
}

/** A member's name; the command line has none. */
export const nameOf = (members: readonly Member[], id: string): string => id === 'operator' ? t('bench_operator') : members.find(m => m.id === id)?.name ?? t('a_colleague')

/** What is live after somebody else published; it is compared with from now on, and told. */
export async function meanwhile(bench: Bench, rebase: (live: Live) => void, told: (now: PlaybookText) => string): Promise<string> {
  const got = await ask({ playbook: { version: 0 } }), now = pick(got, 'playbook')
  if (!now) return trouble(got) ?? t('silent_text')
  rebase(toLive(bench, now))
  return told(now)
}

/** Publishes; a problem in words, or "conflict". */
export async function publish(base: number, playbook: string): Promise<PlaybookText | { wrong: string; conflict: boolean }> {
  const got = await ask({ publish: { base, playbook } }), out = pick(got, 'playbook')
  if (out) return out
  const problem = pick(got, 'problem')
  return { wrong: problem?.code === 'invalid' ? sentence(problem) : trouble(got) ?? t('silent_text'), conflict: problem?.code === 'conflict' }
}
