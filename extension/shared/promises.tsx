// What the team owes, whoever promised it: to whom, until when, and how it ended. Its owner
// says that it was kept and where, that it is late and why, or why it comes to nothing.
import { useState } from 'preact/hooks'
import { hostOf } from './address'
import { type About, nearness } from './due'
import { useNow } from './now'
import { Owe, type Way } from './owe'
import { useRest } from './rest'
import type { Failed } from './say'
import { nameOf } from './state'
import type { Matter, Member } from './wire'
import { clock, counted, t } from './words'

/** Those that are owed, the soonest first, and those of this week that are over; nothing where there is none. */
export function Promises({ board, failed }: { board: About; failed: Failed }) {
  const now = useNow(), rest = useRest<HTMLElement>(), { promises } = board
  if (!promises.length) return null
  const owed = promises.filter(p => p.state === 'promised' || p.state === 'pending'), over = promises.filter(p => !owed.includes(p))
  return <section ref={rest} tabIndex={-1} class="list" aria-label={t('promises')}>
    {owed.length > 0 && <div>
      <h2>{t('promises')}</h2>
      <ul>{owed.map(p => <Owed key={p.id} promise={p} board={board} now={now} failed={failed} />)}</ul>
    </div>}
    {over.length > 0 && <details class="promises-over">
      <summary>{counted('promises_over', over.length)}</summary>
      <ul>{over.map(p => <Over key={p.id} promise={p} members={board.members} now={now} />)}</ul>
    </details>}
  </section>
}

const WAYS = [['kept', 'promise_kept'], ['late', 'promise_later'], ['withdrawn', 'promise_withdraw']] as const

function Owed({ promise: p, board, now, failed }: { promise: Matter; board: About; now: number; failed: Failed }) {
  const [way, go] = useState<Way>(), rest = useRest<HTMLLIElement>(), { members, me, looks } = board, near = nearness(p, now)
  const look = looks.find(l => l.key === p.from?.key), later = look && look.repliedMs > p.atMs ? look.replyLink : ''
  return <li ref={rest} tabIndex={-1} class="row promise" data-promise={p.id} data-state={p.state} data-near={near}>
    <div class="promise-line">
      <span class="row-text">
        <q dir="auto">{p.fact.text}</q>
        <span class="row-line"><Who promise={p} members={members} /></span>
        {p.fact.why && <span class="row-line">{t('promise_why', p.fact.why)}</span>}
      </span>
      <span class="row-side">
        <span class="deadline">{dueLine(p, now)}</span>
        {p.owner === me && (near === 'soon' || near === 'over') && <b class="yours">{t('promise_yours')}</b>}
      </span>
    </div>
    {p.close && !p.unsent && !way && <div class="say-acts">
      {WAYS.map(([to, word]) => <button key={to} class={p.owner !== me ? 'link' : to === 'kept' ? 'steady row-act' : 'plain row-act'} data-act={to} onClick={() => go(to)}>{t(word)}</button>)}
    </div>}
    {way && <Owe key={way} way={way} promise={p} link={later} failed={failed} close={() => go(undefined)} />}
  </li>
}

function Over({ promise: p, members, now }: { promise: Matter; members: readonly Member[]; now: number }) {
  const { link = '', why = '' } = p.fact
  return <li class="row promise" data-promise={p.id} data-state={p.state}>
    <span class="row-text">
      <q dir="auto">{p.fact.text}</q>
      <span class="row-line"><Who promise={p} members={members} /></span>
      <span class="row-line"><b>{t(p.state === 'kept' ? 'promise_was_kept' : 'promise_was_withdrawn', clock(p.atMs, now))}</b> {p.state === 'withdrawn' ? why : link && <a href={link} target="_blank" rel="noreferrer noopener">{t('promise_see')}</a>}</span>
    </span>
  </li>
}

const Who = ({ promise: { owner, from }, members }: { promise: Matter; members: readonly Member[] }) => from?.link
  ? <>{t('promise_by', nameOf(members, owner))} <a href={from.link} target="_blank" rel="noreferrer noopener">{from.author || hostOf(from.link)}</a></>
  : <>{nameOf(members, owner)}</>

function dueLine(p: Matter, now: number): string {
  if (p.state === 'pending' || p.unsent) return t('not_confirmed')
  return t(nearness(p, now) === 'over' ? 'promise_late' : 'promise_due', clock(p.fact.due_ms ?? 0, now))
}
