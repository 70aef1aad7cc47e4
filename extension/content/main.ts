// The content script: it reads posts, draws on them and listens. It decides nothing and
// keeps nothing.
//
//     page ──(site file)──▶ find ──▶ text ──▶ posts ──scan──▶ worker ──▶ engine
//      │                                        ▲                │
//    watch ── notes ──▶ slices (idle, budget) ──┘              marks, states
//                                                                │
//     host (closed root, top layer) ◀── draw, card ◀─────────────┘
//
// The one thing not to forget: the page is hostile and can see everything that is in its
// tree. No text of ours goes there, and no event of the page's making counts.
import type { ToPage } from '../shared/wire'
import { address } from './around'
import { Host } from './host'
import { Page } from './page'
import { readingOf } from './reading'
import { alive, ask } from './worker'

// A newer script of ours takes over from an orphan with this event; it carries nothing,
// and a script that is not orphaned does not listen to it.
const over = 'porchlightover'

const ended = new AbortController()
let host: Host | undefined
let page: Page | undefined
let hellos = 0, asking = false
let select: string | undefined // what the person selected is wanted, and whether the page is read is not known yet

function end() {
  ended.abort()
  page?.stop()
  host?.remove()
}

// Says hello, and starts anew with the answer; of several at once the last one counts.
async function hello() {
  const mine = ++hellos
  asking = true
  page?.stop()
  host?.remove()
  page = host = undefined
  const next = new Host(() => {
    page?.stop()
    page = undefined
    void ask('resting', { why: 'tampered' })
  })
  const setup = await ask('hello', { url: address(), attr: next.attr })
  const reading = setup?.read && readingOf(setup)
  if (mine !== hellos || ended.signal.aborted) return
  asking = false
  if (reading) {
    host = next
    page = new Page(reading, host, end, () => void hello())
    host.show()
    page.start()
  }
  if (select) pick(select)
}

function pick(id: string) {
  select = asking ? id : undefined
  if (page) page.select(id)
  else if (!asking) void ask('picked', { id, why: 'unread' })
}

function route(message: ToPage): void {
  if ('keysChanged' in message) return page?.states(message.keysChanged.posts)
  if ('card' in message) return page?.card(message.card)
  if ('command' in message) return page?.command(message.command)
  if ('setup' in message) return void hello()
  if ('show' in message) return page?.show(message.show.id)
  if ('select' in message) return pick(message.select.id)
  if ('insert' in message) return void page?.insert(message.insert)
  message satisfies never
}

function begin() {
  document.dispatchEvent(new Event(over))
  document.addEventListener(over, () => { if (!alive()) end() }, { signal: ended.signal })
  chrome.runtime.onMessage.addListener(route)
  const press = (e: MouseEvent) => {
    if (!e.isTrusted || e.button !== 0) return
    if (!alive()) return end()
    if (!page?.pressed(e)) return
    e.preventDefault()
    e.stopImmediatePropagation()
  }
  for (const kind of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'] as const) addEventListener(kind, press, { capture: true, signal: ended.signal })
  addEventListener('keydown', e => { if (e.isTrusted && e.key === 'Escape') page?.closeCard() }, { capture: true, signal: ended.signal })
  void hello()
}

if ('prerendering' in document && document.prerendering) document.addEventListener('prerenderingchange', begin, { once: true })
else begin()
