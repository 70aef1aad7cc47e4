// One post under several keys: a feed that keeps the address back gives a provisional one,
// the post's own page the true one. What a page shows of that stays on this device until
// its person acts: only then are the two told to be one, so that no sighting is sent.

import type { Look } from '../shared/wire'
import { allPages } from './pages'

const PROVISIONAL = ':provisional:'

/** Further keys of the posts on open pages, by key. */
export async function names(): Promise<ReadonlyMap<string, readonly string[]>> {
  const all = new Map<string, readonly string[]>()
  for (const p of await allPages()) for (const r of Object.values(p.rows)) if (r.aliases?.length) all.set(r.key, r.aliases)
  return all
}

/** The keys, and those of open pages that are the same posts. */
export async function widened(keys: readonly string[]): Promise<string[]> {
  const changed = new Set(keys)
  for (const [key, also] of await names()) if (also.some(k => changed.has(k))) changed.add(key)
  return [...changed]
}

/** How the posts of these keys look under whatever key something was done to them. */
export async function underAnyName(keys: readonly string[], look: (keys: string[]) => Promise<Look[]>): Promise<Look[]> {
  const also = await names()
  const known = new Map((await look([...new Set(keys.flatMap(k => [k, ...also.get(k) ?? []]))])).map(l => [l.key, l]))
  return keys.map(key => {
    const own = known.get(key)!
    const other = own.state === 'free' ? also.get(key)?.map(k => known.get(k)!).find(l => l.state !== 'free') : undefined
    return other ? { ...other, key } : own
  })
}

/** The keys that a post is to be told to have, too: before an act those that something was done to, after it the provisional one. */
export async function toTell(key: string, done: (key: string) => Promise<string | undefined>, before: boolean): Promise<string[]> {
  const found: string[] = [], own = await done(key)
  for (const k of (await names()).get(key) ?? []) {
    const conv = await done(k)
    if (before ? conv !== undefined && conv !== own : conv === undefined && k.includes(PROVISIONAL)) found.push(k)
  }
  return found
}
