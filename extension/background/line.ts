// The state of the line to the backend, as every screen shows it.

import type { LinkLine, Notice } from '../shared/wire'
import { storageFull } from './desk'
import { engineBroken } from './engine'
import { home } from './home'
import { live } from './live'
import { fact, outbox } from './store'

export async function linkLine(): Promise<LinkLine> {
  const [line, rows, playbook, h] = await Promise.all([fact('line'), outbox(), fact('playbook'), home()])
  const online = line?.online ?? false
  return {
    online, asOfMs: line?.asOfMs ?? 0, unsent: rows.length, live: live(), playbook: playbook?.version ?? 0,
    problem: storageFull() ? 'storage_full' : engineBroken() ? 'engine' : !h ? 'signed_out' : online ? '' : 'offline',
  }
}

/** What the person must hear of; a full disk cannot be written down, so it is added here. */
export async function notices(): Promise<Notice[]> {
  const kept = await fact('notices') ?? []
  return storageFull() ? [...kept, { code: 'storage_full', key: '', atMs: Date.now() }] : kept
}
