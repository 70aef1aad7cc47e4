// What this browser knows of its team: who the person is, the colleagues, the playbook.
// The last playbook that loaded stays in use until a newer one loads.

import type { Me, Members, PlaybookOut, Problem } from '../shared/wire'
import { load, unload } from './engine'
import { register } from './grants'
import { api, home, sameDevice } from './home'
import { refused } from './problem'
import { fact, write } from './store'
import { tellSetup, tick } from './tell'

const STALE_MS = 5 * 60_000
let asked = 0

/** Asks who we are, and for a new playbook and colleagues if there are any. Rarely, unless told to. */
export async function refreshTeam(how: 'now' | 'if stale'): Promise<Problem | undefined> {
  if (how === 'if stale' && Date.now() - asked < STALE_MS && Date.now() >= asked) return undefined
  asked = Date.now()
  const me = await api<Me>('GET', 'me')
  if (!me.ok) return refused(me)
  await write({ facts: { me: me.body } })
  await refreshMembers()
  if ((await fact('playbook'))?.version !== me.body.playbook_version && me.body.playbook_version > 0) await refreshPlaybook()
  await tick()
  return undefined
}

let tried = 0

/** Asks for what rows of the ledger hint at: a newer playbook, a colleague that nobody knows here yet. */
export async function catchUp(version: number, people: Set<string>): Promise<void> {
  if (version && version !== tried && version !== (await fact('playbook'))?.version) {
    tried = version // one that does not load is not fetched again and again
    await refreshTeam('now')
    return
  }
  const known = new Set((await fact('members') ?? []).map(m => m.id))
  for (const id of people) if (id && !known.has(id)) return void await refreshMembers()
}

let changes = 0 // of ours to what the home knows of us: an answer from before one is old

/** This person changes their own handles, now. */
export const handlesChange = (): void => { changes++ }

/** The colleagues and their handles, freshly asked; those known when nobody answers. */
export async function refreshMembers(): Promise<Members> {
  const before = changes, got = await api<Members>('GET', 'members')
  if (!got.ok || before !== changes) return { members: await fact('members') ?? [], handles: await fact('handles') ?? [] }
  await keepMembers(got.body)
  return got.body
}

/** Keeps the colleagues and their handles; with new handles the engine starts anew, and pages are read again. */
export async function keepMembers({ members, handles }: Members): Promise<void> {
  const before = JSON.stringify(await fact('handles') ?? [])
  await write({ facts: { members, handles } })
  if (JSON.stringify(handles) === before) return
  unload()
  await tellSetup()
}

/** The playbook as the engine reads it: posts by colleagues' accounts are skipped like those by the playbook's own. */
export async function playbookText(): Promise<string | undefined> {
  const [kept, handles = []] = await Promise.all([fact('playbook'), fact('handles')])
  if (!kept || !handles.length && !kept.text.includes('"siteFiles"')) return kept?.text
  const { siteFiles: _, ...playbook } = JSON.parse(kept.text) as { siteFiles?: string[]; accounts?: Record<string, string[]> }
  const accounts = new Map(Object.entries(playbook.accounts ?? {}))
  for (const h of handles) accounts.set(h.site, [...accounts.get(h.site) ?? [], h.handle])
  return JSON.stringify({ ...playbook, accounts: Object.fromEntries(accounts) })
}

/** Keeps who we are, and tells the screens. */
export async function keepMe(me: Me): Promise<void> {
  await write({ facts: { me } })
  await tick()
}

async function refreshPlaybook(): Promise<void> {
  const got = await api<PlaybookOut>('GET', 'playbook'), of = await home()
  if (!got.ok) return
  const text = JSON.stringify(got.body.playbook), loaded = await load(text)
  if (!loaded.ok) return console.warn('playbook', got.body.version, loaded.problems)
  if (!sameDevice(await home(), of)) return unload() // left while it was loaded
  await write({ facts: { playbook: { version: got.body.version, text } } })
  unload() // the next question loads it with the colleagues' accounts
  await register() // its site files may name other frames
  await tellSetup()
}
