// The board as the screens and the toolbar show it: all conversations, and what is this
// person's of what has an id of its own.

import { number, urgency } from '../shared/board'
import type { Board } from '../shared/wire'
import { counted, t } from '../shared/words'
import { viewed } from './desk'
import { linkLine, notices } from './line'
import { onBoard } from './matter'
import { fact } from './store'

/** Who the person and the colleagues are. */
export const company = async () => ({ members: await fact('members') ?? [], me: (await fact('me'))?.member.id ?? '' })

/** The whole board. */
export async function board(): Promise<Board> {
  const { looks, matters = [] } = await viewed(), team = await company(), member = (await fact('me'))?.member
  const read = await fact('read') ?? [], seen = new Set(read)
  return {
    looks, ...onBoard(matters), ...team, role: member?.role ?? 'staff', leader: member?.leader ?? false, read, link: await linkLine(), notices: await notices(),
    signals: matters.filter(m => m.kind === 'signal' && m.owner === team.me && m.by !== team.me && !seen.has(m.id)).sort((a, b) => b.atMs - a.atMs),
  }
}

const GROUND = { calm: '#14213d', soon: '#9a4a00', over: '#8c2f39' } // of the number: the colours of deadlines

let painted = '', painting: Promise<void> | undefined, again = false

/** Puts the one number that matters on the toolbar button, or takes it off. */
export function paint(): Promise<void> {
  again = true
  return painting ??= repaint().finally(() => { painting = undefined })
}

async function repaint(): Promise<void> {
  while (again) {
    again = false
    const now = Date.now(), all = await fact('me') ? await board() : undefined, n = all ? number(all, now) : 0, near = all ? urgency(all, now) : 'calm'
    const text = n > 99 ? '99+' : n ? String(n) : ''
    if (text + near === painted) continue
    painted = text + near
    await chrome.action.setBadgeText({ text })
    await chrome.action.setBadgeBackgroundColor({ color: GROUND[near] })
    await chrome.action.setTitle({ title: n ? counted('waits', n) : t('name') })
  }
}
