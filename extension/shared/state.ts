// What a conversation's state means, in words, and which action comes first. "Pending"
// never reads as if the person had it: only the server's answer makes that true.
import { NO_KEY } from './address'
import type { LinkLine, Look, Matter, Member, State } from './wire'
import { clock, duration, t, type Word } from './words'

/** All states, in the order in which a newcomer learns them. */
export const STATES: readonly State[] = ['free', 'pending', 'mine', 'theirs', 'lost', 'unverified', 'answered']

/** Whether a post can be claimed at all. */
export const claimable = (look: Look) => look.key !== NO_KEY

/** Whether the page keeps the post's own address back, so that its author and words stand for it. */
export const provisional = (look: Look) => look.key.includes(':provisional:')

/** A member's name; a colleague whom this device does not know yet is "a colleague". */
export const nameOf = (members: readonly Member[], id: string): string => members.find(m => m.id === id)?.name || t('a_colleague')

const left = (look: Look, now: number) => look.untilMs > now ? t('left', duration(look.untilMs - now)) : t('deadline_over')

/** The state in one sentence: who has it, since when, how long. */
export function stateLine(look: Look, members: readonly Member[], link: LinkLine, now: number, me = ''): string {
  const who = look.holder ? nameOf(members, look.holder) : ''
  if (!claimable(look)) return t('problem_no_key')
  switch (look.state) {
    case 'free': return look.lastHeld ? t('line_free_again', nameOf(members, look.lastHeld), clock(look.sinceMs, now)) : t(look.outcome === 'reopened' ? 'line_reopened' : 'line_free')
    case 'pending': return t(link.online ? 'line_pending' : 'line_pending_offline')
    case 'mine': return t('line_mine', clock(look.untilMs, now), left(look, now))
    case 'theirs': return t('line_theirs', who, clock(look.sinceMs, now), left(look, now))
    case 'lost': return t('line_lost', who || t('a_colleague'))
    case 'unverified': return look.holder && look.holder === me ? t('line_unverified_you') : who ? t('line_unverified_who', who) : t('line_unverified')
    case 'answered': return outcomeLine(look, members, now)
  }
}

/** What became of a conversation without a reply: its state in a word or two, and the line that says who said so. */
const SETTLED: Partial<Record<string, { state: Word; line: Word }>> = {
  refused: { state: 'state_refused', line: 'line_refused' },
  listened: { state: 'state_listened', line: 'line_listened' },
  notAboutUs: { state: 'state_not_about_us', line: 'line_not_about_us' },
}

/** A state in a word or two; of a conversation that is settled, what became of it. */
export const stateWord = ({ state, outcome = '' }: Look): Word => state !== 'answered' ? `state_${state}` : SETTLED[outcome]?.state ?? 'state_answered'

function outcomeLine(look: Look, members: readonly Member[], now: number): string {
  const { outcome = '', outcomeBy = '', outcomeMs = 0 } = look, settled = SETTLED[outcome]
  if (!settled) return t('line_answered', nameOf(members, look.repliedBy), clock(look.repliedMs, now))
  if (!outcomeMs) return t(stateWord(look)) // known from before this device kept who said so
  return t(settled.line, nameOf(members, outcomeBy), clock(outcomeMs, now))
}

/** Who has it since when, short, for a row that tells the deadline apart. */
export function holderLine(look: Look, members: readonly Member[], link: LinkLine, now: number, me = ''): string {
  if (look.state === 'mine') return t('row_mine', clock(look.sinceMs, now))
  if (look.state === 'theirs') return t('row_theirs', nameOf(members, look.holder), clock(look.sinceMs, now))
  return stateLine(look, members, link, now, me)
}

const held = ({ state }: Look) => state === 'mine' || state === 'theirs' || state === 'lost'

/** Until when: of a claim its deadline, of what nobody has until when the team means to answer; 0 for none. */
const until = (look: Look): number => held(look) ? look.untilMs : look.state === 'free' ? look.dueMs ?? 0 : 0

/** The deadline in words, "" where there is none to tell. */
export function deadline(look: Look, now: number): string {
  const near = nearness(look, now)
  if (near === 'none') return ''
  if (held(look)) return left(look, now)
  return near === 'over' ? t('due_over') : t('due_left', duration(until(look) - now))
}

/** How near the deadline is: none, calm, soon (five minutes), over. */
export function nearness(look: Look, now: number): 'none' | 'calm' | 'soon' | 'over' {
  const end = until(look)
  if (!end) return 'none'
  if (end <= now) return 'over'
  return end - now <= 5 * 60_000 ? 'soon' : 'calm'
}

/** An action as its button names it, as the worker names it, its words and its key; whether it says that no reply will come. */
export interface Action { act: 'claim' | 'take' | 'release' | 'keep' | 'reopen' | 'listened' | 'refuse' | 'not_about_us' | 'about_us' | 'send' | 'insert' | 'mine' | 'not_mine' | 'accept' | 'bounce' | 'give' | 'note' | 'nudge' | 'seen' | 'raise' | 'tell' | 'model' | 'own_model' | 'kept' | 'late' | 'withdrawn'; kind: string; word: Word; key: string; ends?: true; short?: Word }

