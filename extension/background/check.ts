// What is wrong with an answer, as Go says it, and what is kept of one that was sent: a sketch
// that nobody can read, and for which post which entry was used, which stays on this device.

import type { CardCheck, CardChecked, Checked, DraftProblem, RecentOne } from '../shared/wire'
import { type Bound } from './card'
import { offset } from './desk'
import { ask, byteLength, pick } from './engine'
import { barred, incidentNow } from './incident'
import { choose, fact, type Sent, write } from './store'
import { textOf, writer } from './suggest'
import { lately } from './theirs'

/** Checks an answer as it would be inserted: with its sign-off, where one is missing. */
export async function check(answer: CardCheck, bound: Bound): Promise<CardChecked> {
  const { text } = answer, from = { ...await writer(bound.site), recent: await recent() }, checked = await asked(answer, bound, from)
  const ends = checked.problems.find(p => p.code === 'sign_off')?.parts?.[0]
  if (!ends) return { ...checked, text }
  const signed = `${text} ${ends}`
  return { ...await asked({ ...answer, text: signed }, bound, from), text: signed, ends }
}

type From = Awaited<ReturnType<typeof writer>> & { recent: RecentOne[] }

/** What this device sent of late, and what colleagues did. */
async function recent(): Promise<RecentOne[]> {
  const own = await fact('sent') ?? [], theirs = await fact('theirs') ?? []
  return [...own, ...lately(theirs, await fact('members') ?? [], Date.now() + await offset())]
}

async function asked({ text, suggested = '', answer = '', lang = '' }: CardCheck, bound: Bound, from: From): Promise<Checked> {
  const { site, max } = bound, m = await incidentNow(bound)
  const checked = pick(await ask({ check: {
    ...from, site, bytes: byteLength(text), ...answer && { answer }, ...lang && { lang }, ...max && { limit: { max } },
  } }, text + suggested), 'checked')
  return m && await barred(m) ? { ...checked, stops: true, problems: [OTHERS, ...checked.problems] } : checked
}

const OTHERS: DraftProblem = { code: 'others_answer', message: 'others answer about this incident', start: 0, end: 0, level: 'stops' }

const MOST_SENT = 50

/** Keeps what is needed of an answer that stands in the page now. */
export async function keepSent({ sketch }: Checked, { answer }: CardCheck, bound: Bound): Promise<void> {
  const before = await fact('sent') ?? [], now: Sent = { sketch: sketch ?? '', atMs: Date.now() }
  if (sketch) await write({ facts: { sent: [...before.filter(s => s.sketch !== sketch), now].slice(-MOST_SENT) } })
  if (answer) await choose({ answer, text: textOf(bound) })
}
