// The team's part of the panel: the board as this device knows it, its incidents, what this
// person promised and is due, and the switch between what was found on this page and all that is in hand.
import { ask, pick } from '../shared/api'
import { leads, listless, number, reminders } from '../shared/board'
import { nextTurn } from '../shared/due'
import { Incidents } from '../shared/incidents'
import { useLive } from '../shared/live'
import { useNow } from '../shared/now'
import { Promises } from '../shared/promises'
import type { Failed } from '../shared/say'
import type { Board } from '../shared/wire'
import { language, t } from '../shared/words'

const load = async (): Promise<Board | undefined> => pick(await ask({ claims: {} }), 'board')
const due = ({ incidents, promises, looks }: Board) => Math.min(nextTurn([...incidents, ...promises], Date.now()) || Infinity, ...looks.map(l => l.untilMs).filter(ms => ms > Date.now()))

/** The board, kept fresh; undefined until it is known. */
export const useBoard = (): Board | undefined => useLive(load, due).value

/** What this person should see, whatever the page is. */
export const Team = ({ board, failed }: { board: Board; failed: Failed }) => <><Incidents board={board} failed={failed} /><Promises board={board} promises={reminders(board, useNow())} title={t('promise_reminder')} failed={failed} /></>

/** What the panel shows. */
export type View = 'page' | 'board'

/** The switch, with the number that matters; nothing for whom there is no list. */
export function Views({ board, view, set }: { board: Board; view: View; set: (view: View) => void }) {
  if (listless(board)) return null
  const n = number(board, Date.now())
  return <div class="choice views" role="group" aria-label={t('views')}>
    {(['page', 'board'] as const).map(v => <button key={v} data-view={v} aria-pressed={view === v} onClick={() => set(v)}>
      {t(v === 'page' ? 'view_page' : 'view_board')}{v === 'board' && n > 0 && <> <b class="number" data-for={leads(board) ? 'lead' : 'staff'}>{n.toLocaleString(language)}</b></>}</button>)}
  </div>
}
