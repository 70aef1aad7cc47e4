// The board: which group each conversation is in, what asks something of this person, and
// the one number on the toolbar button. The engine has put the conversations in order; here
// nothing is drawn and nothing is asked.
import { hostOf } from './address'
import type { Board, Look, Matter } from './wire'

/** The groups, in the order in which the board shows them. */
export const GROUPS = ['you', 'unclaimed', 'claimed', 'waiting', 'promised', 'overdue', 'done'] as const
export type Group = typeof GROUPS[number]

/** A conversation in its group, with what was promised in it: what is owed, the soonest due first, then what was kept or withdrawn this week. */
export interface Item { group: Group; look: Look; promises: Matter[]; promise?: Matter } // promise: the first, if it is owed

/** How promises stand today, as a lead asks for them. */
export const STANDS = ['today', 'late', 'kept', 'withdrawn'] as const
export type Stand = typeof STANDS[number]

const DAY_MS = 86_400_000

/** For so long an answer waits for theirs; then it is done. */
const WAITS_MS = 7 * DAY_MS

export const leads = (board: Pick<Board, 'role'>) => board.role === 'lead' || board.role === 'admin'

/** A leader who is only staff is asked in the page, and has no list anywhere (RULINGS 5). */
export const listless = ({ role, leader }: Pick<Board, 'role' | 'leader'>) => leader && role === 'staff'

/** Whether a colleague wrote a note about what this person has, who has not read it here. A word that came with it is read with it. */
const unread = ({ word }: Look, { me, read }: Board) => word?.kind === 'note' && word.by !== me && !read.includes(String(word.seq))

/** Given to this person, or asked about: an answer is wanted. */
export const asksMe = (look: Look, board: Board) => look.holder === board.me && (!!look.givenBy || unread(look, board))

function groupOf(look: Look, promise: Matter | undefined, board: Board, now: number): Group {
  const { state, holder, outcome = '', dueMs = 0 } = look
  if (state === 'free' || state === 'unverified' && !holder) return 'unclaimed'
  if (holder === board.me && (!leads(board) || asksMe(look, board))) return 'you'
  if (state !== 'answered') return dueMs && dueMs <= now ? 'overdue' : 'claimed'
  if (promise) return promise.fact.due_ms! <= now ? 'overdue' : 'promised'
  return ['', 'answered'].includes(outcome) && now - look.repliedMs < WAITS_MS ? 'waiting' : 'done'
}

/** All conversations in the order of the board; in the first group what was given comes first, in those of promises what is due first. */
export function items(board: Board, now: number): Item[] {
  const made = new Map<string, Matter[]>()
  for (const p of board.promises) if (p.from) made.set(p.from.key, [...made.get(p.from.key) ?? [], p])
  const groups = new Map<Group, Item[]>(GROUPS.map(g => [g, []]))
  for (const look of board.looks) {
    const promises = made.get(look.key) ?? [], promise = promises.find(isOwed), group = groupOf(look, promise, board, now)
    groups.get(group)!.push({ group, look, promises, ...promise && { promise } })
  }
  const asks = ({ look }: Item) => look.givenBy ? 2 : asksMe(look, board) ? 1 : 0
  groups.get('you')!.sort((a, b) => asks(b) - asks(a))
  for (const g of ['promised', 'overdue'] as const) groups.get(g)!.sort((a, b) => dueOf(a) - dueOf(b))
  return [...groups.values()].flat()
}

/** Until when something is due about it: the promise, or the answer by the team's hours; 0 for none. */
export const dueOf = ({ look, promise }: Item): number => look.state === 'answered' ? promise?.fact.due_ms ?? 0 : look.dueMs ?? 0

export const isOwed = ({ state }: Matter) => state === 'promised' || state === 'pending'

/** Those that this person may say something of. */
export const closable = ({ promises }: Pick<Item, 'promises'>) => promises.filter(p => isOwed(p) && p.close && !p.unsent)

