// One post under several keys: a feed that keeps the address back gives a provisional one,
// the post's own page the true one. What a page shows of that stays on this device until
// its person acts: only then are the two told to be one, so that no sighting is sent.

import type { Head, Look } from '../shared/wire'
import { allPages } from './pages'
import { heads } from './store'

const PROVISIONAL = ':provisional:'

/** Further keys of the posts on open pages, by key. A provisional one that was found to be another post's is nobody else's: one may write the same twice. */
export async function names(): Promise<ReadonlyMap<string, readonly string[]>> {
  const all = new Map<string, readonly string[]>()
  for (const p of await allPages()) for (const r of Object.values(p.rows)) if (r.aliases?.length) all.set(r.key, r.aliases)
  const provisional = [...all.values()].flat().filter(isProvisional)
  if (!provisional.length) return all
  const known = new Map((await heads(provisional)).flatMap(h => [[h.key, h], [h.conv, h]] as const))
  for (const [key, also] of all) if (!isProvisional(key)) all.set(key, also.filter(k => !isProvisional(k) || [key, undefined].includes(trueKey(known.get(k), known))))
  return all
}

const isProvisional = (key: string) => key.includes(PROVISIONAL)

/** The true key that a head leads to, if it leads to one. */
function trueKey(head: Head | undefined, known: ReadonlyMap<string, Head>): string | undefined {
  for (let hops = 0; head?.sameAs && hops < known.size; hops++) head = known.get(head.sameAs)
  return head && !isProvisional(head.key) ? head.key : undefined
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
    if (before ? conv !== undefined && conv !== own : conv === undefined && isProvisional(k)) found.push(k)
  }
  return found
}
