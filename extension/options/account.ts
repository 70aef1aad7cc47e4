// An account as people write it and as the engine compares it: the name alone, with its
// host where a site has many homes ("kari@coast.example"). The engine's rule for the name
// is `bare` in wasm/spot.

import type { Handle, Site } from '../shared/wire'
import { t } from '../shared/words'

/** A site on which a person can have an account; many: on hosts of its own. */
export interface Place { name: string; title: string; many: boolean }

/** These show names of people, which others have too: no account can be known by them. */
const NAMES_ONLY = ['facebook', 'stackexchange', 'trustpilot']
const ANY_PAGE = 'generic'

/** The sites of this package, those with many homes last. */
export async function places(): Promise<Place[]> {
  const all = await fetch(chrome.runtime.getURL('sites.json')).then(r => r.json()) as Site[]
  return all.map(s => ({ name: s.name, title: s.name === ANY_PAGE ? t('own_site_other') : s.title, many: s.hosts.length === 0 }))
    .sort((a, b) => Number(a.name === ANY_PAGE) - Number(b.name === ANY_PAGE) || Number(a.many) - Number(b.many) || a.title.localeCompare(b.title))
}

/** Those that can be chosen. */
export const choice = (all: readonly Place[]): Place[] => all.filter(p => !NAMES_ONLY.includes(p.name))

/** The form as it stands. */
export interface Typed { site: string; host: string; account: string }

/** What is wrong, by field, in words. */
export type Wrong = Partial<Record<keyof Typed, string>>

const MOST_BYTES = 300 // of a handle, as the home takes it

/** The handle that was typed, or what is wrong with it. */
export function read(typed: Typed, many: boolean, have: readonly Handle[]): { handle: Handle } | { wrong: Wrong } {
  const wrong: Wrong = {}
  let name = bare(typed.account), host = ''
  if (!typed.site) wrong.site = t('own_site_missing')
  if (many) {
    const at = name.lastIndexOf('@')
    host = hostOf(at > 0 ? name.slice(at + 1) : typed.host)
    if (at > 0) name = name.slice(0, at)
    if (!host) wrong.host = t('own_host_mangled')
  }
  const handle = host ? `${name}@${host}` : name
  if (!name) wrong.account = t('own_account_missing')
  else if (new TextEncoder().encode(handle).length > MOST_BYTES) wrong.account = t('own_account_long')
  else if (have.some(h => h.site === typed.site && h.handle.toLowerCase() === handle.toLowerCase())) wrong.account = t('own_account_known', handle)
  return Object.keys(wrong).length ? { wrong } : { handle: { site: typed.site, handle } }
}

/** Without what sites and people put before a name: @kari, u/kari, https://x.com/kari. */
function bare(account: string): string {
  const text = account.trim(), last = text.includes('://') ? text.replace(/\/+$/, '').split('/').pop()! : text
  return last.replace(/^\//, '').replace(/^u\//i, '').replace(/^@/, '').trim()
}

/** The host of an address, as links name it; "" for none. */
function hostOf(text: string): string {
  const address = /^https?:\/\//.test(text.trim()) ? text.trim() : `https://${text.trim()}`
  if (!URL.canParse(address)) return ''
  const { host, hostname } = new URL(address)
  return /.\../.test(hostname) || hostname === 'localhost' ? host.replace(/^www\./, '') : ''
}
