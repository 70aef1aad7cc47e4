// What the team owes, whoever promised it: to whom, until when, and how it ended. Its owner
// says that it was kept and where, that it is late and why, or why it comes to nothing.
import { useRef, useState } from 'preact/hooks'
import { hostOf } from './address'
import { isOwed } from './board'
import { type About, nearness } from './due'
import { useNow } from './now'
import { Owe, type Way } from './owe'
import { useRest } from './rest'
import type { Failed } from './say'
import { nameOf } from './state'
import type { Look, Matter, Member } from './wire'
import { clock, counted, t } from './words'

/** Those that are owed, the soonest first, and those of this week that are over; nothing where there is none. */
export function Promises({ board, promises, title, failed }: { board: About; promises: readonly Matter[]; title: string; failed: Failed }) {
  const now = useNow(), rest = useRest<HTMLElement>(), had = useRef(false) // the focus of the last one has to stay somewhere
  if (!(had.current ||= promises.length > 0)) return null
  const owed = promises.filter(isOwed), over = promises.filter(p => !owed.includes(p))
  return <section ref={rest} tabIndex={-1} class="list" aria-label={title}>
    {owed.length > 0 && <div>
      <h2>{title}</h2>
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
    {way && <Owe key={way} way={way} promise={p} link={answeredAt(p, looks.find(l => l.key === p.from?.key))} failed={failed} close={() => go(undefined)} />}
  </li>
}

/** Where it was perhaps kept: the answer that came after it was promised. */
export const answeredAt = (p: Matter, look: Look | undefined): string => look && look.repliedMs > p.atMs ? look.replyLink ?? '' : ''

function Over({ promise: p, members, now }: { promise: Matter; members: readonly Member[]; now: number }) {
  return <li class="row promise" data-promise={p.id} data-state={p.state}>
    <span class="row-text">
      <q dir="auto">{p.fact.text}</q>
      <span class="row-line"><Who promise={p} members={members} /></span>
      <span class="row-line"><Ended promise={p} now={now} /></span>
    </span>
  </li>
}

/** How it ended: when, and where or why. */
export function Ended({ promise: { state, atMs, fact: { link = '', why = '' } }, now }: { promise: Matter; now: number }) {
  return <><b>{t(state === 'kept' ? 'promise_was_kept' : 'promise_was_withdrawn', clock(atMs, now))}</b> {state === 'withdrawn' ? <span dir="auto">{why}</span> : link && <a href={link} target="_blank" rel="noreferrer noopener">{t('promise_see')}</a>}</>
}

const Who = ({ promise: { owner, from }, members }: { promise: Matter; members: readonly Member[] }) => from?.link
  ? <>{t('promise_by', nameOf(members, owner))} <a href={from.link} target="_blank" rel="noreferrer noopener">{from.author || hostOf(from.link)}</a></>
  : <>{nameOf(members, owner)}</>

/** Until when, or since when it is late. */
export function dueLine(p: Matter, now: number): string {
  if (p.state === 'pending' || p.unsent) return t('not_confirmed')
  return t(nearness(p, now) === 'over' ? 'promise_late' : 'promise_due', clock(p.fact.due_ms ?? 0, now))
}
