// The incident that a card's post is about: its line is the draft, and who alone answers is
// said before anybody writes. It adds no mark and opens nothing; the page learns of none.

import type { CardIncident, Head, IncidentStatus, Matter, Prepared, Ready } from '../shared/wire'
import { playbook } from './book'
import type { Bound } from './card'
import { offset, viewed } from './desk'
import { ask, byteLength, pick } from './engine'
import { fact, heads as allHeads } from './store'
import { textOf } from './suggest'

const known = new Map<string, string>() // by a card's document the incident's id, "" for none; a worker that died looks again

/** Looks for it anew, as a card does whenever it is drawn. */
export async function incidentOf(bound: Bound, heads?: readonly Head[]): Promise<Matter | undefined> {
  const all = incidents(heads ?? await allHeads()), found = await concerning(bound, all.filter(m => m.state === 'open')) ?? await untold(bound, all)
  known.set(bound.document, found?.id ?? '')
  return found
}

/** The same as it was when the card was last drawn, in its newest words: for each pause in typing. */
export async function incidentNow(bound: Bound): Promise<Matter | undefined> {
  const id = known.get(bound.document)
  if (id === undefined) return incidentOf(bound)
  return id ? (await allHeads([id]))[0]?.matter : undefined
}

const incidents = (heads: readonly Head[]): Matter[] => heads.flatMap(isIncident).sort((a, b) => b.atMs - a.atMs)
const isIncident = ({ matter }: Head) => matter?.kind === 'incident' ? [matter] : []

async function concerning(bound: Bound, open: Matter[]): Promise<Matter | undefined> {
  for (const m of open) if (pick(await ask({ check: { bytes: 0, ...about(m, bound) } }, textOf(bound)), 'checked').concerns) return m
  return undefined
}

const WEEK_MS = 7 * 86_400_000

// What is over is told to whoever waits for it, for a week.
async function untold({ conversation: { key } }: Bound, all: Matter[]): Promise<Matter | undefined> {
  const since = Date.now() + await offset() - WEEK_MS, over = new Set(all.filter(m => m.state === 'resolved' && (m.newsMs ?? 0) > since).map(m => m.id))
  if (!over.size) return undefined
  const waits = (await viewed()).matters?.find(m => over.has(m.id) && m.people?.some(p => p.key === key && p.state !== 'told'))
  return all.find(m => m.id === waits?.id)
}

/** What the engine needs to know of it beside the post's text, which stands last in the block. */
const about = (m: Matter, bound: Bound) =>
  ({ incident: statusOf(m), post: byteLength(textOf(bound)), ...bound.post.triage && { intent: bound.post.triage.intent } })

/** What may be said of it now; of what is over no next time is named, and everybody says so. */
export const statusOf = ({ id, state, fact: { text = '', status = {}, due_ms = 0 } }: Matter): IncidentStatus =>
  ({ id, hit: text, status, ...state === 'open' && { nextMs: due_ms } })

/** Those who alone answer, none for everybody; of what is over everybody tells. */
export const answering = ({ state, fact: { replies = [] } }: Matter): readonly string[] => state !== 'open' || replies.includes('*') ? [] : replies

/** Whether others answer, and this person does not. */
export async function barred(m: Matter): Promise<boolean> {
  const named = answering(m)
  return named.length > 0 && !named.includes((await fact('me'))?.member.id ?? '')
}

/** What its card says. */
export async function cardIncident(bound: Bound): Promise<CardIncident | undefined> {
  const m = await incidentOf(bound)
  if (!m) return undefined
  const named = answering(m), names = (await fact('members') ?? []).filter(one => named.includes(one.id)).map(one => one.name)
  return { id: m.id, hit: m.fact.text ?? '', status: m.fact.status ?? {}, nextMs: (m.fact.due_ms ?? 0) - await offset(),
    ...m.state !== 'open' && { over: true }, ...named.length && { replies: names, barred: await barred(m) } }
}

/** What an incident can be declared with: the languages of the playbook, English and bokmål where it has none. */
export async function ready(): Promise<Ready> {
  const { answers = [], voice, incidents = [] } = await playbook()
  const langs = new Set([...answers.flatMap(a => Object.keys(a.blocks ?? {})), ...Object.keys(voice?.disclosure ?? {}), ...incidents.flatMap(i => Object.keys(i.status ?? {}))])
  const prepared: Prepared[] = incidents.map(i => ({ title: i.title || i.id, status: i.status ?? {} }))
  return { langs: langs.size ? [...langs].sort() : ['en', 'nb'], prepared }
}
