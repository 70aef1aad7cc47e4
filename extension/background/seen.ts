// The answer that a person posted is seen in the page: a post by an own account where this
// device had the conversation's card open within a day. Near the text that was inserted it is
// the reply, recorded with its permalink; newer than the card and another text, the card asks.
// The page may lie, and then lies about itself: nothing of it leaves but a link.

import type { CardPromise, Conversation, Fact, Finding, PagePost, Seen, UIAnswer } from '../shared/wire'
import { act, tellChanged } from './desk'
import { type Page } from './pages'
import { posted } from './posted'
import { fact, heads, outbox } from './store'
import { sync } from './sync'
import { words } from './topic'

/** A conversation whose answer may come. */
interface Awaited { conversation: Conversation; site: string; tab: number; path: string; text: string; promises: CardPromise[]; incident?: string; sketch?: string; fromMs: number; seen?: Seen; not: string[] }

const DAY_MS = 86_400_000, SLACK_MS = 60_000 // clocks differ, and pages round to the minute
const NEAR = 0.6

const nameOf = (key: string) => `awaited:${key}`

async function awaited(key?: string): Promise<Awaited[]> {
  const all = await chrome.storage.session.get(key === undefined ? null : nameOf(key)) as Record<string, Awaited>
  return Object.entries(all).filter(([name, a]) => name.startsWith('awaited:') && a.fromMs > Date.now() - DAY_MS).map(([, a]) => a)
}

const put = (a: Awaited) => chrome.storage.session.set({ [nameOf(a.conversation.key)]: a })
const drop = (key: string) => chrome.storage.session.remove(nameOf(key))

/** From now on an answer may come: a card was opened, or a text inserted. */
export async function awaitAnswer(conversation: Conversation, p: Page, { text, promises, incident = '', sketch = '' }: Pick<Awaited, 'text' | 'promises' | 'incident' | 'sketch'> = { text: '', promises: [] }): Promise<void> {
  const [known] = await awaited(conversation.key)
  const begun: Awaited = known ?? { conversation, site: p.site, tab: p.tab, path: pathOf(p), text, promises, fromMs: Date.now(), not: [] }
  await put({ ...begun, ...text && { text, promises, incident, sketch } })
}

/** What may be the answer to a conversation, for its card to ask. */
export const seenFor = async (key: string): Promise<Seen | undefined> => (await awaited(key))[0]?.seen

/** The person says whether it is. */
export async function mine(key: string, yes: boolean): Promise<UIAnswer | undefined> {
  const [a] = await awaited(key)
  if (!a?.seen) return undefined
  if (yes) return record(a, a.seen.link)
  const { seen, ...rest } = a
  await put({ ...rest, not: [...a.not, seen.link] })
  return undefined
}

/** Looks for answers among posts that a page has handed in. */
export async function recognise(posts: readonly PagePost[], findings: readonly Finding[], p: Page): Promise<void> {
  const own = await ownAccounts(p.site), theirs = posts.filter((post, i) => findings[i]!.ours || own.has(bare(post.author ?? '')))
  if (theirs.length === 0) return
  const known = new Set([...await heads(), ...await outbox()].map(x => x.replyLink))
  for (const post of theirs) {
    const link = post.link ?? ''
    if (link && known.has(link)) continue
    const open = (await awaited()).filter(a => a.site === p.site && (a.tab === p.tab || a.path === pathOf(p)))
    const here = open.filter(a => link !== a.conversation.link && !a.not.includes(link))
    const [best] = here.map(a => ({ a, near: nearness(a.text, post.text) })).sort((x, y) => y.near - x.near)
    const likely = here.filter(a => isNew(post, a)).sort((a, b) => Number(!a.text) - Number(!b.text) || b.fromMs - a.fromMs)[0]
    if (best && best.near >= NEAR) await record(best.a, link, best.a.sketch)
    else if (likely) await doubt(likely, { link, text: post.text.slice(0, 160) })
  }
}

async function record(a: Awaited, replyLink: string, sketch = ''): Promise<UIAnswer | undefined> {
  await drop(a.conversation.key)
  const said: Fact = { ...a.incident && { incident: a.incident }, ...sketch && { sketch } }
  const done = await act({ kind: 'reply', conversation: a.conversation, replyLink, ...Object.keys(said).length && { fact: said } }), target = (await fact('me'))?.member.id ?? ''
  for (const { text, dueMs } of a.promises) await act({ kind: 'promise', conversation: a.conversation, target, fact: { text, due_ms: dueMs } })
  void sync('flush')
  return 'problem' in done ? { problem: done.problem } : undefined
}

async function doubt(a: Awaited, seen: Seen): Promise<void> {
  if (a.seen?.link === seen.link) return
  await put({ ...a, seen })
  tellChanged([a.conversation.key])
}

// Without a time nobody knows.
function isNew(post: PagePost, a: Awaited): boolean {
  const when = posted(post.time ?? '', Date.now())
  return !!when && when.to_ms + SLACK_MS >= a.fromMs
}

/** The person's own accounts on a site; the company's the engine knows. */
async function ownAccounts(site: string): Promise<Set<string>> {
  const me = (await fact('me'))?.member.id, handles = await fact('handles') ?? []
  return new Set(handles.filter(h => h.member === me && h.site === site).map(h => bare(h.handle)))
}

const bare = (account: string) => account.trim().toLowerCase().replace(/^https?:\/\/.*\/(?=[^/]+\/?$)/, '').replace(/^\/?(?:u\/)?@?|\/$/g, '')

// Where an answer may be seen later: a page by its path, a box in anybody's page by all of its address.
function pathOf({ url, frame, written }: Page): string {
  const { origin = '', pathname = '', search = '' } = URL.canParse(url) ? new URL(url) : {}
  return origin + pathname + (frame && !written ? search : '')
}

/** How much of two texts is the same words: 0 to 1. */
function nearness(a: string, b: string): number {
  const [x, y] = [words(a), words(b)]
  if (x.length === 0 || y.length === 0) return 0
  const left = new Map<string, number>()
  for (const w of x) left.set(w, (left.get(w) ?? 0) + 1)
  let both = 0
  for (const w of y) {
    const n = left.get(w) ?? 0
    if (n > 0) both++
    left.set(w, n - 1)
  }
  return 2 * both / (x.length + y.length)
}
