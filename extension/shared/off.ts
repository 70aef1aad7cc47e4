// The person's own off switches: everywhere, for an hour, for addresses of a pattern, in one
// tab. They are kept on this device alone; a screen writes them, the worker listens.
import { glob } from './match'
import { OFF, OFF_TABS } from './storage'

/** What is switched off, tabs apart. */
export interface Off { everywhere: boolean; untilMs: number; patterns: string[] }

/** What an address is switched off by. */
export type OffBy = { by: 'everywhere' | 'tab' } | { by: 'hour'; untilMs: number } | { by: 'pattern'; pattern: string }

const HOUR_MS = 3_600_000, MOST = 200

export async function switches(): Promise<Off> {
  return { everywhere: false, untilMs: 0, patterns: [], ...(await chrome.storage.local.get(OFF))[OFF] as Off | undefined }
}

const tabs = async () => (await chrome.storage.session.get(OFF_TABS))[OFF_TABS] as number[] | undefined ?? []

/** Why an address in a tab is off, the widest reason first; undefined where nothing says so. */
export async function offBy(url: string, tab: number): Promise<OffBy | undefined> {
  const { everywhere, untilMs, patterns } = await switches()
  if (everywhere) return { by: 'everywhere' }
  if (untilMs > Date.now()) return { by: 'hour', untilMs }
  const address = addressOf(url), pattern = patterns.find(p => glob(p, address))
  if (pattern) return { by: 'pattern', pattern }
  return (await tabs()).includes(tab) ? { by: 'tab' } : undefined
}

/** An address as patterns are of it: without scheme and fragment. */
export function addressOf(url: string): string {
  const { host, pathname, search } = new URL(url)
  return host + pathname + search
}

/** A pattern as it is kept, "" where it would be of nothing: "forum.example/c/boats*". */
export function tidy(pattern: string): string {
  const p = pattern.trim().replace(/^https?:\/\//, '').replace(/#.*$/, '')
  const [host = ''] = p.split('/')
  return /[\p{L}\p{N}]/u.test(host) && !/\s/.test(p) ? p.includes('/') || p.endsWith('*') ? p : `${p}/*` : ''
}

const set = (off: Off) => chrome.storage.local.set({ [OFF]: off })

export const turnOffEverywhere = async (yes: boolean) => set({ ...await switches(), everywhere: yes, untilMs: 0 })
export const turnOffForAnHour = async (yes: boolean) => set({ ...await switches(), untilMs: yes ? Date.now() + HOUR_MS : 0 })

export async function turnOffPattern(pattern: string, yes: boolean): Promise<void> {
  const now = await switches(), others = now.patterns.filter(p => p !== pattern)
  await set({ ...now, patterns: (yes ? [...others, pattern] : others).slice(-MOST) })
}

export async function turnOffTab(tab: number, yes: boolean): Promise<void> {
  const others = (await tabs()).filter(t => t !== tab)
  await chrome.storage.session.set({ [OFF_TABS]: yes ? [...others, tab] : others })
}

/** An hour that is over is no switch any more; true when there was one. */
export async function hourOver(): Promise<boolean> {
  const now = await switches(), over = now.untilMs > 0 && now.untilMs <= Date.now()
  if (over) await set({ ...now, untilMs: 0 })
  return over
}
