// What colleagues answered of late, as sketches: enough to see that nearly the same text was
// sent before, and nobody reads the text from them. They come with the rows of the ledger.

import type { Change, Member, RecentOne } from '../shared/wire'
import type { Sent } from './store'

const MOST = 50, WEEK_MS = 7 * 86_400_000

/** The sketches that are known with those of new rows; undefined when there are none new. */
export function withRows(known: readonly Sent[], rows: readonly Change[], me: string | undefined): Sent[] | undefined {
  const more = rows.flatMap(r => {
    const { sketch } = (r.kind === 'reply' && r.ok && r.actor !== me ? r.body ?? {} : {}) as { sketch?: string }
    return sketch ? [{ sketch, atMs: r.at_ms, by: r.actor }] : []
  })
  const fresh = more.filter(s => !known.some(k => k.sketch === s.sketch && k.atMs === s.atMs))
  return fresh.length ? [...known, ...fresh].sort((a, b) => a.atMs - b.atMs).slice(-MOST) : undefined
}

/** Those of the last week, with who it was as people call them. */
export const lately = (known: readonly Sent[], members: readonly Member[], nowMs: number): RecentOne[] =>
  known.filter(s => s.atMs > nowMs - WEEK_MS).map(({ sketch, atMs, by }) => ({ sketch, atMs, by: members.find(m => m.id === by)?.name ?? '' }))
