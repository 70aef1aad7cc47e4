// The gate of the worker: who may say what. Three closed languages, told apart by the
// sender alone; nothing that a message says of its own origin counts. What is not
// understood gets no answer.

import type { AskFindings, CardAct, CardCheck, CardDraft, CardInsert, CardMine, CardModel, CardPromise, CardPrompt, CardRate, CardResize, CardStart, CardSuggest, Dismiss, Fact, FromCard, FromPage, FromUI, Handle, InviteIn, Join, PageFacts,
  PageHello, PageInserted, PageInView, PageOpen, PagePicked, PagePrompt, PagePost, PageResting, PageResume, PageScan, PageVisible, Refusal, Saw, SetOneself, ShowPost, SignOut, UIAct, UIDraft, UIMatter, UIRead, UITell } from '../shared/wire'
import type { AskPlaybook, AskReport, AskReportItems, AskVersions, Publish } from '../shared/wire' // of the workbench and the reports
import { count, decode, flag, type Kinds, list, mapOf, maybe, not, number, one, pattern, record, text, union } from './shape'

/** Where a message of a page came from, as the browser says. */
export interface Place {
  tab: number
  document: string
  frame: number
  origin: string
  url: string
  written?: boolean // a frame without an address of its own, which the page wrote: it is at the page's
}

/** A message, with what its sender may ask. */
export type Gated =
  | { page: FromPage; from: Place }
  | { card: FromCard; from: Place }
  | { ui: FromUI }

const TEXT = 2_000_000, URL_LENGTH = 8192, ID = 512, MOST_WHY = 2000 // the desk counts it in bytes, without the spaces around it
const MOST_TEXT = 20_000 // of each post in view
const ANSWER = 200_000, PRESS = pattern(/^[0-9a-f]{32}$/)
const SCREENS = ['/popup.html', '/panel.html', '/options.html', '/reports.html']
const empty = record<Record<string, never>>({})
const ACTS_OF_ALL = ['claim', 'takeover', 'release', 'keep', 'listened', 'refuse', 'notAboutUs', 'aboutUs', 'reopen']
const ACTS = one(...ACTS_OF_ALL)
const REFUSAL = maybe(record<Refusal>({ reason: text(MOST_WHY), instead: maybe(text(MOST_WHY)), decides: maybe(text(MOST_WHY)) }))

const LANG = pattern(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/)
const FACT = record<Fact>({ text: maybe(text(MOST_WHY)), why: maybe(text(MOST_WHY)), link: maybe(text(URL_LENGTH)), due_ms: maybe(count),
  status: maybe(mapOf(20, LANG, text(MOST_WHY))), replies: maybe(list(50, text(64))), kind: not, scope: not, value: not, incident: not, sketch: not })

const HANDLE = record<Handle>({ member: maybe(text(64)), site: text(100), handle: text(300) })

const FACTS = record<PageFacts>({ url: text(URL_LENGTH), site: maybe(text(64)), software: maybe(text(64)), canonical: maybe(text(URL_LENGTH)), lang: maybe(text(64)) })
const POST = record<PagePost>({ id: text(ID), order: number, text: text(TEXT), link: maybe(text(URL_LENGTH)),
  author: maybe(text(1000)), lang: maybe(text(64)), time: maybe(text(200)), cut: maybe(flag), spare: maybe(flag), community: maybe(text(200)) })

const pageKinds: Kinds<FromPage> = {
  hello: record<PageHello>({ url: text(URL_LENGTH), attr: pattern(/^[a-z]{16}$/) }),
  scan: record<PageScan>({
    page: FACTS,
    first: flag,
    posts: list(1000, POST),
    gone: list(10_000, text(ID)),
  }),
  open: record<PageOpen>({ id: text(ID), text: text(TEXT), max: maybe(count) }),
  visible: record<PageVisible>({ visible: flag }),
  resting: record<PageResting>({ why: one('budget', 'tampered', 'private') }),
  inserted: record<PageInserted>({ id: PRESS, how: one('paste', 'insertText', 'lines', 'clipboard', 'page'), ok: flag,
    why: maybe(one('no_post', 'no_box', 'two_boxes', 'other_box', 'elsewhere', 'changed', 'not_taken', 'check')), at: maybe(text(URL_LENGTH)) }),
  resumeDraft: record<PageResume>({ id: text(ID) }),
  picked: record<PagePicked>({ id: PRESS, why: maybe(one('gone', 'editable', 'form', 'two', 'unread')), post: maybe(POST), page: maybe(FACTS), max: maybe(count) }),
  prompt: record<PagePrompt>({ posts: list(50, record<PageInView>({ id: text(ID), text: text(MOST_TEXT) })) }),
  frames: empty,
  gone: empty,
}

const CHECK = record<CardCheck>({ text: text(ANSWER), suggested: maybe(text(ANSWER)), answer: maybe(text(300)), lang: maybe(LANG) })

const cardKinds: Kinds<FromCard> = {
  start: record<CardStart>({ token: pattern(/^[0-9a-f]{32}$/) }),
  act: record<CardAct>({ kind: ACTS, refusal: REFUSAL }),
  resize: record<CardResize>({ height: v => count(v) && (v as number) <= 4000 }),
  close: empty,
  panel: empty,
  refresh: empty,
  draft: record<CardDraft>({ refusal: REFUSAL, answer: maybe(text(ANSWER)) }),
  mine: record<CardMine>({ yes: flag }),
  check: CHECK,
  model: record<CardModel>({ lang: LANG, drafts: list(3, text(4096)) }),
  rate: record<CardRate>({ answer: text(300), good: flag, why: text(MOST_WHY) }),
  insert: record<CardInsert>({ id: PRESS, answer: CHECK, promises: list(10, record<CardPromise>({ text: text(MOST_WHY), dueMs: count })),
    saw: record<Saw>({ state: one('free', 'pending', 'mine', 'theirs', 'lost', 'unverified', 'answered'), replied: count }) }),
  prompt: record<CardPrompt>({ act: one('reply', 'hand', 'later', 'never'), to: maybe(text(64)), note: maybe(text(MOST_WHY)) }),
  suggest: record<CardSuggest>({ lang: maybe(LANG), tone: maybe(one('shorter', 'warmer', 'plainer')) }),
}

