// Whom a signal would best go to: the leader of the team whose topic it is about, else
// whoever was told last of such a thing, else a lead who is on duty. The person chooses.

import type { Member, UITell } from '../shared/wire'
import { fact, write } from './store'

interface Leaders { leaders?: { name: string; topics?: string[] }[] }

/** Tells a member's id, "" where there is nobody else. */
export async function whom(): Promise<(kind: string, text: string) => string> {
  const [all = [], me, told = {}, playbook] = await Promise.all([fact('members'), fact('me'), fact('told'), fact('playbook')])
  const others = all.filter(m => m.active && m.id !== me?.member.id), { leaders = [] } = JSON.parse(playbook?.text ?? '{}') as Leaders
  const is = (name: string) => (m: Member) => m.name.toLowerCase() === name.toLowerCase()
  return (kind, text) => {
    const about = text.toLowerCase(), leader = leaders.find(l => l.topics?.some(topic => about.includes(topic.toLowerCase())) && others.some(is(l.name)))
    const best = leader && others.find(is(leader.name)) || others.find(m => m.id === told[kind]) || others.find(m => m.role !== 'staff' && m.on_duty) || others[0]
    return best?.id ?? ''
  }
}

/** Remembers who was told. */
export const remember = async ({ kind, to }: UITell) => write({ facts: { told: { ...await fact('told'), [kind]: to } } })
