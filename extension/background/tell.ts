// What the worker says unasked: states to the documents that show them, a number on the
// toolbar, and one counter that makes popup, panel and options ask again.

import { TICK } from '../shared/storage'
import { paint } from './board'
import { boundCards } from './card'
import { looks, random } from './desk'
import { allPages, lampOf, push, states } from './pages'
import { mayAsk } from './prompt'
import { widened } from './same'
import { heads } from './store'

/** Tells every document, card and screen that shows one of the keys. */
export async function tellKeys(told: string[]): Promise<void> {
  await tick()
  void paint()
  if (!told.length) return
  const keys = await widened(told)
  const changed = new Set(keys)
  const known = new Map((await looks(keys)).map(l => [l.key, l]))
  for (const p of await allPages()) {
    const told = states(p, key => changed.has(key) ? lampOf(known.get(key)) : undefined), may = told.length ? await mayAsk(p) : undefined
    const posts = told.map(s => may?.has(s.id) ? { ...s, ask: true } : s)
    if (posts.length) await push(p, { keysChanged: { posts } })
  }
  const everyCard = (await heads(keys)).some(h => h.matter?.kind === 'incident')
  for (const c of await boundCards())
    if (everyCard || changed.has(c.conversation.key))
      await push(c, { keysChanged: { posts: [{ id: c.post.id, ...lampOf(known.get(c.conversation.key)) }] } })
}

/** Makes every document say hello again: sign-in, playbook or settings changed. */
export async function tellSetup(): Promise<void> {
  for (const p of await allPages()) await push(p, { setup: {} })
  await tick()
  void paint()
}

/** Makes open screens ask again. */
export async function tick(): Promise<void> {
  await chrome.storage.session.set({ [TICK]: random() })
}