/** How a promise stands; "later" is due after today, by this browser's day. */
export function standOf(p: Matter, now: number): Stand | 'later' {
  if (!isOwed(p)) return p.state === 'kept' ? 'kept' : 'withdrawn'
  const due = p.fact.due_ms ?? 0
  return due <= now ? 'late' : due < new Date(now).setHours(24, 0, 0, 0) ? 'today' : 'later'
}

/** The promises that no row of the board tells, of those that are asked for. */
export function apart({ promises, looks }: Board, { owed }: Pick<Wanted, 'owed'>, now: number): Matter[] {
  const rows = new Set(looks.map(l => l.key))
  return promises.filter(p => !rows.has(p.from?.key ?? '') && (!owed || standOf(p, now) === owed))
}

/** What this person is reminded of, before and after it is due. Of a leader who has no list the one nearest to its time, and for a week after it, so that nothing adds up. */
export function reminders(board: Board, now: number): Matter[] {
  const mine = owes(board, now).filter(m => m.kind === 'promise'), off = (m: Matter) => Math.abs((m.fact.due_ms ?? 0) - now)
  return listless(board) ? mine.filter(m => now - (m.fact.due_ms ?? 0) < WAITS_MS).sort((a, b) => off(a) - off(b)).slice(0, 1) : mine
}

/** How much this person owes soon, or too late by now: promises, and the next updates of incidents. From when is the engine's to say. */
const owes = ({ me, promises, incidents }: Board, now: number): Matter[] =>
  [...promises, ...incidents].filter(m => m.owner === me && (m.state === 'promised' || m.state === 'open') && (m.soonMs ?? 0) <= now)

/** How near the nearest of that is. */
export function urgency(board: Board, now: number): 'calm' | 'soon' | 'over' {
  const due = listless(board) ? [] : owes(board, now)
  return due.some(m => m.fact.due_ms! <= now) ? 'over' : due.length ? 'soon' : 'calm'
}

/** The one number that matters: of leads what nobody has, what is overdue and what they owe, of staff what waits for them, of a leader who is only staff never any. */
export function number(board: Board, now: number): number {
  if (listless(board)) return 0
  const all = items(board, now)
  const mine = owes(board, now), counted = new Set(all.flatMap(i => i.group === 'overdue' && i.promise ? [i.promise.id] : []))
  if (leads(board)) return all.filter(i => i.group === 'unclaimed' || i.group === 'overdue').length + mine.filter(m => !counted.has(m.id)).length
  return board.looks.filter(l => asksMe(l, board)).length + mine.length
}

/** What the board shows of all: each part that is set must fit. */
export interface Wanted { mine: boolean; words: string; group: string; site: string; lang: string; who: string; owed: string }
export const ALL: Wanted = { mine: false, words: '', group: '', site: '', lang: '', who: '', owed: '' }

export const siteOf = (l: Look) => hostOf(l.link) || l.site
export const langOf = (l: Look) => l.triage?.lang ?? ''

/** Who a conversation is about on our side: has it, promised in it, answered it, had it last. */
export const whoOf = ({ look, promise }: Item) => look.holder || (look.state === 'answered' && promise?.owner) || look.outcomeBy || look.repliedBy || look.lastHeld

/** The items that fit; a search looks at people, names, places and what was written. Name tells a member's. */
export function fitting(all: readonly Item[], w: Wanted, me: string, name: (id: string) => string, now: number): Item[] {
  const words = w.words.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return all.filter(i => {
    const { look: l } = i, who = whoOf(i)
    if (w.mine && l.holder !== me && !i.promises.some(p => isOwed(p) && p.owner === me) && !['mine', 'pending', 'lost'].includes(l.state)) return false
    if (w.group && i.group !== w.group || w.site && siteOf(l) !== w.site || w.lang && langOf(l) !== w.lang || w.who && who !== w.who || w.owed && !i.promises.some(p => standOf(p, now) === w.owed)) return false
    if (!words.length) return true
    const text = [l.author, l.site, hostOf(l.link), who && name(who), l.word?.text, ...i.promises.map(p => p.fact.text), ...l.names].join(' ').toLocaleLowerCase()
    return words.every(word => text.includes(word))
  })
}
