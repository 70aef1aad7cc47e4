// Saying something of a promise or an incident, from any screen of ours.
import { ask, trouble } from './api'
import type { UIMatter } from './wire'

/** What went wrong, in words, or undefined. */
export type Failed = (problem: string | undefined) => void

/** Says it, tells what went wrong, and whether nothing did. */
export async function say(matter: UIMatter, failed: Failed): Promise<boolean> {
  const wrong = trouble(await ask({ matter }))
  failed(wrong)
  return !wrong
}
