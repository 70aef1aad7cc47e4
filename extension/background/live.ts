// The poke: a socket that tells one number, the newest seq. It is a hint; the delta
// carries the data. It is open while somebody looks or holds a claim, and its ping every
// 25 s, the one ping there is, also keeps the worker alive; both end when nobody looks. A
// network can die without a word, so a socket that does not answer its pings is dropped.

import type { Ticket } from '../shared/wire'
import { offset } from './desk'
import { api, home } from './home'
import { fact, heads } from './store'

const PING_MS = 25_000
const DEAF_MS = 2 * PING_MS - 5000 // at the second ping in a row that nobody answered
const MOST_WAIT_MS = 60_000

let socket: WebSocket | undefined
let drop = () => {} // ends the socket there is, without waiting for the other side
let opening = false
let failures = 0
let again: ReturnType<typeof setTimeout> | undefined

/** What the socket needs of the rest of the worker. */
export interface Ears {
  watched(): Promise<boolean> // a granted tab is visible
  greeted(): void // the socket opened and told the newest seq: there may be news since the last one
  poke(seq: number): void
  turned(open: boolean): void
}
let ears: Ears = { watched: async () => false, greeted: () => {}, poke: () => {}, turned: () => {} }
export function onLive(e: Ears): void { ears = e }

export const live = () => socket?.readyState === WebSocket.OPEN

/** Opens or closes the socket, whichever is right now. */
export async function reconsider(): Promise<void> {
  if (!await needed()) return close()
  if (!socket && !opening && !again) await open()
}

/** Closes the socket for good, until somebody reconsiders. */
export function close(): void {
  clearTimeout(again)
  again = undefined
  drop()
}

/** The backend answered, so an outage is over: what was put off because of it is done now. */
export async function answered(): Promise<void> {
  if (again) {
    clearTimeout(again)
    again = undefined
    failures = 0
  }
  await reconsider()
}

async function needed(): Promise<boolean> {
  if (!await home()) return false
  return await looking() || await holding()
}

/** Whether a granted tab or a screen of ours is visible. */
export const looking = async () => await ears.watched() || await screenOpen()

async function screenOpen(): Promise<boolean> {
  if (!chrome.runtime.getContexts) return (chrome.extension.getViews?.() ?? []).some(v => !v.document.hidden && v !== globalThis as unknown)
  const contexts = await chrome.runtime.getContexts({ contextTypes: ['POPUP', 'SIDE_PANEL', 'TAB'] as chrome.runtime.ContextType[] })
  for (const c of contexts) {
    if (c.tabId < 0) return true // popup and side panel
    const tab = await chrome.tabs.get(c.tabId).catch(() => undefined)
    if (tab?.active) return true
  }
  return false
}

async function holding(): Promise<boolean> {
  const me = (await fact('me'))?.member.id
  const now = Date.now() + await offset()
  return !!me && (await heads()).some(h => h.holder === me && h.expiresMs > now)
}

async function open(): Promise<void> {
  opening = true
  try {
    const h = await home()
    const ticket = await api<Ticket>('POST', 'live')
    if (!h || !ticket.ok) return retryLater()
    listen(new WebSocket(`${h.origin.replace(/^http/, 'ws')}/v1/teams/${h.team}/live?ticket=${encodeURIComponent(ticket.body.ticket)}`))
  } finally {
    opening = false
  }
}

function listen(s: WebSocket): void {
  socket = s
  let heard = performance.now(), greeted = false
  const ping = setInterval(() => {
    if (performance.now() - heard > DEAF_MS) {
      drop()
      return void reconsider()
    }
    if (s.readyState === WebSocket.OPEN) s.send('p')
    void reconsider()
  }, PING_MS)
  drop = () => {
    drop = () => {}
    clearInterval(ping)
    socket = undefined
    s.onopen = s.onmessage = s.onclose = null
    s.close()
    ears.turned(false)
  }
  s.onopen = () => ears.turned(true)
  s.onmessage = ({ data }) => {
    heard = performance.now()
    failures = 0 // not at the opening: some take every socket and close it at once
    if (!/^\d{1,15}$/.test(data)) return
    if (greeted) ears.poke(Number(data))
    else ears.greeted()
    greeted = true
  }
  s.onclose = () => {
    drop()
    void needed().then(yes => { if (yes) retryLater() })
  }
}

function retryLater(): void {
  clearTimeout(again)
  const most = Math.min(MOST_WAIT_MS, 1000 * 2 ** failures++)
  again = setTimeout(() => { again = undefined; void reconsider() }, most * (0.1 + 0.9 * Math.random()))
}
