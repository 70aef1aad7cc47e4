// The team's incidents and promises over what was found in a tab.
import { ask, pick } from '../shared/api'
import { nextTurn } from '../shared/due'
import { Incidents } from '../shared/incidents'
import { useLive } from '../shared/live'
import { Promises } from '../shared/promises'
import type { Failed } from '../shared/say'
import type { Board } from '../shared/wire'

const load = async (): Promise<Board | undefined> => pick(await ask({ claims: {} }), 'board')
const due = ({ incidents, promises }: Board) => nextTurn([...incidents, ...promises], Date.now())

/** What the whole team should see, whatever the page is; nothing until it is known. */
export function Team({ failed }: { failed: Failed }) {
  const { value } = useLive(load, due)
  return value ? <><Incidents board={value} failed={failed} /><Promises board={value} failed={failed} /></> : null
}
