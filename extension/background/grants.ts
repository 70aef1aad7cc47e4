// Where we run: exactly the origins that the person granted. The registered content
// script follows the grants on install, update, start and every change, and open tabs of
// a new grant get the script at once.

import { glob } from '../shared/match'
import type { ToPage } from '../shared/wire'
import type { Place } from './gate'
import { framed, framePatterns } from './sites'
import { tellSetup } from './tell'

const SCRIPT = 'content.js'

/** The granted origin patterns, "https://example.org/*". */
export async function grants(): Promise<string[]> {
  return (await chrome.permissions.getAll()).origins ?? []
}

/** Whether a document may speak: its origin is granted, or the person pressed our button on its tab. */
export async function granted(from: Pick<Place, 'tab' | 'origin'>): Promise<boolean> {
  const { protocol, hostname } = new URL(from.origin)
  if (await chrome.permissions.contains({ origins: [`${protocol}//${hostname}/*`] })) return true
  const tab = await chrome.tabs.get(from.tab).catch(() => undefined)
  return !!tab?.url && new URL(tab.url).origin === from.origin // the url is only told where we have access
}

/** Whether a frame may speak: its site file says that posts are in such frames. The page around it lends it no grant. */
export const mayFrame = async ({ frame, origin, written }: Place): Promise<boolean> =>
  frame === 0 || await framed(written ? undefined : new URL(origin).hostname)

/** The grants that let us into frames: of what the person granted, the hosts whose frames have posts. */
async function frameGrants(all: readonly string[]): Promise<string[]> {
  const patterns = await framePatterns(), hosts = patterns.map(hostOf)
  const within = await Promise.all(patterns.map(p => chrome.permissions.contains({ origins: [p] })))
  return [...new Set([...patterns.filter((_, i) => within[i]), ...all.filter(g => hosts.some(h => glob(h, hostOf(g))))])]
}

const hostOf = (pattern: string) => pattern.replace(/^[^:]+:\/\//, '').replace(/\/.*$/, '')

/** Makes the registered scripts match the grants: one for pages, and one for the hosts that are also read in frames. Events come in bursts: one at a time. */
export function register(): Promise<void> {
  return navigator.locks.request('grants', async () => {
    const all = await grants(), frames = await frameGrants(all)
    const wanted: chrome.scripting.RegisteredContentScript[] = [
      { id: 'page', matches: all, excludeMatches: frames, js: [SCRIPT], runAt: 'document_idle', allFrames: false },
      { id: 'frame', matches: frames, js: [SCRIPT], runAt: 'document_idle', allFrames: true },
    ]
    const known = (await chrome.scripting.getRegisteredContentScripts()).map(s => s.id), is = (s: { id: string }) => known.includes(s.id)
    const kept = wanted.filter(s => s.matches!.length), gone = wanted.filter(s => !s.matches!.length && is(s))
    if (gone.length) await chrome.scripting.unregisterContentScripts({ ids: gone.map(s => s.id) })
    await chrome.scripting.updateContentScripts(kept.filter(is))
    await chrome.scripting.registerContentScripts(kept.filter(s => !is(s)))
  })
}

/** Starts the script in open tabs of the given patterns, unless a living one is there to take the word. */
export async function inject(matches: string[], word: ToPage = HARMLESS): Promise<void> {
  if (!matches.length) return
  for (const { id } of await chrome.tabs.query({ url: matches })) {
    if (id === undefined) continue
    if (!await chrome.tabs.sendMessage(id, word, { frameId: 0 }).then(() => true, () => false))
      await chrome.scripting.executeScript({ target: { tabId: id }, files: [SCRIPT] }).catch(() => {}) // closed, or not a page
    await injectFrames(id, word)
  }
}

const HARMLESS: ToPage = { keysChanged: { posts: [] } }

/** Starts the script in those frames of a granted tab that have posts, and no living script. */
export function injectFrames(tab: number, word: ToPage = HARMLESS): Promise<void> {
  return navigator.locks.request('frames', async () => {
    const seen = await chrome.scripting.executeScript({ target: { tabId: tab, allFrames: true }, injectImmediately: true, func: () => self.origin === 'null' ? '' : location.href }).catch(() => [])
    for (const { frameId, result: at = '' } of seen) {
      const may = frameId !== 0 && await framed(at === 'about:srcdoc' ? undefined : URL.canParse(at) ? new URL(at).hostname : '')
      if (!may || await chrome.tabs.sendMessage(tab, word, { frameId }).then(() => true, () => false)) continue
      await chrome.scripting.executeScript({ target: { tabId: tab, frameIds: [frameId] }, files: [SCRIPT] }).catch(() => {}) // gone meanwhile
    }
  })
}

export async function added(origins: string[] = []): Promise<void> {
  await register()
  await inject(origins, { setup: {} }) // one that was refused before asks again
}

/** After a grant went, pages ask again and hear that they are off. */
export async function removed(): Promise<void> {
  await register()
  await tellSetup()
}
