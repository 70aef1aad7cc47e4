// What the team owes: who promised what to whom, and until when.
import { ask, trouble } from '../shared/api'
import { hostOf } from '../shared/address'
import { nameOf } from '../shared/state'
import type { Board, Matter } from '../shared/wire'
import { clock, t } from '../shared/words'

/** The promises that are owed, the soonest first; nothing where there is none. */
export function Promises({ board: { promises, members }, now, failed }: { board: Board; now: number; failed: (problem: string | undefined) => void }) {
  if (!promises.length) return null
  return <section class="list" aria-label={t('promises')}>
    <h2>{t('promises')}</h2>
    <ul>{promises.map(p => <li key={p.id} class="row promise" data-promise={p.id} data-state={p.state} data-near={nearness(p, now)}>
      <span class="row-text">
        <q dir="auto">{p.fact.text}</q>
        <span class="row-line">{t('promise_by', nameOf(members, p.owner))} {p.from?.link && <a href={p.from.link} target="_blank" rel="noreferrer noopener">{p.from.author || hostOf(p.from.link)}</a>}</span>
      </span>
      <span class="row-side">
        <span class="deadline">{t(nearness(p, now) === 'over' ? 'promise_late' : 'promise_due', clock(p.fact.due_ms ?? 0, now))}</span>
        {p.close && <button class="steady row-act" data-act="kept" onClick={() => void ask({ matter: { kind: 'kept', id: p.id } }).then(got => failed(trouble(got)))}>{t('promise_kept')}</button>}
      </span>
    </li>)}</ul>
  </section>
}

const SOON_MS = 24 * 3_600_000

function nearness({ fact: { due_ms = 0 } }: Matter, now: number): 'calm' | 'soon' | 'over' {
  return due_ms <= now ? 'over' : due_ms - now <= SOON_MS ? 'soon' : 'calm'
}
