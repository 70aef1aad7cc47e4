// The desk's memory: the IndexedDB database "porchlight". Everything that must survive the
// worker is here. An await on anything but this database ends a transaction, so read,
// decide, and then write all of it in one call of `write`.

import type { Asked, Cursor, Handle, Head, Me, Member, Notice, OutboxOp, Refusal } from '../shared/wire'

/** Facts in the store "meta", each under its own name. */
export interface Facts {
  cursor: Cursor
  offsetMs: number // server time minus local time
  me: Me
  members: Member[]
  handles: Handle[] // of colleagues, on the sites
  playbook: { version: number; text: string } // the last one that loaded
  notices: Notice[]
  line: Line
  choices: Choice[] // the newest last
  sent: Sent[] // the newest last
  asked: Asked // of prompts, where this person is a leader
  theirs: Sent[] // of colleagues, the newest last
  told: Record<string, string> // whom this person told last of each kind of signal
  read: string[] // signals that this person has read here, the newest last
}

/** An answer that was inserted here, or that a colleague gave, without its text. */
export interface Sent { sketch: string; atMs: number; by?: string }

/** An answer that this person used for a post: one more example of it. */
export interface Choice { answer: string; text: string }

/** How the line to the backend was when last used. */
export interface Line {
  online: boolean
  asOfMs: number // local time of the last answer, 0: never
  failures: number // requests that failed in a row
}

/** One change of the desk, written whole or not at all. */
export interface Change {
  from?: Cursor // write only if this is still the cursor: else somebody wiped the disk meanwhile
  wipe?: boolean // all heads first
  heads?: Head[]
  outbox?: OutboxOp[]
  done?: string[] // op ids that leave the outbox
  notices?: Notice[] // added to those there are
  dismissed?: (n: Notice) => boolean // which of those there are go
  facts?: Partial<Facts>
}

const STORES = ['heads', 'outbox', 'meta'] as const
const MOST_NOTICES = 50
let opened: Promise<IDBDatabase> | undefined
let born: () => void = () => {}

/** Hears when the database had to be made: at the first start, or because somebody wiped it. */
export function onEmpty(listener: () => void): void { born = listener }

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('porchlight', 1)
    request.onupgradeneeded = () => {
      const db = request.result
      db.createObjectStore('heads', { keyPath: 'key' }).createIndex('conv', 'conv')
      db.createObjectStore('outbox', { keyPath: 'opId' })
      db.createObjectStore('meta')
      db.createObjectStore('drafts', { keyPath: 'key' })
      born()
    }
    request.onsuccess = () => {
      const db = request.result
      db.onversionchange = () => { db.close(); opened = undefined } // the browser wipes the site's data
      db.onclose = () => { opened = undefined }
      resolve(db)
    }
    request.onerror = () => { opened = undefined; reject(request.error) }
  })
  return opened
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function read<T>(store: string, ask: (s: IDBObjectStore) => Promise<T>): Promise<T> {
  return ask((await database()).transaction(store).objectStore(store))
}

/** The outbox in the order in which things were done. */
export async function outbox(): Promise<OutboxOp[]> {
  const rows = await read('outbox', s => result<OutboxOp[]>(s.getAll()))
  return rows.sort((a, b) => a.madeMs - b.madeMs || (a.opId < b.opId ? -1 : 1))
}

/** All heads, or those of the given keys that exist, and after them what they were found to be. */
export async function heads(keys?: Iterable<string>): Promise<Head[]> {
  if (!keys) return read('heads', s => result<Head[]>(s.getAll()))
  return read('heads', async s => {
    const found = await Promise.all(Array.from(new Set(keys), k => result<Head | undefined>(s.get(k))))
    const known = found.filter(h => h !== undefined)
    for (const h of known) { // grows
      const to = h.sameAs && !known.some(k => k.conv === h.sameAs) && await result<Head | undefined>(s.index('conv').get(h.sameAs))
      if (to) known.push(to)
    }
    return known
  })
}

export async function fact<K extends keyof Facts>(name: K): Promise<Facts[K] | undefined> {
  return read('meta', s => result(s.get(name)))
}

/** A change was not written, because what it was decided from is no longer there. */
export class Stale extends Error {}

