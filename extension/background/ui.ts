// The answers to popup, side panel and options: the pages that a site cannot draw over,
// and that may ask for everything but the token.

import type { Conversation, Devices, FromUI, Invite, Status, TabFindings, UIAct, UIAnswer, UITell } from '../shared/wire'
import { board, company, paint } from './board'
import { changed, checkMs } from './changed'
import { act, dismiss, drafted, looks } from './desk'
import { granted, grants, inject, register } from './grants'
import { api, deviceId, home } from './home'
import { join, leave, wasSignedOut } from './join'
import { ready } from './incident'
import { linkLine, notices } from './line'
import { reconsider } from './live'
import { tellMatter } from './matter'
import { allPages, conversation, framesOfTab, mainPage, type Page, push, rowId } from './pages'
import { oneself, setOneself } from './oneself'
import { report, reportItems } from './report'
import { playbook, publish, versions } from './playbook'
import { problem, refused } from './problem'
import { fact, heads, outbox, write } from './store'
import { nudge, sync } from './sync'
import { tick } from './tell'
import { refreshMembers, refreshTeam } from './team'
import { remember, whom } from './whom'
import { signalKind } from '../shared/takers'

/** Answers a screen of ours. */
export async function answerUI(m: FromUI): Promise<UIAnswer> {
  void reconsider() // somebody is looking
  void nudge()
  if ('status' in m) return { status: await status() }
  if ('claims' in m) return { board: await board() }
  if ('findings' in m) return { findings: await findings(m.findings.tab) }
  if ('act' in m) return acted(m.act)
  if ('read' in m) return done(read(m.read.id))
  if ('matter' in m) return tellMatter(m.matter)
  if ('ready' in m) return { ready: await ready() }
  if ('tell' in m) return tell(m.tell)
  if ('draft' in m) return drafted(m.draft.key, m.draft)
  if ('join' in m) {
    const wrong = await join(m.join)
    return wrong ? { problem: wrong } : { status: await status() }
  }
  if ('leave' in m) return done(leave())
  if ('sites' in m) return done(register().then(grants).then(all => inject(all)))
  if ('show' in m) return done(show(m.show.key, m.show.tab))
  if ('invite' in m) {
    const made = await api<Invite>('POST', 'invites', JSON.stringify(m.invite))
    return made.ok ? { invite: made.body } : { problem: refused(made) }
  }
  if ('dismiss' in m) return done(dismiss(m.dismiss.opId, m.dismiss.key))
  if ('members' in m) return { members: await refreshMembers() }
  if ('browsers' in m) return browsers()
  if ('signOut' in m) {
    const out = await api<undefined>('DELETE', `devices/${m.signOut.id}`)
    return out.ok ? browsers() : { problem: refused(out) }
  }
  if ('oneself' in m) return { oneself: await oneself() }
  if ('setOneself' in m) return setOneself(m.setOneself)
  if ('report' in m) return report(m.report)
  if ('reportItems' in m) return reportItems(m.reportItems)
  if ('playbook' in m) return playbook(m.playbook)
  if ('versions' in m) return versions(m.versions)
  if ('publish' in m) return publish(m.publish)
  return m satisfies never
}

async function browsers(): Promise<UIAnswer> {
  const all = await api<Devices>('GET', 'devices')
  const h = await home()
  return all.ok ? { browsers: { mine: h ? deviceId(h) : '', devices: all.body.devices.filter(d => !d.revoked) } } : { problem: refused(all) }
}

async function done(work: Promise<unknown>): Promise<UIAnswer> {
  await work
  return { done: {} }
}

async function status(): Promise<Status> {
  const [h, me, rows] = await Promise.all([home(), fact('me'), outbox()])
  if (h) void refreshTeam('if stale')
  return {
    joined: !!h, home: h?.origin ?? '', link: await linkLine(), sites: await grants(), notices: await notices(),
    parked: rows.filter(o => o.state === 'parked').length, version: chrome.runtime.getManifest().version, ...h && me && { me },
  }
}

