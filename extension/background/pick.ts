// "Answer with Porchlight" in the menu of a selection, on any page: the press lets us into
// that tab, the content script says which post the selection is, and its card opens. The
// one thing not to forget: a page gets a card for whatever it names, so only a press that
// the browser told us of counts, once. Why nothing opened is said by the popup.

import { UNPICKED, type Unpicked } from '../shared/unpicked'
import { t } from '../shared/words'
import type { CardFrame, PagePicked, SelectPost } from '../shared/wire'
import { random } from './desk'
import { frameOf } from './open'
import { type Page, save } from './pages'
import { findingsOf, rowOf } from './row'
import { whyUnread } from './sites'
import { tick } from './tell'

type Why = Unpicked['why']

const MENU = 'answer', PRESS_MS = 60_000, SAID_MS = 10 * 60_000

/** Puts the item into the menu of a selection; the browser keeps it. */
export function layMenu(): void {
  chrome.contextMenus.removeAll(() => chrome.contextMenus.create({ id: MENU, title: t('menu_answer'), contexts: ['selection'] }))
}

/** The person chose the item. */
export async function chosen({ menuItemId, editable, frameId = 0, pageUrl = '' }: chrome.contextMenus.OnClickData, tab?: chrome.tabs.Tab): Promise<void> {
  if (menuItemId !== MENU || tab?.id === undefined || tab.id < 0) return
  if (editable) await say(tab.id, 'editable')
  else await select(tab.id, pageUrl, frameId)
}

/** Asks the page of a tab what is selected in it, or says why that cannot be. */
export async function select(tab: number, url: string, frame = 0): Promise<void> {
  await chrome.storage.session.remove(UNPICKED + tab)
  const why = /^https?:/.test(url) ? await whyUnread(url, tab) as Why | '' : 'browser'
  if (why) return say(tab, why)
  const id = random()
  await chrome.storage.session.set({ [`press:${tab}`]: { id, tab, untilMs: Date.now() + PRESS_MS } })
  if (await ask(tab, frame, { id })) return
  if (frame !== 0) return say(tab, 'frame')
  await chrome.scripting.executeScript({ target: { tabId: tab }, files: ['content.js'] }).catch(() => {}) // the browser's own pages
  if (!await ask(tab, frame, { id })) await say(tab, 'browser')
}

const ask = (tab: number, frameId: number, select: SelectPost) => chrome.tabs.sendMessage(tab, { select }, { frameId }).then(() => true, () => false)

/** Answers a page that was asked, once. It learns that a card opens, and nothing else. */
export async function picked({ id, why, post, page: facts, max }: PagePicked, p: Page): Promise<CardFrame | undefined> {
  if (!await pressed(id, p.tab)) return undefined
  if (!post || !facts) return void await say(p.tab, (why === 'unread' ? p.why || (p.frame ? 'frame' : 'browser') : why || 'gone') as Why)
  const [finding] = await findingsOf(facts, [post], true)
  const row = { ...rowOf(post, finding!, facts, p.rows[post.id]), picked: true }
  p.rows[post.id] = row
  Object.assign(p, { site: facts.site ?? '', url: facts.url })
  await save(p)
  await tick()
  return frameOf(p, row, post.text, max)
}

// Two answers to one press: the lock lets only the first have it.
const pressed = (id: string, tab: number): Promise<boolean> => navigator.locks.request('press', async () => {
  const name = `press:${tab}`, press = (await chrome.storage.session.get(name))[name] as { id: string; untilMs: number } | undefined
  if (press?.id !== id) return false
  await chrome.storage.session.remove(name)
  return press.untilMs > Date.now()
})

// The popup says it, and opens where the browser lets it; until then the toolbar button calls.
async function say(tab: number, why: Why): Promise<void> {
  const said: Unpicked = { tab, why, untilMs: Date.now() + SAID_MS }
  await chrome.storage.session.set({ [UNPICKED + tab]: said })
  await chrome.action.setBadgeText({ tabId: tab, text: '!' }).catch(() => {}) // the tab may be gone
  await chrome.action.openPopup?.().catch(() => {})
}
