// One incident: what is hit, the line to give, when the next one comes, who answers. Leads
// say from here what they know, or that they know nothing new, which counts as well.
import { useState } from 'preact/hooks'
import { type About, nearness } from './due'
import { nextMs } from './next'
import { People } from './people'
import { useRest } from './rest'
import { type Failed, say } from './say'
import { Sign } from './sign'
import { nameOf } from './state'
import { StatusLine } from './statuslines'
import { Tell } from './tell'
import type { Matter, Member } from './wire'
import { clock, counted, duration, t } from './words'

interface Props { incident: Matter; board: About; now: number; failed: Failed }

const SOON = 30 // minutes until the next update, where nothing was new

/** It, with what can be said of it. */
export function Incident({ incident: m, board, now, failed }: Props) {
  const [form, open] = useState<'update' | 'resolve' | undefined>(), rest = useRest<HTMLElement>(), { members, me, link } = board
  const over = m.state === 'resolved', mine = m.owner === me
  const quiet = () => void say({ kind: 'update', id: m.id, fact: { due_ms: nextMs(SOON, Date.now()) } }, failed)
  return <article ref={rest} tabIndex={-1} class="incident" data-incident={m.id} data-state={m.state} data-told={m.told} data-near={nearness(m, now)} aria-labelledby={`h${m.id}`}>
    <h3 id={`h${m.id}`}><Sign /><span dir="auto">{m.fact.text}</span></h3>
    <p class="incident-when"><b class="deadline">{nextLine(m, now)}</b> {!over && mine && nearness(m, now) !== 'calm' && <b class="yours">{t('incident_yours')}</b>}
      <span class="quiet">{sinceLine(m, members, now)}{!link.online && link.asOfMs > 0 ? ` · ${t('as_of', clock(link.asOfMs, now))}` : ''}</span></p>
    <StatusLine status={m.fact.status ?? {}} />
    {!over && <p class="quiet">{t('who_now', whoLine(m, members))}</p>}
    {m.close && !m.unsent && !form && <div class="say-acts">
      <button class="steady row-act" data-act="no-news" onClick={quiet}>{t('incident_no_news')}</button>
      <button class="steady row-act" data-act="update" onClick={() => open('update')}>{t('incident_update')}</button>
      <button class="plain row-act" data-act="resolve" onClick={() => open('resolve')}>{t('incident_resolve')}</button>
    </div>}
    {form && <Tell key={form} kind={form} incident={m} members={members} failed={failed} close={() => open(undefined)} />}
    <People incident={m} board={board} now={now} failed={failed} />
  </article>
}

function nextLine(m: Matter, now: number): string {
  const { due_ms = 0 } = m.fact
  if (m.state === 'resolved') return t('incident_over', clock(m.newsMs ?? m.atMs, now))
  if (m.state === 'pending' || m.unsent) return t('not_confirmed')
  return due_ms > now ? t('incident_next', clock(due_ms, now), duration(due_ms - now)) : t('incident_late', clock(due_ms, now))
}

const sinceLine = (m: Matter, members: readonly Member[], now: number): string =>
  [t('incident_since', nameOf(members, m.by), clock(m.sinceMs ?? m.atMs, now)), m.told > 0 && counted('updates', m.told)].filter(Boolean).join(' · ')

function whoLine({ fact: { replies = [] } }: Matter, members: readonly Member[]): string {
  if (!replies.length || replies.includes('*')) return t('who_everybody')
  return replies.map(id => nameOf(members, id)).join(', ')
}