const CLAIM: Action = { act: 'claim', kind: 'claim', word: 'act_claim', short: 'act_claim_short', key: 'c' }
const TAKE: Action = { act: 'take', kind: 'takeover', word: 'act_take', key: 't' }
const RELEASE: Action = { act: 'release', kind: 'release', word: 'act_release', key: 'r' }
const KEEP: Action = { act: 'keep', kind: 'keep', word: 'act_keep', key: 'm' } // k goes up in lists
const REOPEN: Action = { act: 'reopen', kind: 'reopen', word: 'act_reopen', key: 'o' }
const LISTENED: Action = { act: 'listened', kind: 'listened', word: 'act_listened', short: 'state_listened', key: 'l', ends: true }
const REFUSE: Action = { act: 'refuse', kind: 'refuse', word: 'act_refuse', key: 'd', ends: true } // opens its form

const NOT_ABOUT_US: Action = { act: 'not_about_us', kind: 'notAboutUs', word: 'act_not_about_us', short: 'state_not_about_us', key: 'u', ends: true }
const ABOUT_US: Action = { act: 'about_us', kind: 'aboutUs', word: 'act_about_us', key: 'o' }

const ACCEPT: Action = { act: 'accept', kind: 'keep', word: 'act_accept', key: 'c' }
const BOUNCE: Action = { act: 'bounce', kind: 'bounce', word: 'act_bounce', key: 'b' }
const ASSIGN: Action = { act: 'give', kind: 'assign', word: 'act_assign', key: 'a' }
const HAND_OVER: Action = { act: 'give', kind: 'handoff', word: 'act_hand_over', key: 'a' }
const NUDGE: Action = { act: 'nudge', kind: 'note', word: 'act_nudge', key: 'n' }
const NOTE: Action = { act: 'note', kind: 'note', word: 'act_note', key: 'n' }
const SEEN: Action = { act: 'seen', kind: 'seen', word: 'act_seen', key: 'x' }
/** Tells a colleague of something to know. */
export const TELL: Action = { act: 'tell', kind: 'signal', word: 'act_tell', key: 's' }
const RAISE: Action = { act: 'raise', kind: 'raise', word: 'act_raise', key: 'e' }

/** How a promise stands; each opens its form. */
const OWE: readonly Action[] = [
  { act: 'kept', kind: 'kept', word: 'promise_kept', key: 'p' },
  { act: 'late', kind: 'late', word: 'promise_later', key: 'f' },
  { act: 'withdrawn', kind: 'withdrawn', word: 'promise_withdraw', key: 'w' },
]

/** Sends what stands in the form of a refusal. */
export const SEND: Action = { act: 'send', kind: 'refuse', word: 'refuse_send', key: '' }

/** Writes the answer that stands in the card into the page. */
export const INSERT: Action = { act: 'insert', kind: 'insert', word: 'act_insert', key: 'i' }

/** How loud the first button is: amber only where nobody is at the door. */
export const loudness = (look: Look): 'primary' | 'steady' => look.state === 'free' || look.state === 'lost' && look.may.claim ? 'primary' : 'steady'

/** What this person may do now, the one to offer first in front. */
export function actions(look: Look): Action[] {
  const { may } = look
  const hidden = look.state === 'answered' && look.outcome === 'notAboutUs'
  return [hidden && !!may.reopen && ABOUT_US, may.claim && CLAIM, may.take && TAKE, may.release && RELEASE, may.keep && KEEP,
    look.state === 'answered' && !!may.reopen && !hidden && REOPEN,
    !!may.settle && LISTENED, !!may.settle && REFUSE, !!may.settle && NOT_ABOUT_US].filter(a => a !== false)
}

/** What this person may do beside the page: give it to a colleague, say something about it, and of what was given first whether it is taken up; of what was promised in it and may be closed, how that stands. */
export function boardActions(look: Look, asked: boolean, me: string, promises: readonly Matter[] = []): Action[] {
  const { may, givenBy, word, state, holder } = look, others = state === 'theirs' || state === 'lost'
  const given = holder === me && !!givenBy, here = actions(look).filter(a => a.act !== 'refuse' && !(given && (a.act === 'release' || a.act === 'keep')))
  const owe = promises.length ? OWE : [], mine = promises[0]?.owner === me
  return [given && may.keep && ACCEPT, given && may.release && BOUNCE, ...mine ? owe : [], asked && !given && !!word && SEEN, ...here.filter(a => !a.ends),
    !!may.give && (holder === me ? HAND_OVER : ASSIGN), others && !!holder && NUDGE, holder === me && NOTE,
    ...mine ? [] : owe, !!may.raise && RAISE, TELL, ...here.filter(a => a.ends)].filter(a => a !== false)
}
