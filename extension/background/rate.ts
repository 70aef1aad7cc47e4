// What a draft was worth reaches whoever owns its entry in the playbook, as a signal: the
// entry, good or not, and why. Nothing of the post is in it.

import type { CardRate, Member, UIAnswer } from '../shared/wire'
import { playbook } from './book'
import { act } from './desk'
import type { Bound } from './card'
import { problem } from './problem'
import { fact } from './store'
import { sync } from './sync'

/** Tells the owner, or where the entry names nobody of the team, an admin. */
export async function rate({ answer, good, why }: CardRate, { conversation }: Bound): Promise<UIAnswer> {
  if (!good && !why.trim()) return { problem: problem('invalid') }
  const target = ownerOf(await entryOwner(answer), await fact('members') ?? [])
  const text = `${answer}: ${good ? '+' : '−'}${why.trim() && ` ${why.trim()}`}`
  const done = await act({ kind: 'signal', conversation, target, fact: { kind: 'other', text } })
  void sync('flush')
  return 'problem' in done ? { problem: done.problem } : { done: {} }
}

async function entryOwner(id: string): Promise<string> {
  const { answers = [] } = await playbook()
  return answers.find(a => a.id === id)?.owner ?? ''
}

function ownerOf(name: string, members: readonly Member[]): string {
  const active = members.filter(m => m.active)
  return (active.find(m => m.name.toLowerCase() === name.toLowerCase()) ?? active.find(m => m.role === 'admin'))?.id ?? ''
}
