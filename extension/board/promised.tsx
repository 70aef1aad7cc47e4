// What was promised in a conversation, in its row: what is owed is part of what the row says;
// how another one ended stands below it, where its link can be pressed.
import { isOwed } from '../shared/board'
import { nearness } from '../shared/due'
import { dueLine, Ended } from '../shared/promises'
import { nameOf } from '../shared/state'
import type { Matter, Member } from '../shared/wire'
import { t } from '../shared/words'

interface Props { promises: readonly Matter[]; members: readonly Member[]; me: string; now: number }

/** What is owed, to be read. */
export const Owing = ({ promises, members, me, now }: Props) => <>{promises.filter(isOwed).map(p => {
  const near = nearness(p, now)
  return <span key={p.id} class="row-promise" data-promise={p.id} data-state={p.state} data-near={near}>
    <q dir="auto">{p.fact.text}</q> <span class="row-line">{nameOf(members, p.owner ?? '')} · {dueLine(p, now)}</span>
    {p.owner === me && (near === 'soon' || near === 'over') && <> <b class="yours">{t('promise_yours')}</b></>}
    {p.fact.why && <span class="row-why row-line">{t('promise_why', p.fact.why)}</span>}
  </span>
})}</>

/** What ended this week. */
export const Over = ({ promises, members, now }: Omit<Props, 'me'>) => <>{promises.filter(p => !isOwed(p)).map(p =>
  <p key={p.id} class="row-over row-line" data-promise={p.id} data-state={p.state}><q dir="auto">{p.fact.text}</q> {nameOf(members, p.owner ?? '')} · <Ended promise={p} now={now} /></p>)}</>
