// The reply card is a frame inside a hostile page, so that it was loaded proves nothing.
// A token, good once, for 30 s, in one tab, made for one post of one document, makes one
// frame speak for that one conversation; any other frame gets no answer.

import type { CardAct, CardView, Conversation, FromCard, UIAnswer } from '../shared/wire'
import { act, drafted, hex, looks, preview } from './desk'
import type { Place } from './gate'
import { check } from './check'
import { cardIncident } from './incident'
import { insert } from './insert'
import { linkLine } from './line'
import { askModel } from './model'
import { page, push, type Row } from './pages'
import { prompted, promptOf, type Why } from './prompt'
import { awaitAnswer, mine, seenFor } from './seen'
import { rate } from './rate'
import { fact } from './store'
import { suggest } from './suggest'
import { sync } from './sync'

/** What a token, and later the frame that used it, speaks for. */
export interface Grant {
  tab: number
  page: string // the document that asked
  post: Row
  site: string
  conversation: Conversation
  max?: number // as in PageOpen
  prompt?: Why // it came by itself
}

/** A frame that used its token. */
export interface Bound extends Grant {
  document: string
  frame: number
}

const TOKEN_MS = 30_000

/** Makes a token for a grant. */
export async function cardToken(grant: Grant): Promise<string> {
  const token = hex(crypto.getRandomValues(new Uint8Array(16)))
  await chrome.storage.session.set({ [`token:${token}`]: { ...grant, untilMs: Date.now() + TOKEN_MS } })
  return token
}

/** The frames that may show a conversation. */
export async function boundCards(): Promise<Bound[]> {
  const all = await chrome.storage.session.get(null)
  return Object.entries(all).filter(([name]) => name.startsWith('card:')).map(([, bound]) => bound as Bound)
}

/** Forgets tokens, cards and begun replies of a tab or of all, and in any case those that are over. */
export async function forgetCards(of: number | 'all' | 'nobody'): Promise<void> {
  const all = await chrome.storage.session.get(null) as Record<string, Grant & { untilMs: number }>
  const gone = Object.entries(all).filter(([name, { tab, untilMs }]) =>
    /^(token|card|begun|awaited|press|unpicked):/.test(name) && (of === 'all' || tab === of || untilMs < Date.now()))
  await chrome.storage.session.remove(gone.map(([name]) => name))
}

/** Answers a card; undefined is no answer, which leaves it blank. */
export async function answerCard(m: FromCard, from: Place): Promise<UIAnswer | undefined> {
  if ('start' in m) {
    const bound = await bind(m.start.token, from)
    if (!bound) return undefined
    const card = await view(bound), p = await page(bound.page)
    if (p && card.look.state !== 'answered' && !card.prompt) await awaitAnswer(bound.conversation, p)
    return { card }
  }
  const bound = await boundTo(from)
  if (!bound) return undefined
  if ('act' in m) return acted(m.act, bound)
  if ('prompt' in m) return prompted(m.prompt, bound)
  if ('refresh' in m) return { card: await view(bound) }
  if ('suggest' in m) return suggest(m.suggest, bound)
  if ('draft' in m) return drafted(bound.conversation.key, m.draft)
  if ('resize' in m) return toPage(bound, m.resize.height, false)
  if ('rate' in m) return rate(m.rate, bound)
  if ('model' in m) return askModel(m.model, bound)
  if ('check' in m) return { checked: await check(m.check, bound) }
  if ('insert' in m) return insert(m.insert, bound)
  if ('mine' in m) return await mine(bound.conversation.key, m.mine.yes) ?? { card: await view(bound) }
  if ('close' in m) {
    await chrome.storage.session.remove(`card:${from.document}`)
    return toPage(bound, 0, true)
  }
  if ('panel' in m) return { done: {} } // opened by the listener, inside the click
  return m satisfies never
}

/** Uses a token up. Two frames with one token: the lock lets only the first have it. */
function bind(token: string, from: Place): Promise<Bound | undefined> {
  return navigator.locks.request('token', async () => {
    const name = `token:${token}`
    const grant = (await chrome.storage.session.get(name))[name] as Grant & { untilMs: number } | undefined
    if (!grant) return undefined
    await chrome.storage.session.remove(name)
    if (grant.tab !== from.tab || grant.untilMs < Date.now() || !await page(grant.page)) return undefined
    const { untilMs: _, ...rest } = grant
    const bound: Bound = { ...rest, document: from.document, frame: from.frame }
    await chrome.storage.session.set({ [`card:${from.document}`]: bound })
    return bound
  })
}

async function boundTo(from: Place): Promise<Bound | undefined> {
  const name = `card:${from.document}`
  const bound = (await chrome.storage.session.get(name))[name] as Bound | undefined
  return bound?.tab === from.tab ? bound : undefined
}

async function acted(deed: CardAct, bound: Bound): Promise<UIAnswer> {
  const done = await act({ ...deed, conversation: bound.conversation })
  void sync('flush')
  if ('problem' in done) return { problem: done.problem }
  return { card: await view(bound) }
}

async function toPage(bound: Bound, height: number, close: boolean): Promise<UIAnswer> {
  const p = await page(bound.page)
  if (p) await push(p, { card: { height, close } })
  return { done: {} }
}

/** What a card shows now. */
export async function view(bound: Bound): Promise<CardView> {
  const { post, site, conversation } = bound, [look] = await looks([conversation.key]), prompt = await promptOf(bound, look)
  const members = await fact('members') ?? [], named = new Set([look?.holder, look?.lastHeld, look?.repliedBy, look?.outcomeBy, prompt?.by, ...prompt?.to ?? []])
  const seen = await seenFor(conversation.key), incident = await cardIncident(bound)
  const { author, excerpt, mentions, lang, time, cut } = post
  return {
    post: { author, site, excerpt, mentions, lang, time, cut },
    look: { ...look!, ...conversation },
    members: members.filter(m => named.has(m.id)),
    me: (await fact('me'))?.member.id ?? '',
    link: await linkLine(),
    notices: (await fact('notices') ?? []).filter(n => n.key === conversation.key),
    sends: await preview(conversation),
    ...seen && { seen }, ...prompt && { prompt }, ...incident && { incident },
  }
}
