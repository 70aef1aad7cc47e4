// The one clock of the worker: an alarm each half minute that does what has fallen due. It
// renews claims whose page is visible, sends what is unsent, pulls while somebody looks,
// and notices when the computer slept or its clock was set.

import { paint } from './board'
import { hourOver } from '../shared/off'
import { act, offset } from './desk'
import { home } from './home'
import { live, looking, reconsider } from './live'
import { allPages } from './pages'
import { doubtOwn, fact, forgetDrafts, heads, outbox } from './store'
import { sync } from './sync'
import { refreshTeam } from './team'
import { forgetCards } from './card'
import { tellKeys } from './tell'

/** Alarms may be lost at restart or update: made again at each start of the worker. */
export async function wind(): Promise<void> {
  if (!await chrome.alarms.get('beat')) await chrome.alarms.create('beat', { periodInMinutes: 0.5 })
}

let pulls = 0

/** What an alarm does. */
export async function beat(): Promise<void> {
  if (!await home()) return
  await doubt()
  await beatNow()
  await hourOver() // pages are read again: main.ts hears of it
  await renew()
  const seen = await looking()
  // A poke may be lost: also with the socket open, but then every other time.
  if (seen && (!live() || ++pulls % 2) || (await outbox()).length) await sync('pull')
  if (seen) await refreshTeam('if stale')
  await forgetCards('nobody')
  await forgetDrafts()
  await reconsider()
  await paint() // what is due falls due by itself
}

/** Renews own claims after a third of their time, only while a tab that shows them is visible. */
async function renew(): Promise<void> {
  const me = await fact('me')
  if (!me) return
  const seen = new Set((await allPages()).filter(p => p.visible).flatMap(p => Object.values(p.rows).map(r => r.key)))
  const now = Date.now() + await offset()
  for (const h of await heads(seen)) {
    const left = h.expiresMs - now
    if (h.holder !== me.member.id || me.member.leader && h.givenBy || left <= 0 || left > me.team.ttl_ms * 2 / 3) continue
    const { key, link, site, author, names } = h
    await act({ kind: 'renew', conversation: { key, link, site, author, names } })
  }
}

const JUMP_MS = 30_000
const MISSED_MS = 150_000 // since a beat: nobody knows how long it was really
const started = Date.now() - performance.now()
let skew = 0
let beaten: Promise<boolean> | undefined

/**
 * When local time jumped, also while no worker ran, or the beats stood still until this
 * one came, no claim counts as ours until the backend says so again.
 */
export async function doubt(): Promise<void> {
  const now = Date.now() - performance.now() - started, jumped = Math.abs(now - skew) >= JUMP_MS
  if (await (beaten ??= beatenBefore()) && !jumped) return
  const own = await doubtOwn()
  await beatNow() // not before: whoever dies in between leaves the doubt to the next
  skew = now
  beaten = Promise.resolve(true)
  await tellKeys(own)
  if (jumped) await sync('pull')
  else if (own.length) void sync('pull')
}

async function beatNow(): Promise<void> {
  await chrome.storage.session.set({ beat: Date.now() })
  if (!await home()) await chrome.storage.session.remove('beat') // asked afterwards: a browser that has just left keeps nothing
}

/** Whether the last beat is as long ago as it should be. */
async function beatenBefore(): Promise<boolean> {
  const at = (await chrome.storage.session.get('beat'))['beat'] as number | undefined
  const since = Date.now() - (at ?? 0)
  return since > -JUMP_MS && since < MISSED_MS
}
