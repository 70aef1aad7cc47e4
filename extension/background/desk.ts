// What a person does and sees of conversations. The decisions are the engine's; here the
// op is stored before anything is sent, and what changed is told to whoever shows it.

import { NO_KEY } from '../shared/address'
import type { Acted, Conversation, Fact, Head, Look, OutboxOp, Problem, Refusal, UIAnswer, Viewed } from '../shared/wire'
import { ask, pick } from './engine'
import { problem } from './problem'
import { names, toTell, underAnyName } from './same'
import { draft, fact, heads, keepDraft, outbox, type Typed, write } from './store'

/** 16 random bytes in hex, which the engine makes ids and jitter from. */
export const random = () => hex(crypto.getRandomValues(new Uint8Array(16)))
export const hex = (bytes: Uint8Array) => Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('')

/** What an act leads to: called with the keys that look different now. */
type Listener = (keys: string[]) => void
let changed: Listener = () => {}
export function onChanged(listener: Listener): void { changed = listener }
export const tellChanged: Listener = keys => changed(keys)

let full = false
/** True since a write failed for want of space, until one succeeds. */
export const storageFull = () => full

/** An action on one conversation, as UI and cards ask for it. */
export interface Deed {
  kind: string
  conversation: Conversation
  target?: string
  replyLink?: string
  refusal?: Refusal
  subject?: string // of what has an id of its own
  fact?: Fact
  same?: string // of an alias
  note?: string
}

/** Turns a deed into an op and stores it. The caller starts the sending. */
export function act(deed: Deed): Promise<Acted> {
  return navigator.locks.request('act', async () => {
    let acted = await decide(deed)
    if ('op' in acted && await unite(deed, true)) acted = await decide(deed) // after what was just told
    if (!('op' in acted)) return acted
    const failed = await stored(acted.op)
    if (!failed) await unite(deed, false)
    changed([acted.op.subject ?? deed.conversation.key])
    if (failed) return { problem: failed }
    if (deed.kind === 'refuse' || deed.kind === 'reply') await keepDraft(deed.conversation.key)
    return acted
  })
}

// The post of a deed has further keys: see same.ts.
async function unite({ subject, conversation }: Deed, before: boolean): Promise<boolean> {
  if (subject) return false
  let told = false
  const waiting = new Set((await outbox()).map(o => o.same))
  for (const same of await toTell(conversation.key, async key => (await heads([key])).at(-1)?.conv, before)) {
    const acted: Acted | undefined = waiting.has(same) ? undefined : await decide({ kind: 'alias', conversation, same })
    if (acted && 'op' in acted && !await stored(acted.op)) told = true
  }
  return told
}

/** Keeps what was typed about a conversation; where nothing is said, tells what is kept. */
export async function drafted(key: string, { refusal, answer }: Typed): Promise<UIAnswer> {
  const typed: Typed = { ...refusal && { refusal }, ...answer !== undefined && { answer } }
  const given = 'refusal' in typed || 'answer' in typed
  if (given && key !== NO_KEY) await keepDraft(key, typed) // what has no address of its own has no name to keep it under
  const kept = given ? typed : await draft(key)
  return { draft: { ...kept?.refusal && { refusal: kept.refusal }, ...kept?.answer !== undefined && { answer: kept.answer } } }
}

/** Said of one post, unless the deed says of more. */
const SCOPED = ['notAboutUs', 'aboutUs']

/** The op that a deed would be now; nothing is stored. */
export async function decide(deed: Deed): Promise<Acted> {
  const me = await fact('me')
  if (!me) return { problem: problem('signed_out') }
  const key = deed.subject ?? deed.conversation.key
  let head: Head | undefined
  for (const k of [key, ...(await names()).get(key) ?? []]) head ??= (await heads([k])).at(-1) // of what it was found to be
  const rows = (await outbox()).filter(o => (o.subject ?? o.conversation.key) === key)
  const answer = await ask({ act: {
    ...deed, ...SCOPED.includes(deed.kind) && { fact: deed.fact ?? { scope: 'post' } }, nowMs: Date.now(), offsetMs: await offset(), random: random(), me: me.member.id, role: me.member.role,
    outbox: rows, ...head && { head },
  } })
  const acted = pick(answer, 'acted')
  if (!('problem' in acted) || acted.problem.code !== 'invalid') return acted
  console.warn('desk:', acted.problem.message) // a mistake of ours, in no language of theirs
  return { problem: problem('internal') }
}

/** The exact bytes that a claim of this conversation would send; its op id is made anew at the press. */
export async function preview(conversation: Conversation): Promise<string> {
  const acted = await decide({ kind: 'claim', conversation })
  if (!('op' in acted)) return JSON.stringify(conversation)
  const flushed = pick(await ask({ flush: {
    nowMs: Date.now(), offsetMs: await offset(), cursor: { epoch: '', seq: 0 }, outbox: [acted.op],
    heads: await heads([conversation.key]), failures: 0, random: random(),
  } }), 'flushed')
  return flushed.inflight[0]?.bytes ?? JSON.stringify(conversation)
}

/** How conversations look now; without keys all of them, the most urgent first. */
export const looks = async (keys?: string[]): Promise<Look[]> => keys ? underAnyName(keys, async all => all.length ? (await viewed(all)).looks : []) : (await viewed()).looks

/** The same, and without keys what has an id of its own. */
export async function viewed(keys?: string[]): Promise<Viewed> {
  const me = await fact('me')
  const [known, rows]: [Head[], OutboxOp[]] = await Promise.all([heads(keys), outbox()])
  const asked = keys && new Set(keys)
  return pick(await ask({ view: {
    nowMs: Date.now(), offsetMs: await offset(), me: me?.member.id ?? '', role: me?.member.role ?? '',
    heads: known, outbox: asked ? rows.filter(o => asked.has(o.conversation.key)) : rows, keys: keys ?? [],
  } }), 'viewed')
}

/** Server time minus local time as last seen. */
export const offset = async () => await fact('offsetMs') ?? 0

/** Takes a notice, or an op that waits for a person, off the list. */
export async function dismiss(opId: string, key: string): Promise<void> {
  const parked = (await outbox()).filter(o => o.state === 'parked' && o.opId === opId)
  await write({ dismissed: n => (opId ? n.opId === opId : n.key === key), done: parked.map(o => o.opId) })
  changed([key])
}

async function stored(op: OutboxOp): Promise<Problem | undefined> {
  try {
    await write({ outbox: [op] })
    full = false
    return undefined
  } catch (e) {
    if (!noSpace(e)) throw e
    return problem('storage_full')
  }
}

/** Whether a write failed because the disk is full; remembered for the status line. */
export function noSpace(e: unknown): boolean {
  const yes = e instanceof DOMException && e.name === 'QuotaExceededError'
  full ||= yes
  return yes
}
