// Joining and leaving a team. The device token is made here, from this browser's own
// randomness, and only its id and a hash of its secret are sent: a lost answer loses
// nothing, because the same token asks again. Leaving wipes all the team's data.

import { ASKING, SIGNED_OUT, WANTED } from '../shared/storage'
import type { Join, Problem, RedeemIn, TokenIn } from '../shared/wire'
import { forgetCards } from './card'
import { hex } from './desk'
import { unload } from './engine'
import { api, deviceId, home, type Home, request } from './home'
import { close, reconsider } from './live'
import { problem } from './problem'
import { wipe, write } from './store'
import { sync } from './sync'
import { refreshTeam } from './team'
import { tellSetup } from './tell'

/** An invite that was sent and not yet answered. */
interface Joining extends Home { invite: string }

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const MONTH_MS = 30 * 86_400_000
const LINK = /^#([0-9A-Za-z]{32})\.([0-9A-Za-z_-]{16,128})$/

/** Redeems an invite link; undefined when it worked. */
export function join(m: Join): Promise<Problem | undefined> {
  return navigator.locks.request('join', async () => {
    const invite = parse(m.link.trim())
    if ('code' in invite) return invite
    const now = await home() // said twice, because the first answer was lost: it worked
    if (now) return now.origin === invite.origin && now.team === invite.team ? undefined : problem('already_joined')
    const joining = await tokenFor(invite)
    const body: RedeemIn = { invite: joining.invite, device: deviceId(joining), hash: await secretHash(joining), label: m.label }
    const redeemed = await request(joining, 'POST', 'redeem', JSON.stringify(body))
    if (!redeemed.ok) return refusal(redeemed.status, invite.origin)
    const { invite: _, ...joined } = joining
    await chrome.storage.local.set({ home: { ...joined, madeMs: Date.now() } })
    await chrome.storage.local.remove(['joining', SIGNED_OUT])
    await arrive()
    return undefined
  })
}

/**
 * Once a month this browser makes itself a new secret. Until the new one is used the
 * backend takes both, so it does not matter where this is cut off: the same one is told again.
 */
export function renewToken(): Promise<void> {
  return navigator.locks.request('join', async () => {
    const h = await home()
    if (!h || Math.abs(Date.now() - (h.madeMs ?? 0)) < MONTH_MS) return
    const before = (await chrome.storage.local.get('next'))['next'] as string | undefined
    const next = { ...h, token: before ?? newToken(deviceId(h)), madeMs: Date.now() }
    await chrome.storage.local.set({ next: next.token })
    const body: TokenIn = { hash: await secretHash(next) }
    if (!(await api('PUT', 'token', JSON.stringify(body))).ok || (await home())?.token !== h.token) return
    await chrome.storage.local.set({ home: next })
    await chrome.storage.local.remove('next')
  })
}

/** Leaves: tells the backend if it listens, then forgets everything of the team. */
export async function leave(): Promise<void> {
  const h = await home()
  if (h) await Promise.race([api('DELETE', `devices/${deviceId(h)}`), new Promise(done => setTimeout(done, 3000))])
  await forget('nothing')
}

/** The backend does not know this device any more: only what it never got of what became of conversations is kept. */
export async function signedOut(): Promise<void> {
  if (!await home()) return
  await chrome.storage.local.set({ [SIGNED_OUT]: true })
  await forget('facts')
}

async function forget(keep: 'nothing' | 'facts'): Promise<void> {
  await chrome.storage.local.remove(['home', 'joining', 'next', WANTED, ...keep === 'nothing' ? [SIGNED_OUT, ASKING] : []])
  close()
  unload()
  await wipe(keep)
  await tellSetup() // pages ask again, hear that they are off, and their findings go
  await forgetCards('all')
}

/** Whether the backend signed this device out. */
export const wasSignedOut = async () => (await chrome.storage.local.get(SIGNED_OUT))[SIGNED_OUT] === true

async function arrive(): Promise<void> {
  await write({ wipe: true, facts: { cursor: { epoch: '', seq: 0 }, line: { online: true, asOfMs: 0, failures: 0 } } })
  await refreshTeam('now')
  await sync('pull')
  await tellSetup()
  await reconsider()
}

function refusal(status: number, origin: string): Problem {
  if (status === 0) return problem('no_answer', origin)
  if (status === 404 || status === 410) return problem('invite_over')
  if (status === 429) return problem('rate_limited')
  return problem('invite_refused', String(status))
}

/** Takes https://home/join#team.secret apart. */
function parse(link: string): { origin: string; team: string; invite: string } | Problem {
  const url = URL.parse?.(link) ?? (URL.canParse(link) ? new URL(link) : null)
  const parts = url && LINK.exec(url.hash)
  if (!parts) return problem('invite_mangled')
  if (!allowed(url.origin)) return problem('origin_not_allowed', url.origin)
  return { origin: url.origin, team: parts[1]!, invite: parts[2]! }
}

/** Whether this package's connect-src lets us speak to an origin. */
function allowed(origin: string): boolean {
  const csp = (chrome.runtime.getManifest().content_security_policy as { extension_pages?: string })?.extension_pages ?? ''
  const sources = /connect-src([^;]*)/.exec(csp)?.[1]?.trim().split(/\s+/) ?? []
  const { protocol, hostname } = new URL(origin)
  return sources.some(s => s === protocol || s === origin || s === `${protocol}//${hostname}:*`)
}

/** The token for an invite: the one that asked before, if its answer was lost. */
async function tokenFor(invite: { origin: string; team: string; invite: string }): Promise<Joining> {
  const before = (await chrome.storage.local.get('joining'))['joining'] as Joining | undefined
  if (before && before.origin === invite.origin && before.team === invite.team && before.invite === invite.invite) return before
  const joining = { ...invite, token: newToken() }
  await chrome.storage.local.set({ joining })
  return joining
}

function newToken(device = base62(16)): string {
  const body = `pl_d_${device}_${base62(43)}`
  return `${body}_${checksum(body)}`
}

function base62(length: number): string {
  let out = ''
  while (out.length < length)
    for (const b of crypto.getRandomValues(new Uint8Array(length)))
      if (b < 248 && out.length < length) out += DIGITS[b % 62] // 248 = 4 * 62: no digit is likelier
  return out
}

/** CRC-32 (IEEE) of a text as six base62 digits. */
function checksum(s: string): string {
  let crc = ~0
  for (const b of new TextEncoder().encode(s)) {
    crc ^= b
    for (let i = 0; i < 8; i++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  let n = ~crc >>> 0, out = ''
  for (let i = 0; i < 6; i++) { out = DIGITS[n % 62] + out; n = Math.floor(n / 62) }
  return out
}

async function secretHash(h: Home): Promise<string> {
  const secret = h.token.split('_')[3] ?? ''
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))))
}