async function findings(tab: number): Promise<TabFindings> {
  const main = await openPage(tab), all = [...main ? [main] : [], ...await framesOfTab(tab)], p = all[0], rest = { ...await company(), link: await linkLine() }
  if (!p) return { url: '', site: '', read: false, why: await whyUnread(tab), rows: [], posts: 0, ...rest }
  const rows = all.flatMap(p => Object.values(p.rows).sort((a, b) => a.order - b.order).map(r => ({ p, r }))), to = await whom()
  const look = new Map((await looks([...new Set(rows.map(({ r }) => r.key))])).map(l => [l.key, l]))
  return {
    url: p.url, site: p.site, read: !p.why, why: p.why, posts: all.reduce((n, p) => n + p.posts.length, 0), ...rest, ...await changed(p), checkMs: checkMs(p),
    rows: rows.flatMap(({ p, r }) => {
      const l = look.get(r.key)
      return l ? [{ id: rowId(p, r), author: r.author, excerpt: r.excerpt, mentions: r.mentions, look: { ...l, ...conversation(p, r) }, to: to(signalKind(r.mentions.map(m => m.kind)), r.excerpt) }] : []
    }),
  }
}

/** The main document of a tab, unless the tab has gone on to another origin since. */
async function openPage(tab: number): Promise<Page | undefined> {
  const p = await mainPage(tab)
  if (!p || !await granted(p)) return undefined
  const now = await chrome.tabs.get(tab).catch(() => undefined)
  return now?.url && new URL(now.url).origin === p.origin ? p : undefined
}

async function whyUnread(tab: number): Promise<string> {
  if (await wasSignedOut() || !await home()) return 'signed_out'
  const now = await chrome.tabs.get(tab).catch(() => undefined)
  const mine = now?.url && /^https?:/.test(now.url) && await chrome.permissions.contains({ origins: [`${new URL(now.url).protocol}//${new URL(now.url).hostname}/*`] })
  return mine ? 'off' : 'not_granted'
}

async function acted(m: UIAct): Promise<UIAnswer> {
  const about = await known(m.key, m.tab)
  if (!about) return { problem: problem('not_found', m.key) }
  const result = await act({ kind: m.kind, conversation: about, ...m.refusal && { refusal: m.refusal }, ...m.target && { target: m.target }, ...m.note && { note: m.note } })
  void sync('flush')
  return { acted: result }
}

/** Nobody is in a signal but who is told of it, and whom the person wrote about. */
async function tell(said: UITell): Promise<UIAnswer> {
  const { to, kind, text, link } = said, nothing: Conversation = { key: '', link: '', site: '', author: '', names: [] }
  const result = await act({ kind: 'signal', conversation: nothing, target: to, fact: { kind, text, ...link && { link } } })
  if ('op' in result) await remember(said)
  void sync('flush')
  return { acted: result }
}

const MOST_READ = 500

async function read(id: string): Promise<void> {
  await write({ facts: { read: [...(await fact('read') ?? []).filter(r => r !== id), id].slice(-MOST_READ) } })
  await tick()
  void paint()
}

/** A conversation by its key: as found in a tab, or as the team knows it. */
async function known(key: string, tab: number): Promise<Conversation | undefined> {
  for (const p of await allPages())
    if (tab === 0 || p.tab === tab)
      for (const r of Object.values(p.rows)) if (r.key === key) return conversation(p, r)
  const [head] = await heads([key])
  if (!head) return undefined
  const { link, site, author, names, triage } = head
  return { key, link, site, author, names, ...triage && { triage } }
}

/** Brings a conversation to the front: its tab if one is open, else its link in a new one. A post without a key goes by its id. */
async function show(key: string, at: number): Promise<void> {
  const find = (p: Page) => Object.values(p.rows).find(r => r.key === key || rowId(p, r) === key)
  const pages = (await allPages()).filter(find)
  const open = pages.find(p => p.tab === at) ?? pages[0]
  const post = open && find(open)
  const tab = open && await chrome.tabs.update(open.tab, { active: true }).catch(() => undefined)
  if (tab) {
    await chrome.windows.update(tab.windowId, { focused: true })
    return push(open!, { show: { id: post!.id } })
  }
  const link = (await known(key, 0))?.link ?? ''
  if (/^https?:\/\//.test(link)) await chrome.tabs.create({ url: link })
}
