// What this person says of themselves: whether they are on duty, and their accounts on
// the sites. Nothing of it waits in the outbox: it is saved when the home says so.

import type { Handle, Me, MeIn, Members, Oneself, SetOneself, UIAnswer } from '../shared/wire'
import { api } from './home'
import { problem, refused } from './problem'
import { never } from './prompt'
import { fact } from './store'
import { handlesChange, keepMembers, keepMe } from './team'

/** What is known here. */
export async function oneself(): Promise<Oneself> {
  const me = (await fact('me'))?.member
  return { onDuty: me?.on_duty ?? true, leader: me?.leader ?? false, never: (await fact('asked'))?.never ?? [], handles: (await fact('handles') ?? []).filter(h => h.member === me?.id) }
}

let last: Promise<unknown> = Promise.resolve()

/** Changes one thing, one change after the other: each is made in the list that the one before left. */
export function setOneself(change: SetOneself): Promise<UIAnswer> {
  const now = last.then(() => set(change))
  last = now.catch(() => {})
  return now
}

async function set(change: SetOneself): Promise<UIAnswer> {
  if ('askAgain' in change) {
    await never(change.askAgain, false)
    return { oneself: await oneself() }
  }
  if ('onDuty' in change) return put({ on_duty: change.onDuty })
  const all = await api<Members>('GET', 'members'), id = (await fact('me'))?.member.id
  if (!all.ok) return { problem: refused(all) }
  if (!id) return { problem: problem('internal') } // a moment after the disk was wiped
  const meant = 'add' in change ? change.add : change.remove
  const rest = all.body.handles.filter(h => h.member === id && !same(h, meant)), list = 'add' in change ? [...rest, meant] : rest
  const others = all.body.handles.filter(h => h.member !== id)
  return put({ handles: list.map(({ site, handle }) => ({ site, handle })) },
    { members: all.body.members, handles: [...others, ...list.map(h => ({ ...h, member: id }))] })
}

async function put(body: MeIn, then?: Members): Promise<UIAnswer> {
  if (then) handlesChange()
  const me = await api<Me>('PUT', 'me', JSON.stringify(body))
  if (!me.ok) return { problem: refused(me) }
  if (then) handlesChange()
  if (then) await keepMembers(then)
  await keepMe(me.body)
  return { oneself: await oneself() }
}

const same = (a: Handle, b: Handle) => a.site === b.site && a.handle.toLowerCase() === b.handle.toLowerCase()
