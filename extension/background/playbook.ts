// The playbook's versions, for the workbench: one of them, the list, and a new one. What is
// published here is in use here at once, and elsewhere within the next poke.

import type { AskPlaybook, AskVersions, PlaybookOut, PlaybookVersions, Publish, UIAnswer } from '../shared/wire'
import { api, type Reply } from './home'
import { refused } from './problem'
import { refreshTeam } from './team'

/** A version; 0 is the one in force. */
export const playbook = async ({ version }: AskPlaybook): Promise<UIAnswer> =>
  told(await api<PlaybookOut>('GET', version ? `playbook?version=${version}` : 'playbook'))

/** The versions before one, the newest first; 0 for all. */
export async function versions({ before }: AskVersions): Promise<UIAnswer> {
  const got = await api<PlaybookVersions>('GET', `playbook/versions?before=${before}`)
  return got.ok ? { versions: got.body } : { problem: refused(got) }
}

/** Puts a playbook into force. */
export async function publish({ base, playbook }: Publish): Promise<UIAnswer> {
  const out = await api<PlaybookOut>('PUT', 'playbook', `{"base":${base},"playbook":${playbook}}`)
  if (out.ok) await refreshTeam('now')
  return told(out)
}

function told(got: Reply<PlaybookOut>): UIAnswer {
  if (!got.ok) return { problem: refused(got) }
  const { version, at_ms, by, playbook } = got.body
  return { playbook: { version, at_ms, by, playbook: JSON.stringify(playbook) } }
}
