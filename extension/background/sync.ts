// The exchange with the backend: flush what people did, pull what others did, and write
// every answer with its cursor in one transaction. One run at a time; a wish that comes
// during a run makes it go round once more. An op leaves the outbox only in the
// transaction that stores its result, so dying anywhere here costs nothing but time.

import type { Changes, Cursor, Head, OpsAnswer, OutboxOp, Settle, Settled, Snapshot } from '../shared/wire'
import { noSpace, offset, random, tellChanged } from './desk'
import { ask, pick } from './engine'
import { api, home, type Reply } from './home'
import { fact, heads, outbox, Stale, write, type Line } from './store'
import { withRows } from './theirs'

type Next = 'idle' | 'more' | 'snapshot' | 'retry' | 'signin'
type Answered = Pick<Settle, 'ops' | 'changes' | 'snapshot' | 'first' | 'status' | 'code'>

let wanted = false // a run was asked for
let pulls = false // ... and it shall pull
let running: Promise<void> | undefined
let retry: ReturnType<typeof setTimeout> | undefined

/** What sync tells the rest of the worker. */
export interface Ears {
  settled(): void
  answered(): void // the backend did
  saw(playbook: number, people: Set<string>): void // the newest version, and members that rows name
}
let ears: Ears = { settled: () => {}, answered: () => {}, saw: () => {} }
export function onSync(e: Ears): void { ears = e }

/** Sends what is unsent, and pulls if asked. Resolves when the line has nothing more to do now. */
export function sync(how: 'flush' | 'pull'): Promise<void> {
  wanted = true
  pulls ||= how === 'pull'
  return running ??= navigator.locks.request('sync', rounds).finally(() => {
    running = undefined
    if (wanted) void sync('flush') // came while the lock was let go
  })
}

const NUDGE_MS = 3000
let nudged = 0

/** Somebody looks: tries a line that was down at once instead of at the end of its wait. */
export async function nudge(): Promise<void> {
  if ((await fact('line'))?.failures && performance.now() - nudged > NUDGE_MS) {
    nudged = performance.now()
    await sync('pull')
  }
}

async function rounds(): Promise<void> {
  while (wanted) {
    const pull = pulls
    wanted = pulls = false
    if (!await home()) return
    try {
      await round(pull)
    } catch (e) {
      if (e instanceof Stale) wanted = pulls = true
      else if (!noSpace(e)) console.error('sync:', e) // the beat tries again
    }
    ears.settled()
  }
}

async function round(pull: boolean): Promise<void> {
  let sent = true, next: Next = pull ? 'more' : 'idle', after = ''
  while (sent) {
    const flushed = await flush()
    sent = flushed.sent
    if (sent || next === 'idle') ({ next, after } = flushed)
    if (next === 'retry' || next === 'signin') break
  }
  for (let first = true; next === 'more' || next === 'snapshot'; ) {
    const settled: Settled = next === 'more' ? await pullChanges() : await pullSnapshot(after, first)
    first = next === 'more' || settled.next !== 'snapshot'
    next = settled.next as Next
    after = settled.after
  }
  if (next === 'retry') await later()
}

async function flush(): Promise<{ sent: boolean; next: Next; after: string }> {
  const rows = await outbox()
  const cursor = await place()
  const line = await fact('line')
  const flushed = pick(await ask({ flush: {
    nowMs: Date.now(), offsetMs: await offset(), cursor, outbox: rows, random: random(),
    heads: await heads(rows.map(o => o.conversation.key)), failures: line?.failures ?? 0,
  } }), 'flushed')
  const dropped = flushed.dropped.flatMap(n => n.opId ?? [])
  if (flushed.inflight.length || dropped.length)
    await write({ outbox: flushed.inflight, done: dropped, notices: flushed.dropped })
  if (dropped.length) tellChanged(flushed.dropped.map(n => n.key))
  if (!flushed.body) return { sent: false, next: dropped.length ? 'more' : 'idle', after: '' } // the feed shows what a dropped op did
  const reply = await api<OpsAnswer>('POST', 'ops', flushed.body)
  const settled = await settle(cursor, reply, body => ({ ops: body }), flushed.inflight)
  return { sent: true, next: settled.next as Next, after: settled.after }
}

