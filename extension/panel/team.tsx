// The team's incidents over what was found in a tab.
import { ask, pick } from '../shared/api'
import { nextTurn } from '../shared/due'
import { Incidents } from '../shared/incidents'
import { useLive } from '../shared/live'
import type { Failed } from '../shared/say'
import type { Board } from '../shared/wire'

const load = async (): Promise<Board | undefined> => pick(await ask({ claims: {} }), 'board')
const due = ({ incidents }: Board) => nextTurn(incidents, Date.now())

/** What the whole team should see, whatever the page is; nothing until it is known. */
export function Team({ failed }: { failed: Failed }) {
  const { value } = useLive(load, due)
  return value ? <Incidents board={value} failed={failed} /> : null
}
