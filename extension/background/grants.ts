// Where we run: exactly the origins that the person granted. The registered content
// script follows the grants on install, update, start and every change, and open tabs of
// a new grant get the script at once.

import type { ToPage } from '../shared/wire'
import type { Place } from './gate'
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

/** Makes the registered script match the grants. Events come in bursts: one at a time. */
export function register(): Promise<void> {
  return navigator.locks.request('grants', async () => {
    const matches = await grants()
    const [old] = await chrome.scripting.getRegisteredContentScripts({ ids: ['page'] })
    const script: chrome.scripting.RegisteredContentScript = { id: 'page', matches, js: [SCRIPT], runAt: 'document_idle', allFrames: false }
    if (!matches.length) return old && chrome.scripting.unregisterContentScripts({ ids: ['page'] })
    return old ? chrome.scripting.updateContentScripts([script]) : chrome.scripting.registerContentScripts([script])
  })
}

/** Starts the script in open tabs of the given patterns, unless a living one is there to take the word. */
export async function inject(matches: string[], word: ToPage = { keysChanged: { posts: [] } }): Promise<void> {
  if (!matches.length) return
  for (const { id } of await chrome.tabs.query({ url: matches })) {
    if (id === undefined || await chrome.tabs.sendMessage(id, word).then(() => true, () => false)) continue
    await chrome.scripting.executeScript({ target: { tabId: id }, files: [SCRIPT] }).catch(() => {}) // closed, or not a page
  }
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
