// What colleagues sent to this person: to know, not to answer.
import { ask, trouble } from '../shared/api'
import { nameOf } from '../shared/state'
import type { Board } from '../shared/wire'
import { clock, t } from '../shared/words'

/** Signals that were not read yet; nothing where there is none. */
export function Signals({ board: { signals, members }, failed }: { board: Board; failed: (problem: string | undefined) => void }) {
  if (!signals.length) return null
  return <section class="list" aria-label={t('for_you')}>
    <h2>{t('for_you')}</h2>
    <ul>{signals.map(s => <li key={s.id} class="row promise" data-signal={s.id}>
      <span class="row-text">
        <span dir="auto">{s.fact.text}</span>
        <span class="row-line">{t('signal_from', nameOf(members, s.by), clock(s.atMs))}</span>
      </span>
      <span class="row-side"><button class="steady row-act" data-act="read" onClick={() => void ask({ read: { id: s.id } }).then(got => failed(trouble(got)))}>{t('signal_read')}</button></span>
    </li>)}</ul>
  </section>
}