async function pullChanges(): Promise<Settled> {
  const cursor = await place()
  const reply = await api<Changes>('GET', `changes?epoch=${encodeURIComponent(cursor.epoch)}&cursor=${cursor.seq}`)
  return settle(cursor, reply, body => ({ changes: body }))
}

async function pullSnapshot(after: string, first: boolean): Promise<Settled> {
  const cursor = await place()
  const reply = await api<Snapshot>('GET', `snapshot?after=${encodeURIComponent(after)}`)
  return settle(cursor, reply, body => ({ snapshot: body, first }))
}

const place = async () => await fact('cursor') ?? { epoch: '', seq: 0 }

/** Lets the engine apply the answer to what was asked at a cursor, and writes what it says, whole. */
async function settle<T>(cursor: Cursor, reply: Reply<T>, as: (body: T) => Answered, inflight: OutboxOp[] = []): Promise<Settled> {
  if (!await home() || (!reply.ok && reply.status === 401 && reply.code === 'unauthorized')) throw new Stale('signed out meanwhile')
  const answer: Answered = reply.ok ? as(reply.body) : { status: reply.status, ...reply.code && { code: reply.code } }
  const me = await fact('me')
  const settled = pick(await ask({ settle: {
    ...answer, nowMs: Date.now(), sentMs: reply.sentMs, me: me?.member.id ?? '', ...me && { role: me.member.role }, cursor,
    outbox: inflight, heads: await named(answer, inflight),
  } }), 'settled')
  const line = await fact('line'), theirs = withRows(await fact('theirs') ?? [], rowsOf(answer), me?.member.id)
  await write({
    from: cursor, wipe: settled.wipe, heads: settled.heads, done: settled.done, outbox: settled.parked, notices: settled.notices,
    facts: { cursor: settled.cursor, line: lineAfter(reply, line), ...reply.ok && { offsetMs: settled.offsetMs }, ...theirs && { theirs } },
  })
  tellChanged(settled.changed)
  if (reply.ok) ears.answered()
  const told = answer.ops ?? answer.changes
  if (told) ears.saw(told.playbook_version, new Set(told.changes.flatMap(c => [c.actor, c.holder])))
  return settled
}

function lineAfter(reply: Reply<unknown>, before?: Line): Line {
  const answered = reply.ok || (reply.status >= 400 && reply.status < 500 && reply.status !== 429)
  if (answered) return { online: true, asOfMs: reply.ok ? Date.now() : before?.asOfMs ?? 0, failures: 0 }
  return { online: false, asOfMs: before?.asOfMs ?? 0, failures: (before?.failures ?? 0) + 1 }
}

const rowsOf = ({ ops, changes, snapshot }: Answered) => [...ops?.changes ?? [], ...changes?.changes ?? [], ...snapshot?.heads ?? [], ...snapshot?.replies ?? []]

/** Every head that an answer speaks of, the own ones, which a complete answer confirms, and for leads those that ran out. */
async function named(answer: Answered, inflight: OutboxOp[]): Promise<Head[]> {
  const member = (await fact('me'))?.member
  const me = member?.id, leads = member?.role === 'lead' || member?.role === 'admin'
  const keys = new Set(inflight.map(o => o.conversation.key)), convs = new Set<string>()
  for (const c of rowsOf(answer)) {
    if (c.conversation.key) keys.add(c.conversation.key)
    convs.add(c.conv)
  }
  for (const r of answer.ops?.results ?? []) if (r.conv) convs.add(r.conv)
  const now = Date.now() + await offset(), overFor = (h: Head) => leads && !!h.holder && h.expiresMs <= now && h.expiresMs !== h.overMs
  return (await heads()).filter(h => h.holder === me || overFor(h) || keys.has(h.key) || convs.has(h.conv) || (!!h.sameAs && convs.has(h.sameAs)))
}

/** Tries again after a while with jitter; the alarm does if the worker is gone by then. */
async function later(): Promise<void> {
  const line = await fact('line')
  const { retryMs } = pick(await ask({ flush: {
    nowMs: Date.now(), offsetMs: await offset(), cursor: await place(), outbox: [], heads: [],
    failures: line?.failures ?? 1, random: random(),
  } }), 'flushed')
  clearTimeout(retry)
  retry = setTimeout(() => void sync('pull'), retryMs)
  await chrome.alarms.create('retry', { when: Date.now() + Math.max(30_000, retryMs) })
}
