// From a press on Insert to text in the page. Only the document that asked for the card
// gets the text; a free conversation is claimed with it, and what a colleague did since the
// person last looked stops it. The text stays in the drafts until the reply is seen.

import type { CardInsert, CardView, Inserted, InsertText, Look, PageInserted, Saw, UIAnswer } from '../shared/wire'
import { type Bound, view } from './card'
import { check, keepSent } from './check'
import { act, drafted, looks } from './desk'
import { type Page, page, push } from './pages'
import { awaitAnswer } from './seen'
import { fact, heads } from './store'
import { sync } from './sync'

const CLAIM_MS = 1500 // an answer later than this is heard, too; nobody waits for it
const PAGE_MS = 6000 // opening the reply box, writing and reading back take up to 2 s
const BEGUN_MS = 5 * 60_000

type Stop = 'answered' | 'held' | 'claim'

// What is under way: by the id of the press what the page has to tell, by the card its last press.
const waiting = new Map<string, { page: string; key: string; text: string; heard: (said: PageInserted) => void }>()
const pressed = new Map<string, { id: string; done: Promise<UIAnswer> }>()

/** Inserts an answer. A press that is said twice is one. */
export function insert(press: CardInsert, bound: Bound): Promise<UIAnswer> {
  const last = pressed.get(bound.document)
  if (last?.id === press.id) return last.done
  const done = inserting(press, bound)
  pressed.set(bound.document, { id: press.id, done })
  return done
}

async function inserting({ id, answer, saw, promises }: CardInsert, bound: Bound): Promise<UIAnswer> {
  await drafted(bound.conversation.key, { answer: answer.text })
  const checked = await check(answer, bound), { text } = checked
  if (checked.stops) return told(bound, { how: '', ok: false, why: 'unfinished' })
  const stop = await claimed(bound, saw)
  if (stop && typeof stop !== 'string') return stop
  if (stop) return told(bound, { how: '', ok: false, why: stop })
  const p = await page(bound.page)
  if (!p) return told(bound, { how: 'clipboard', ok: false, why: 'no_page' })
  await awaitAnswer(bound.conversation, p, { text, promises, sketch: checked.sketch ?? '', ...await isIncident(answer.answer) && { incident: answer.answer! } })
  const said = await written({ id, post: bound.post.id, text }, bound.conversation.key, p)
  if (said?.ok) await keepSent(checked, answer, bound)
  return told(bound, said ? { how: said.how, ok: said.ok, why: said.why ?? '' } : { how: 'clipboard', ok: false, why: 'no_page' })
}

const isIncident = async (id = '') => !!id && (await heads([id]))[0]?.matter?.kind === 'incident'

async function told(bound: Bound, said: Omit<Inserted, 'card'>): Promise<UIAnswer> {
  const card: CardView = await view(bound)
  return { inserted: { ...said, card } }
}

// Claims what is free, and says why nothing may be written, if so.
async function claimed({ conversation }: Bound, saw: Saw): Promise<Stop | UIAnswer | undefined> {
  const now = async () => (await looks([conversation.key]))[0]!
  let look = await now()
  const stop = await overtaken(look, saw)
  if (stop) return stop
  if (wantsClaim(look)) {
    const done = await act({ kind: 'claim', conversation })
    if ('problem' in done) return { problem: done.problem }
    await Promise.race([sync('flush'), after(CLAIM_MS)])
    look = await now()
    const lost = await overtaken(look, saw)
    if (lost) return lost
  }
  return look.may.insert ? undefined : 'claim'
}

const wantsClaim = ({ may, mode, state }: Look) =>
  may.claim && (state === 'free' ? mode !== 'off' : mode === 'required')

/** What a colleague did since the person looked. */
async function overtaken(look: Look, saw: Saw): Promise<Stop | undefined> {
  const me = (await fact('me'))?.member.id
  if (look.replied > saw.replied && look.repliedBy !== me) return 'answered'
  if (look.state === 'answered' && saw.state !== 'answered' && look.outcomeBy !== me) return 'answered'
  const held = (state: string) => state === 'theirs' || state === 'lost'
  return held(look.state) && !held(saw.state) ? 'held' : undefined
}

function written(answer: InsertText, key: string, p: Page): Promise<PageInserted | undefined> {
  const { id, text } = answer
  const said = new Promise<PageInserted>(heard => waiting.set(id, { page: p.document, key, text, heard }))
  void push(p, { insert: answer })
  return Promise.race([said, after(PAGE_MS)]).finally(() => waiting.delete(id))
}

const after = (ms: number) => new Promise<undefined>(over => setTimeout(over, ms))

/** A page says what became of a text; it counts from the document that got it. What is answered on another page waits for that. */
export async function inserted(said: PageInserted, p: Page): Promise<void> {
  const press = waiting.get(said.id)
  if (press?.page !== p.document) return
  const { key, text, heard } = press
  if (said.at && URL.canParse(said.at) && new URL(said.at).origin === p.origin) await begin(p.tab, said.at, { key, id: said.id, text })
  heard(said)
}

// A reply whose box is on another page, until that page is there: kept under the tab.
interface Begun { tab: number; untilMs: number; url: string; key: string; id: string; text: string }

const nameOf = (tab: number) => `begun:${tab}`

async function begin(tab: number, url: string, reply: Pick<Begun, 'key' | 'id' | 'text'>): Promise<void> {
  const begun: Begun = { tab, untilMs: Date.now() + BEGUN_MS, url, ...reply }
  await chrome.storage.session.set({ [nameOf(tab)]: begun })
}

/** The reply that was begun for the address that a tab is at now. */
export async function begunFor(tab: number, url: string): Promise<Begun | undefined> {
  const begun = (await chrome.storage.session.get(nameOf(tab)))[nameOf(tab)] as Begun | undefined
  return begun && begun.untilMs > Date.now() && bare(begun.url) === bare(url) ? begun : undefined
}

const bare = (url: string) => url.replace(/#.*$/, '')

/** Hands a begun reply to the page that has its box, for the post that it answers, once. */
export function resumed(id: string, p: Page): Promise<InsertText | undefined> {
  return navigator.locks.request('begun', async () => {
    const begun = await begunFor(p.tab, p.url)
    if (!begun || !Object.hasOwn(p.rows, id) || p.rows[id]!.key !== begun.key) return undefined
    await chrome.storage.session.remove(nameOf(p.tab))
    return { id: begun.id, post: id, text: begun.text }
  })
}