const uiKinds: Kinds<FromUI> = {
  status: empty,
  claims: empty,
  findings: record<AskFindings>({ tab: count }),
  act: record<UIAct>({ kind: one(...ACTS_OF_ALL, 'handoff', 'assign', 'bounce', 'raise', 'note'), refusal: REFUSAL, key: text(URL_LENGTH), tab: count,
    target: maybe(text(64)), note: maybe(text(MOST_WHY)) }),
  tell: record<UITell>({ to: text(64), kind: one('rival', 'talent', 'prospect', 'other'), text: text(MOST_WHY), link: maybe(text(URL_LENGTH)) }),
  matter: record<UIMatter>({ kind: one('incident', 'update', 'resolve', 'kept', 'late', 'withdrawn'), id: maybe(text(64)), fact: maybe(FACT) }),
  ready: empty,
  read: record<UIRead>({ id: text(64) }),
  draft: record<UIDraft>({ key: text(URL_LENGTH), refusal: REFUSAL }),
  join: record<Join>({ link: text(URL_LENGTH), label: text(200) }),
  leave: empty,
  sites: empty,
  show: record<ShowPost>({ key: text(URL_LENGTH), tab: count }),
  invite: record<InviteIn>({ name: maybe(text(200)), role: maybe(one('staff', 'lead', 'admin')), leader: maybe(flag), hours: maybe(count),
    member: maybe(text(64)) }),
  dismiss: record<Dismiss>({ opId: text(64), key: text(URL_LENGTH) }),
  members: empty,
  browsers: empty,
  signOut: record<SignOut>({ id: pattern(/^[0-9A-Za-z]{16}$/) }),
  oneself: empty,
  setOneself: union<SetOneself>({ onDuty: flag, add: HANDLE, remove: HANDLE, askAgain: text(64) }),
  report: record<AskReport>({ fromMs: count, toMs: count }),
  reportItems: record<AskReportItems>({ fromMs: count, toMs: count, of: pattern(/^[a-z_]{1,20}$/), site: maybe(text(100)), lang: maybe(text(60)), after: text(200) }),
  playbook: record<AskPlaybook>({ version: count }),
  versions: record<AskVersions>({ before: count }),
  publish: record<Publish>({ base: count, playbook: text(1_000_000) }),
}

/** The most that all texts of one scan may hold together. */
const SCAN_TEXT = 4_000_000

/** Opens the gate to a message, or does not. Whether the origin is granted, and a frame may speak, is asked later: that takes time. */
export function admit(message: unknown, sender: chrome.runtime.MessageSender): Gated | undefined {
  if (sender.id !== chrome.runtime.id || !sender.origin) return undefined
  const ours = new URL(chrome.runtime.getURL('')).origin
  if (sender.origin !== ours) return admitPage(message, sender)
  const path = pathOf(sender.url)
  if (path === '/card.html') return admitCard(message, sender)
  const framed = sender.tab !== undefined && sender.frameId !== undefined && sender.frameId !== 0
  if (framed || !SCREENS.includes(path)) return undefined
  const ui = decode(uiKinds, message)
  return ui && { ui }
}

function admitPage(message: unknown, sender: chrome.runtime.MessageSender): Gated | undefined {
  const from = place(sender)
  if (!from || !/^https?:/.test(from.origin) || !within(from.tab)) return undefined
  const page = decode(pageKinds, message)
  if (!page || ('scan' in page && total(page.scan) > SCAN_TEXT)) return undefined
  return { page, from }
}

function admitCard(message: unknown, sender: chrome.runtime.MessageSender): Gated | undefined {
  const from = place(sender)
  if (!from || from.frame === 0 || !within(from.tab)) return undefined
  const card = decode(cardKinds, message)
  return card && { card, from }
}

function place(sender: chrome.runtime.MessageSender): Place | undefined {
  const { tab, frameId = 0, origin } = sender, written = sender.url === 'about:srcdoc', url = written ? tab?.url : sender.url
  if (tab?.id === undefined || !origin || !url || written && new URL(url).origin !== origin) return undefined
  const document = sender.documentId ?? `${tab.id}.${frameId}` // a browser without document ids
  return { tab: tab.id, document, frame: frameId, origin, url, ...written && { written } }
}

const pathOf = (url?: string) => url && URL.canParse(url) ? new URL(url).pathname : ''
const total = (scan: PageScan) => scan.posts.reduce((sum, p) => sum + p.text.length, 0)

// A bucket of messages for each tab: 60 at once, 30 a second in the long run.
const BURST = 60, PER_MS = 30 / 1000
const buckets = new Map<number, { left: number; atMs: number }>()

/** A tab is closed. */
export const forgetBucket = (tab: number) => buckets.delete(tab)

function within(tab: number): boolean {
  const now = performance.now()
  const b = buckets.get(tab) ?? { left: BURST, atMs: now }
  b.left = Math.min(BURST, b.left + (now - b.atMs) * PER_MS)
  b.atMs = now
  buckets.set(tab, b)
  if (b.left < 1) return false
  b.left--
  return true
}
