// Which documents are open and what was found in each. Kept in memory and mirrored in
// storage.session, so that a new worker knows them and closing the browser forgets them.
// Of a post's text at most 160 characters stay; of posts without a mention nothing does.

import type { Conversation, FindingRow, Look, Mention, PostState, ToPage, Triage } from '../shared/wire'
import type { Place } from './gate'
import { posted } from './posted'

/** One post with a mention, as found. */
export interface Row extends Pick<FindingRow, 'id' | 'author' | 'excerpt' | 'mentions'> {
  key: string
  aliases?: string[] // further keys of the same post
  order: number
  link: string
  lang: string
  time: string
  seenMs: number // local time at which this document first had it
  cut: boolean
  triage?: Triage
  to?: string // of its Finding: whom it speaks to
  picked?: boolean // the person selected it: it is kept without a mention, too
}

/** One document of one tab. */
export interface Page extends Place {
  site: string
  why: string // why it is not read, "" when it is
  visible: boolean
  posts: string[] // ids of all posts read
  nameless: string[] // those of them without an author
  spare: string[] // those that the generic file found, where the site's own finds nothing
  fromMs: number // when it was first asked about, or went on to another address
  rows: Record<string, Row> // by post id
  usedMs?: number // when a card was last opened in it
}

const pages = new Map<string, Page>()
let loaded: Promise<void> | undefined

async function load(): Promise<void> {
  const all = await chrome.storage.session.get(null) as Record<string, unknown>
  for (const [name, page] of Object.entries(all)) if (name.startsWith('page:')) pages.set(name.slice(5), page as Page)
}

/** All documents that are known to be open. */
export async function allPages(): Promise<Page[]> {
  await (loaded ??= load())
  return [...pages.values()]
}

export async function page(document: string): Promise<Page | undefined> {
  await (loaded ??= load())
  return pages.get(document)
}

/** The documents of a tab: the main one first, then its frames as they came. */
export async function pagesOfTab(tab: number): Promise<Page[]> {
  return (await allPages()).filter(p => p.tab === tab).sort((a, b) => a.frame - b.frame)
}

export const mainPage = async (tab: number): Promise<Page | undefined> => (await pagesOfTab(tab)).find(p => p.frame === 0)

/** The frames of a tab that still answer: the page around them takes them away without a word. */
export async function framesOfTab(tab: number): Promise<Page[]> {
  await Promise.all((await pagesOfTab(tab)).filter(p => p.frame !== 0).map(p => push(p, { keysChanged: { posts: [] } })))
  return (await pagesOfTab(tab)).filter(p => p.frame !== 0)
}

/** The id of a row among all of its tab: each document counts its own posts. */
export const rowId = (p: Page, r: Row) => p.frame ? `${p.frame}.${r.id}` : r.id

/** Remembers a document; an older one of the same frame is gone. */
export async function put(p: Page): Promise<void> {
  for (const old of await allPages())
    if (old.tab === p.tab && old.frame === p.frame && old.document !== p.document) await forget(old.document)
  if (p.frame === 0) void framesOfTab(p.tab) // those of the page before are gone with it
  pages.set(p.document, p)
  await save(p)
}

/** Mirrors a changed document; when the session is full, memory alone has it. */
export async function save(p: Page): Promise<void> {
  if (pages.get(p.document) !== p) return // forgotten meanwhile
  await chrome.storage.session.set({ [`page:${p.document}`]: p }).catch(() => {})
}

export async function forget(document: string): Promise<void> {
  pages.delete(document)
  await chrome.storage.session.remove(`page:${document}`)
}

/** Forgets all documents of a tab, or of all tabs. */
export async function forgetTab(tab?: number): Promise<void> {
  for (const p of await allPages()) if (tab === undefined || p.tab === tab) await forget(p.document)
}

/** A mention may be shown in the page only if it is public. */
export const isPublic = (r: Row) => r.mentions.some(m => m.public)

/** What a claim of this post tells the backend. */
export function conversation(p: Page, r: Row): Conversation {
  const names = [...new Set(r.mentions.map(m => m.name))], when = posted(r.time, r.seenMs)
  return { key: r.key, link: r.link, site: p.site, author: r.author, names, seen_ms: r.seenMs, ...when && { posted: when }, ...r.triage && { triage: { ...r.triage, ...r.lang && r.lang !== 'und' && { lang: r.lang } } } }
}

/** The states of a document's public posts whose key is among those given. */
export function states(p: Page, lamp: (key: string) => Lamp | undefined): PostState[] {
  return Object.values(p.rows).filter(isPublic).flatMap(r => {
    const l = lamp(r.key)
    return l ? [{ id: r.id, ...l }] : []
  })
}

/** What a page is told of a conversation: its state, and whether nothing is to be drawn. */
export type Lamp = Omit<PostState, 'id'>

/** The lamp of a conversation; nobody knows of it where there is no look. */
export function lampOf(look: Look | undefined): Lamp {
  const hidden = look?.state === 'answered' && look.outcome === 'notAboutUs'
  return { state: look?.state ?? 'free', ...hidden && { hidden } }
}

const MOST = 160, BEFORE = 40

/** At most 160 characters around the first mention, with the mentions inside it. */
export function excerpt(text: string, mentions: Mention[]): { excerpt: string; mentions: Mention[] } {
  const first = mentions[0]?.start ?? 0
  let from = text.length <= MOST ? 0 : Math.max(0, Math.min(first - BEFORE, text.length - MOST))
  let to = Math.min(text.length, from + MOST)
  if (from > 0) { // at a word where one begins before the mention, else never half a surrogate pair
    const word = text.slice(from, first).search(/(?<=\s)\S/)
    from += word > 0 ? word : low(text, from) ? 1 : 0
  }
  if (to < text.length && low(text, to)) to--
  const head = from > 0 ? '…' : '', tail = to < text.length ? '…' : '', shift = from - head.length
  const inside = mentions.filter(m => m.start >= from && m.start < to)
  return {
    excerpt: head + text.slice(from, to) + tail,
    mentions: inside.map(m => ({ ...m, start: m.start - shift, end: Math.min(m.end, to) - shift })),
  }
}

const low = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xdc00

/** Pushes to one document; a document that no longer answers is gone. */
export async function push(p: Pick<Page, 'tab' | 'document' | 'frame'>, message: ToPage): Promise<void> {
  const to = p.document.includes('.') ? { frameId: p.frame } : { documentId: p.document }
  await chrome.tabs.sendMessage(p.tab, message, to).catch(async e => {
    if (/Receiving end does not exist|No document|No tab/i.test(String(e))) await forget(p.document)
  })
}
