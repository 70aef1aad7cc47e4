// Which conversations the list shows, in the worker's order: it puts the most urgent first.
import { hostOf } from '../shared/address'
import { nameOf } from '../shared/state'
import type { Board, Look } from '../shared/wire'

export type Filter = 'all' | 'mine'
export type Group = 'waiting' | 'claimed' | 'answered'

/** Mine is what I hold, ask for, or lost; a search looks at people, names and places. */
export function matching(board: Board, filter: Filter, words: string): Look[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return board.looks.filter(l => {
    if (filter === 'mine' && l.holder !== board.me && !['mine', 'pending', 'lost'].includes(l.state)) return false
    if (!wanted.length) return true
    const text = [l.author, l.site, hostOf(l.link), l.holder && nameOf(board.members, l.holder), ...l.names].join(' ').toLocaleLowerCase()
    return wanted.every(w => text.includes(w))
  })
}

/** The conversations under their headings, each in the order in which it came. */
export function grouped(looks: readonly Look[]): { name: Group; looks: Look[] }[] {
  const groups: Record<Group, Look[]> = { waiting: [], claimed: [], answered: [] }
  for (const l of looks) groups[groupOf(l)].push(l)
  return (['waiting', 'claimed', 'answered'] as const).map(name => ({ name, looks: groups[name] })).filter(g => g.looks.length)
}

/** Free ones wait for somebody; answered ones are done; all between are in hand. */
export function groupOf(l: Look): Group {
  if (l.state === 'free' || (l.state === 'unverified' && !l.holder)) return 'waiting'
  return l.state === 'answered' ? 'answered' : 'claimed'
}
