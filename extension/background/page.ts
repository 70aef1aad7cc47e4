// The answers to content scripts. A page's process learns positions of public names in
// the text that it handed in itself, and the state of those posts: no name, no term, no
// person. What is not public is kept for popup and side panel.

import { hostCSS } from '../content/style'
import { offBy } from '../shared/off'
import type { CardFrame, FromPage, InsertText, Mention, PageHello, PageMarks, PageOpen, PageScan, PageSetup } from '../shared/wire'
import { looks } from './desk'
import type { Place } from './gate'
import { granted, injectFrames, mayFrame } from './grants'
import { begunFor, inserted, resumed } from './insert'
import { reconsider } from './live'
import { frameOf } from './open'
import { type Page, forget, framesOfTab, isPublic, lampOf, mainPage, page, push, put, type Row, save } from './pages'
import { picked } from './pick'
import { mayAsk, prompt } from './prompt'
import { findingsOf, rowOf } from './row'
import { recognise } from './seen'
import { nudge } from './sync'
import { tick } from './tell'
import { offReason, sitesFor, whyUnread } from './sites'

/** Answers a content script; undefined is no answer. */
export async function answerPage(m: FromPage, from: Place): Promise<PageSetup | PageMarks | CardFrame | InsertText | undefined> {
  if (!await mayFrame(from)) return undefined
  if (!await granted(from)) return 'hello' in m ? closed('off') : undefined
  if ('hello' in m) return hello(m.hello, from)
  const p = await page(from.document)
  if (!p || p.tab !== from.tab || p.origin !== from.origin) return void await push(from, { setup: {} }) // forgotten: start again
  if ('scan' in m) return p.why ? undefined : scan(m.scan, p)
  if ('open' in m) return open(m.open, p)
  if ('visible' in m) return void await seen(p, m.visible.visible)
  if ('resting' in m) return void await rest(p, m.resting.why)
  if ('inserted' in m) return void await inserted(m.inserted, p)
  if ('prompt' in m) return prompt(m.prompt, p)
  if ('frames' in m) return p.frame || p.why ? undefined : void await injectFrames(p.tab)
  if ('gone' in m) return p.frame ? void await gone(p) : undefined
  if ('picked' in m) return picked(m.picked, p)
  if ('resumeDraft' in m) return resumed(m.resumeDraft.id, p)
  return m satisfies never
}

const closed = (why: string): PageSetup => ({ read: false, why, sites: [], commands: [] })

async function hello(m: PageHello, from: Place): Promise<PageSetup> {
  const why = await whyUnread(from.url, from.tab) || await aroundOff(from)
  await put({ ...from, site: '', why, visible: !why, posts: [], nameless: [], spare: [], fromMs: Date.now(), rows: {} })
  await tick()
  void reconsider()
  if (why) return closed(why)
  await layStyle(m.attr, from)
  const commands = await chrome.commands.getAll()
  return {
    read: true, sites: await sitesFor(from.url),
    commands: commands.map(c => ({ name: c.name ?? '', keys: c.shortcut ?? '' })),
    ...await begunFor(from.tab, from.url) && { resume: true },
  }
}

/** A frame is off where the page around it is, as far as that is known: its address only where it is granted. */
async function aroundOff({ tab, frame }: Place): Promise<string> {
  if (!frame) return ''
  const url = (await chrome.tabs.get(tab).catch(() => undefined))?.url ?? '', around = await mainPage(tab)
  return around?.why === 'private' ? 'private' : /^https?:/.test(url) ? offReason(url, tab) : ''
}

/** Lays the style of our host element where the page cannot override it. */
async function layStyle(attr: string, from: Place): Promise<void> {
  const target = { tabId: from.tab, frameIds: [from.frame] }
  await chrome.scripting.insertCSS({ target, css: hostCSS(attr), origin: 'USER' }).catch(e => console.warn('style:', e))
}

async function scan(m: PageScan, p: Page): Promise<PageMarks | undefined> {
  if (m.first && URL.canParse(m.page.url) && await offBy(m.page.url, p.tab)) return void await push(p, { setup: {} }) // it went there by itself
  const findings = await findingsOf(m.page, m.posts)
  if (m.first) Object.assign(p, { rows: {}, posts: [], nameless: [], spare: [], fromMs: Date.now() })
  const nameless = new Set(p.nameless), spare = new Set(p.spare)
  for (const id of m.gone) delete p.rows[id]
  const read = new Set(p.posts)
  const marks = new Map<string, Mention[]>()
  m.posts.forEach((post, i) => {
    const f = findings[i]!
    read.add(post.id)
    nameless[post.author ? 'delete' : 'add'](post.id)
    spare[post.spare ? 'add' : 'delete'](post.id)
    const was = p.rows[post.id]
    delete p.rows[post.id]
    if (!f.mentions.length && !was?.picked) return
    p.rows[post.id] = rowOf(post, f, m.page, was)
    marks.set(post.id, f.mentions.filter(x => x.public))
  })
  for (const id of m.gone) for (const ids of [read, nameless, spare]) ids.delete(id)
  Object.assign(p, { posts: [...read], nameless: [...nameless], spare: [...spare] })
  p.url = m.page.url
  p.site = m.page.site ?? ''
  await save(p)
  await tick()
  void recognise(m.posts, findings, p)
  return marksOf(p, marks)
}

async function marksOf(p: Page, marks: Map<string, Mention[]>): Promise<PageMarks> {
  const shown = [...marks].flatMap(([id, spans]) => { // a page that begins anew meanwhile has forgotten it
    const key = p.rows[id]?.key
    return spans.length && key ? [{ id, key, spans }] : []
  })
  const known = new Map((await looks(shown.map(s => s.key))).map(l => [l.key, l])), may = await mayAsk(p)
  return { posts: shown.map(({ id, key, spans }) =>
    ({ id, key, ...lampOf(known.get(key)), ...may.has(id) && { ask: true }, marks: spans.map(({ start, end }) => ({ start, end })) })) }
}

/** A card exists for public mentions only: else asking for one would tell what is not public. */
async function open(m: PageOpen, p: Page): Promise<CardFrame | undefined> {
  const row: Row | undefined = Object.hasOwn(p.rows, m.id) ? p.rows[m.id] : undefined
  if (!row || !isPublic(row)) return undefined
  return frameOf(p, row, m.text, m.max)
}

async function seen(p: Page, visible: boolean): Promise<void> {
  p.visible = visible
  await save(p)
  if (visible) void nudge()
  await reconsider()
}

async function gone(p: Page): Promise<void> {
  await forget(p.document)
  await tick()
  await reconsider()
}

async function rest(p: Page, why: string): Promise<void> {
  p.why = why
  await save(p)
  if (!p.frame && why === 'private') for (const f of await framesOfTab(p.tab)) await push(f, { setup: {} })
  await tick()
}