/** Writes a change in one strict transaction; rejects with QuotaExceededError when the disk is full. */
export async function write(change: Change): Promise<void> {
  const tx = (await database()).transaction(STORES, 'readwrite', { durability: 'strict' })
  const done = ended(tx)
  const [heads, outbox, meta] = STORES.map(s => tx.objectStore(s)) as [IDBObjectStore, IDBObjectStore, IDBObjectStore]
  if (change.from) {
    const now = meta.get('cursor')
    now.onsuccess = () => { if (!same(now.result, change.from!)) tx.abort() }
  }
  if (change.wipe) heads.clear()
  for (const h of change.heads ?? []) heads.put(h)
  for (const o of change.outbox ?? []) outbox.put(o)
  for (const id of change.done ?? []) outbox.delete(id)
  for (const [name, value] of Object.entries(change.facts ?? {})) meta.put(value, name)
  const { notices: added = [], dismissed = () => false } = change
  if (added.length || change.dismissed) {
    const old = meta.get('notices') as IDBRequest<Notice[] | undefined>
    old.onsuccess = () => meta.put([...(old.result ?? []).filter(n => !dismissed(n)), ...added].slice(-MOST_NOTICES), 'notices')
  }
  return done
}

function ended(tx: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve()
    tx.onabort = () => reject(tx.error ?? new Stale('the cursor moved'))
  })
}

const same = (a: Cursor = { epoch: '', seq: 0 }, b: Cursor) => a.epoch === b.epoch && a.seq === b.seq

/** What a person typed about a conversation and did not send yet. */
export interface Typed { refusal?: Refusal; answer?: string }
interface Kept extends Typed { key: string; atMs: number }

const WEEK_MS = 7 * 86_400_000

/** What is kept of a conversation. */
export const draft = (key: string): Promise<Kept | undefined> => read('drafts', s => result<Kept | undefined>(s.get(key)))

/** Keeps what was typed, each part in place of what was; nothing typed, or none, is nothing kept. */
export async function keepDraft(key: string, typed?: Typed): Promise<void> {
  const tx = (await database()).transaction('drafts', 'readwrite', { durability: 'strict' }), s = tx.objectStore('drafts')
  const old = s.get(key) as IDBRequest<Kept | undefined>
  old.onsuccess = () => {
    const now: Kept = { ...old.result, ...typed, key, atMs: Date.now() }
    const some = now.answer?.trim() || now.refusal && Object.values(now.refusal).some(part => part.trim())
    if (typed && some) s.put(now)
    else s.delete(key)
  }
  await ended(tx)
}

/** Forgets what nobody has gone on with for a week. */
export async function forgetDrafts(): Promise<void> {
  const s = (await database()).transaction('drafts', 'readwrite').objectStore('drafts')
  for (const d of await result<Kept[]>(s.getAll())) if (d.atMs < Date.now() - WEEK_MS) s.delete(d.key)
}

const MOST_CHOICES = 200, MOST_TEXT = 500

/** What this person answered with, the oldest first. It never leaves the device. */
export const choices = async (): Promise<Choice[]> => await fact('choices') ?? []

/** Remembers one more; the same post again counts once. */
export async function choose({ answer, text }: Choice): Promise<void> {
  const short = text.slice(0, MOST_TEXT), rest = (await choices()).filter(c => c.text !== short)
  await write({ facts: { choices: [...rest, { answer, text: short }].slice(-MOST_CHOICES) } })
}

/** Takes back what makes own claims count as ours; the keys of those that did. */
export async function doubtOwn(): Promise<string[]> {
  const tx = (await database()).transaction('heads', 'readwrite', { durability: 'strict' })
  const s = tx.objectStore('heads'), own: string[] = []
  const all = s.getAll() as IDBRequest<Head[]>
  all.onsuccess = () => { // here, for an answer may be written at any await
    for (const h of all.result) if (h.mineUntil) {
      s.put({ ...h, mineUntil: 0 })
      own.push(h.key)
    }
  }
  await ended(tx)
  return own
}

/** What moves a claim and is worth nothing later; all else says what became of something, and no late answer changes it. */
const MOVES = ['claim', 'renew', 'keep', 'release', 'handoff', 'takeover', 'assign', 'bounce', 'raise', 'reopen']

/** Empties the database; keep names what stays: the facts that no answer came for, and what is being typed. */
export async function wipe(keep: 'nothing' | 'facts'): Promise<void> {
  const names = keep === 'facts' ? STORES : [...STORES, 'drafts']
  const tx = (await database()).transaction(names, 'readwrite', { durability: 'strict' })
  const outbox = tx.objectStore('outbox')
  const rows = outbox.getAll() as IDBRequest<OutboxOp[]>
  rows.onsuccess = () => { // here, for a person may act at any await
    for (const n of names) tx.objectStore(n).clear()
    if (keep === 'facts') for (const o of rows.result) if (!MOVES.includes(o.kind)) outbox.put(o)
  }
  return ended(tx)
}
