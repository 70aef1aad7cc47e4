// What has an id of its own as the screens see it: which promises and incidents stand on
// the board, and what a person says of one.

import type { Matter, UIAnswer, UIMatter } from '../shared/wire'
import { act, offset } from './desk'
import { byteLength } from './engine'
import { problem } from './problem'
import { heads } from './store'
import { sync } from './sync'

const MOST_LINE = 600 // bytes, as the home takes it
const DAY_MS = 86_400_000, WEEK_MS = 7 * DAY_MS

/** The promises and incidents of the board, each in the order in which people look for them. */
export function onBoard(matters: readonly Matter[]): { promises: Matter[]; incidents: Matter[] } {
  const due = (m: Matter) => m.fact.due_ms ?? 0, now = Date.now()
  const promises = matters.filter(m => m.kind === 'promise'), owed = promises.filter(isOwed).sort((a, b) => due(a) - due(b))
  const over = promises.filter(m => !isOwed(m) && m.atMs > now - WEEK_MS).sort((a, b) => b.atMs - a.atMs)
  const incidents = matters.filter(m => m.kind === 'incident').filter(m => isOpen(m) || (m.newsMs ?? 0) > now - (m.people?.some(p => p.state !== 'told') ? WEEK_MS : DAY_MS))
  return { promises: [...owed, ...over], incidents: incidents.sort((a, b) => Number(!isOpen(a)) - Number(!isOpen(b)) || b.atMs - a.atMs) }
}

const isOwed = ({ state }: Matter) => state === 'promised' || state === 'pending'
const isOpen = ({ state }: Matter) => state === 'open' || state === 'pending'

/** Says something of a promise or an incident; dates travel in the home's time. */
export async function tellMatter({ kind, id, fact: said }: UIMatter): Promise<UIAnswer> {
  const late = await offset(), due = said?.due_ms ? { due_ms: said.due_ms + late } : {}
  const status = said?.status && Object.fromEntries(Object.entries(said.status).flatMap(([lang, text]) => text.trim() ? [[lang, text.trim().replace(/[\s\p{Cc}]+/gu, ' ')]] : []))
  if (Object.values(status ?? {}).some(text => byteLength(text) > MOST_LINE)) return { problem: problem('too_large') }
  const head = id ? (await heads([id]))[0] : undefined
  if (id && !head?.matter) return { problem: problem('not_found', id) }
  const result = await act({ kind, conversation: { key: '', link: '', site: '', author: '', names: [] }, ...id && { subject: id }, ...said && { fact: { ...said, ...due, ...status && { status } } } })
  void sync('flush')
  return { acted: result }
}
