// Talking to the service worker: single messages, no port. A worker that was stopped in
// the middle of a message, or is just starting, is asked once more; every message of ours
// may be said twice. When the extension was updated or removed, this script is an orphan
// and may only clean up.
import type { CardFrame, FromPage, InsertText, PageMarks, PageSetup } from '../shared/wire'

interface Answers { hello: PageSetup; scan: PageMarks; open: CardFrame; visible: unknown; resting: unknown; inserted: unknown; resumeDraft: InsertText; prompt: CardFrame; picked: CardFrame; frames: unknown; gone: unknown }
type Kind = keyof Answers
type Body<K extends Kind> = Extract<FromPage, Record<K, unknown>>[K]

const worthRetrying = /message channel closed before a response|Receiving end does not exist/

/** Whether this script still belongs to a living extension. */
export const alive = () => {
  try {
    return chrome.runtime?.id !== undefined
  } catch {
    return false // Firefox throws where Chromium says undefined
  }
}

/** Sends one message; undefined when the worker has no answer for us. */
export async function ask<K extends Kind>(kind: K, body: Body<K>): Promise<Answers[K] | undefined> {
  for (let attempt = 1; alive(); attempt++)
    try {
      return (await chrome.runtime.sendMessage({ [kind]: body })) as Answers[K] | undefined
    } catch (e) {
      if (!alive() || attempt > 1 || !worthRetrying.test(String(e))) return undefined
    }
  return undefined
}
