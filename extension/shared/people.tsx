// Whom an incident's news is still owed to: who waits for an answer, and who was answered
// with facts that are old now. A recorded answer takes them off the list; nothing is ticked.
import { ask, trouble } from './api'
import { hostOf } from './address'
import type { About } from './due'
import type { Failed } from './say'
import { nameOf } from './state'
import type { Look, Matter, Tell } from './wire'
import { clock, counted, duration, t } from './words'

interface Props { incident: Matter; board: About; now: number; failed: Failed }

const GROUPS = ['waits', 'outdated'] as const

/** The list, open once it is over; nothing where nobody asked. */
export function People({ incident: { state, people = [] }, board, now, failed }: Props) {
  const told = people.filter(p => p.state === 'told').length, left = people.length - told
  if (!people.length) return null
  if (!left) return <p class="all-told" data-left="0">{counted('all_told', told)}</p>
  const look = new Map(board.looks.map(l => [l.key, l]))
  const show = (key: string) => void ask({ show: { key, tab: 0 } }).then(got => failed(trouble(got)))
  return <details class="people" data-left={left} open={state === 'resolved'}>
    <summary>{counted('to_tell', left)}{told > 0 ? ` · ${counted('told', told)}` : ''}</summary>
    {GROUPS.map(group => {
      const rows = people.filter(p => p.state === group).sort((a, b) => a.atMs - b.atMs)
      const title = t(group === 'waits' ? 'people_waits' : state === 'resolved' ? 'people_not_over' : 'people_outdated')
      return rows.length > 0 && <section key={group} aria-label={title}>
        <h4>{title}</h4>
        <ul>{rows.map(p => <li key={p.key} data-tell={p.key} data-state={p.state}><Person tell={p} look={look.get(p.key)} board={board} now={now} show={show} /></li>)}</ul>
      </section>
    })}
  </details>
}

function Person({ tell, look, board, now, show }: { tell: Tell; look: Look | undefined; board: About; now: number; show: (key: string) => void }) {
  const by = look?.repliedBy ?? ''
  const line = tell.state === 'waits'
    ? [t('people_since', duration(Math.max(0, now - tell.atMs))), look?.holder && t('people_has', nameOf(board.members, look.holder))].filter(Boolean).join(' · ')
    : t('people_answered', nameOf(board.members, by), clock(tell.atMs, now))
  return <>
    <button class="link" data-show={tell.key} onClick={() => show(tell.key)}><b dir="auto">{look?.author || t('unknown_author')}</b> <span class="quiet">{look && (hostOf(look.link) || look.site)}</span></button>
    <span class="quiet">{line} {tell.state === 'outdated' && look?.replyLink && <a href={look.replyLink} target="_blank" rel="noreferrer noopener">{t('see_reply')}</a>}</span>
  </>
}
