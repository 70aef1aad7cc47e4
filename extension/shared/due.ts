// How near it is that somebody is to do what was promised: until the engine's time for a
// reminder it is calm, then soon, then over. What is over and done is none of these.
import type { Board, Matter } from './wire'

/** What the screens need of the board to show a promise or an incident. */
export type About = Pick<Board, 'looks' | 'incidents' | 'promises' | 'members' | 'me' | 'link'>

/** none, calm, soon or over. */
export function nearness({ state, soonMs = 0, fact: { due_ms = 0 } }: Matter, now: number): 'none' | 'calm' | 'soon' | 'over' {
  if (state !== 'promised' && state !== 'open') return 'none'
  return due_ms <= now ? 'over' : soonMs <= now ? 'soon' : 'calm'
}

/** The next moment at which one of them comes nearer; Infinity for none. */
export const nextTurn = (all: readonly Matter[], now: number): number =>
  Math.min(...all.flatMap(m => nearness(m, now) === 'none' ? [] : [m.soonMs ?? 0, m.fact.due_ms ?? 0]).filter(ms => ms > now))
