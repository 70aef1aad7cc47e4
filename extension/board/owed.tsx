// What colleagues sent to this person to know: it asks for no answer.
import { ask, trouble } from '../shared/api'
import { hostOf } from '../shared/address'
import { nameOf } from '../shared/state'
import type { Board, Matter } from '../shared/wire'
import { clock, hasWord, t } from '../shared/words'

/** Whether there is anything. */
export const owed = (board: Board) => board.signals.length > 0

/** The rows, the newest first. */
export function Owed({ board, now, failed }: { board: Board; now: number; failed: (problem: string | undefined) => void }) {
  return <ul class="rows">
    {board.signals.map(s => <li key={s.id} class="told" data-signal={s.id} data-signal-kind={s.fact.kind}>
      <span class="row-text">
        <span dir="auto">{s.fact.text}</span>
        <span class="row-line">{kind(s)}{t('signal_from', nameOf(board.members, s.by), clock(s.atMs, now))}
          {s.fact.link && <> · <a href={s.fact.link} target="_blank" rel="noreferrer noopener" dir="ltr">{hostOf(s.fact.link)}</a></>}</span>
      </span>
      <span class="row-side"><button class="steady row-act" data-act="read" onClick={() => void ask({ read: { id: s.id } }).then(got => failed(trouble(got)))}>{t('signal_read')}</button></span>
    </li>)}
  </ul>
}

/** What kind of signal, where it has one. */
function kind({ fact }: Matter): string {
  const word = `kind_${fact.kind}`
  return fact.kind !== 'other' && hasWord(word) ? `${t(word)} · ` : ''
}
