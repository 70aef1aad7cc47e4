// Which site files fit an address, and which addresses are never read. Sites are data in
// the package; nothing here knows one network from another.

import { glob } from '../shared/match'
import { offBy } from '../shared/off'
import { OFF_HOSTS } from '../shared/storage'
import type { Site } from '../shared/wire'
import { home } from './home'
import { fact } from './store'

let packaged: Promise<Site[]> | undefined
let merged: { version: number; all: Site[] } | undefined

// The packaged files, and in place of those of their names the ones that the team published
// with its playbook, which its backend checked. What is private here stays so.
async function sites(): Promise<Site[]> {
  const ours = await (packaged ??= fetch(chrome.runtime.getURL('sites.json')).then(r => r.json() as Promise<Site[]>))
  const playbook = await fact('playbook'), version = playbook?.version ?? 0
  if (merged?.version !== version) merged = { version, all: updated(ours, playbook?.text ?? '{}') }
  return merged.all
}

function updated(ours: Site[], playbook: string): Site[] {
  const { siteFiles = [] } = JSON.parse(playbook) as { siteFiles?: string[] }
  const theirs = new Map(siteFiles.map(text => JSON.parse(text) as Site).map(s => [s.name, s]))
  const kept = ours.map(s => {
    const update = theirs.get(s.name)
    theirs.delete(s.name)
    return update ? { ...update, private: [...new Set([...s.private ?? [], ...update.private ?? []])] } : s
  })
  return [...theirs.values(), ...kept] // the generic one stays the last
}

/** The site files that may fit, in order of trial: those of this host, those found by their marks, the generic one. */
export async function sitesFor(url: string): Promise<Site[]> {
  const all = await sites(), { hostname } = new URL(url)
  const own = all.filter(s => s.hosts.some(h => glob(h, hostname)))
  return own.length ? [...own, ...all.slice(-1)] : all.filter(s => s.hosts.length === 0)
}

/** Whether posts are in frames of a host, in pages of anybody; without a host, in frames that a page writes itself. */
export async function framed(host?: string): Promise<boolean> {
  return (await sites()).some(s => s.frame && (host === undefined ? !s.hosts.length : s.hosts.some(h => glob(h, host))))
}

/** The patterns of all hosts whose frames have posts, "https://disqus.com/*". */
export const framePatterns = async (): Promise<string[]> =>
  (await sites()).flatMap(s => s.frame ? s.hosts.map(h => `https://${h}/*`) : [])

/** Why an address is not read: "signed_out", "no_playbook", "off", "private", or "" when it is read. */
export async function whyUnread(url: string, tab: number): Promise<string> {
  if (!await home()) return 'signed_out'
  if (!await fact('playbook')) return 'no_playbook'
  return offReason(url, tab)
}

/** Why this address itself is not: "off", "private" or "". */
export async function offReason(url: string, tab: number): Promise<string> {
  if (await offBy(url, tab)) return 'off'
  const { hostname, pathname } = new URL(url)
  const off = (await chrome.storage.local.get(OFF_HOSTS))[OFF_HOSTS] as string[] | undefined
  if (off?.includes(hostname)) return 'off'
  if (DENIED.some(h => glob(h, hostname))) return 'private'
  const own = (await sites()).filter(s => s.hosts.some(h => glob(h, hostname)))
  return own.some(s => s.private?.some(p => glob(p, pathname))) ? 'private' : ''
}

/** Mail, money and keys: never read, whatever was granted. */
const DENIED = ['mail.*', 'webmail.*', 'outlook.*', '*.protonmail.com', '*.proton.me', 'accounts.*', 'login.*', 'signin.*',
  'sso.*', 'idp.*', 'bank.*', '*.bank', 'netbank.*', 'nettbank.*', 'onlinebanking.*', '*.bankid.no', 'www.paypal.com',
  'checkout.*', 'pay.*', 'payment.*', '1password.com', '*.1password.com', 'vault.bitwarden.com']
