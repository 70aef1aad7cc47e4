// Whom something may go to, and what it may be.
import type { Member } from './wire'

/** The active colleagues but those: on duty first, by name. */
export const takers = (members: readonly Member[], not: readonly string[]): Member[] => members.filter(m => m.active && !not.includes(m.id))
  .sort((a, b) => Number(b.on_duty) - Number(a.on_duty) || a.name.localeCompare(b.name))

/** The kinds of signals, as their choices name them. */
export const KINDS = ['rival', 'talent', 'prospect', 'other'] as const
export type SignalKind = typeof KINDS[number]

/** What kind of signal a mention of these kinds would be. */
export const signalKind = (kinds: readonly string[]): SignalKind => KINDS.find(k => kinds.includes(k)) ?? 'other'
