// The service worker (Firefox: background page). It dies whenever it likes, so every
// listener is registered here, synchronously, and nothing that matters is only in memory.
//
//   page ──▶ gate ──▶ page.ts ──▶ engine          card ──▶ gate ──▶ card.ts ─┐
//   popup, panel, options ──▶ gate ──▶ ui.ts ──▶ desk.ts ◀───────────────────┘
//   desk.ts ──op──▶ store.ts ──▶ sync.ts ◀──▶ backend     live.ts ──poke──▶ sync.ts
//   what changed ──▶ tell.ts ──▶ pages, cards, toolbar, screens

import './lock'
import { beat, doubt, wind } from './beat'
import { answerCard, forgetCards } from './card'
import { onChanged } from './desk'
import { playbookFrom } from './engine'
import { admit, forgetBucket, type Gated } from './gate'
import { added, grants, inject, register, removed } from './grants'
import { home, onRefused } from './home'
import { renewToken, signedOut } from './join'
import { answered, onLive, reconsider } from './live'
import { answerPage } from './page'
import { allPages, forgetTab, isPublic, pagesOfTab, push } from './pages'
import { chosen, layMenu, select } from './pick'
import { fact, onEmpty } from './store'
import { nudge, onSync, sync } from './sync'
import { catchUp, playbookText, refreshTeam } from './team'
import { tellKeys, tellSetup, tick } from './tell'
import { answerUI } from './ui'
import { OFF, OFF_HOSTS, OFF_TABS } from '../shared/storage'

playbookFrom(playbookText)
onEmpty(() => void woke())
onChanged(keys => void tellKeys(keys))
onRefused(signedOut)
onSync({ settled: () => void reconsider(), answered: () => void answered(), saw: (version, people) => void catchUp(version, people) })
onLive({
  watched: async () => (await allPages()).some(p => p.visible),
  greeted: () => void sync('pull'),
  poke: seq => void poked(seq),
  turned: open => { void tick(); if (open) void nudge() },
})

chrome.runtime.onMessage.addListener((message, sender, answer) => {
  const gated = admit(message, sender)
  if (!gated) return false
  if ('card' in gated && 'panel' in gated.card) openPanel({ tabId: gated.from.tab }) // now: it needs the click
  route(gated).then(answer, e => {
    console.error('message:', e)
    answer(undefined)
  })
  return true
})

chrome.runtime.onInstalled.addListener(({ reason }) => void installed(reason))
chrome.runtime.onStartup.addListener(() => { void register(); layMenu() })
chrome.contextMenus.onClicked.addListener((info, tab) => void chosen(info, tab))
chrome.permissions.onAdded.addListener(({ origins }) => void added(origins))
chrome.permissions.onRemoved.addListener(() => void removed())
chrome.tabs.onRemoved.addListener(tab => void closed(tab))
chrome.alarms.onAlarm.addListener(({ name }) => void (name === 'beat' ? beat() : sync('pull')))
chrome.storage.onChanged.addListener(changes => { if ([OFF_HOSTS, OFF, OFF_TABS].some(name => name in changes)) void tellSetup() })
chrome.commands.onCommand.addListener((command, tab) => {
  if (command === 'panel') openPanel({ windowId: tab?.windowId ?? chrome.windows.WINDOW_ID_CURRENT })
  else if (command === 'select' && tab?.id !== undefined) void select(tab.id, tab.url ?? '')
  else if (tab?.id !== undefined) void toTab(command, tab.id)
})

void woke()

async function route(gated: Gated): Promise<unknown> {
  await doubt()
  if ('page' in gated) return answerPage(gated.page, gated.from)
  if ('card' in gated) return answerCard(gated.card, gated.from)
  if ('ui' in gated) return answerUI(gated.ui)
  return gated satisfies never
}

/** On every wake: alarms back, one pull, the socket if somebody looks. */
async function woke(): Promise<void> {
  await wind()
  if (!await home()) return
  await doubt()
  if (await fact('me')) void refreshTeam('if stale')
  else await refreshTeam('now') // the disk was wiped: first who we are, then what is ours
  await sync('pull')
  await reconsider()
  await renewToken()
}

async function poked(seq: number): Promise<void> {
  const cursor = await fact('cursor')
  if (!cursor || seq > cursor.seq) await sync('pull')
  else await refreshTeam('now') // nothing new in the ledger: then the team itself changed
}

async function installed(reason: string): Promise<void> {
  layMenu()
  if (reason === 'install') await chrome.tabs.create({ url: chrome.runtime.getURL('options.html#welcome') })
  await register()
  await inject(await grants()) // pages that were open before: their old script gives way
}

async function closed(tab: number): Promise<void> {
  forgetBucket(tab)
  await forgetTab(tab)
  await forgetCards(tab)
  await reconsider()
}

async function toTab(name: string, tab: number): Promise<void> {
  const all = await pagesOfTab(tab), marked = all.filter(p => Object.values(p.rows).some(isPublic))
  const [p = all[0]] = marked.sort((a, b) => (b.usedMs ?? 0) - (a.usedMs ?? 0)) // of a page and its frames the one that the person is at
  if (p) await push(p, { command: { name, keys: '' } })
}

/** Must be called inside the person's own gesture, before anything is awaited. */
function openPanel(where: { tabId: number } | { windowId: number }): void {
  if (chrome.sidePanel) void chrome.sidePanel.open(where).catch(e => console.warn('panel:', e))
  else void (globalThis as { browser?: { sidebarAction?: { open(): Promise<void> } } }).browser?.sidebarAction?.open()
}

