// What is behind a number: a list in a dialog, over the page, so that the number that was
// pressed stays where it is and has the focus again afterwards.
import { useEffect, useRef, useState } from 'preact/hooks'
import { ask, pick, trouble } from '../shared/api'
import type { Report, ReportItem, ReportItems } from '../shared/wire'
import { clock, counted, t } from '../shared/words'
import { conversationsCSV, promisesCSV, refusalsCSV, save } from './exports'
import { span } from './lengths'

/** What is asked for: of one number, of one site or language, perhaps of one hour. */
export interface Asked {
  of: 'taken' | 'answered' | 'waiting' | 'refused' | 'listened' | 'not_us' | 'within' | 'missed' | 'customer' | 'us' | 'asked' | 'leaders' | 'promises' | 'refusals'
  title: string
  site?: string
  lang?: string
  fromMs?: number
  toMs?: number
  became?: string // of promises: the state
  reason?: string // of refusals
  waited?: readonly [number, number] // of conversations: business time from seen, at least, in ms
}

/** The part of a page that is asked for where the home tells all of them. */
function narrowed({ became, reason, waited }: Asked, all: ReportItems): ReportItems {
  return { ...all, promises: all.promises.filter(p => became === undefined || p.state === became), refusals: all.refusals.filter(r => reason === undefined || r.refusal.reason.trim() === reason),
    items: all.items.filter(({ us }) => !waited || !!us && us.open_least_ms >= waited[0] && us.open_least_ms < waited[1]) }
}

const MOST = 5_000 // more than anybody reads; the export of all has no such end

/** All pages of what is asked for, at most so many; a problem in words. */
export async function gather(asked: Asked, report: Report, most = MOST): Promise<ReportItems | string> {
  const { of, site, lang, fromMs = report.from_ms, toMs = report.to_ms } = asked
  const all: ReportItems = { items: [], promises: [], refusals: [], next: '' }
  do {
    const got = await ask({ reportItems: { fromMs, toMs, of, after: all.next, ...site !== undefined && { site }, ...lang !== undefined && { lang } } })
    const told = pick(got, 'reportItems')
    if (!told) return trouble(got) ?? t('silent_text')
    const page = narrowed(asked, told)
    all.items.push(...page.items)
    all.promises.push(...page.promises)
    all.refusals.push(...page.refusals)
    all.next = page.next
  } while (all.next && all.items.length + all.promises.length + all.refusals.length < most)
  return all
}

/** The list. */
export function Behind({ asked, report, close }: { asked: Asked; report: Report; close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null), [found, set] = useState<ReportItems | string>()
  useEffect(() => {
    const pressed = document.activeElement as HTMLElement | null
    let here = true
    dialog.current?.showModal()
    void gather(asked, report).then(got => { if (here) set(got) })
    return () => { here = false; pressed?.focus() }
  }, [])
  const list = typeof found === 'object' ? found : undefined, n = list ? list.items.length + list.promises.length + list.refusals.length : 0
  return <dialog ref={dialog} class="behind" aria-labelledby="behind-title" aria-busy={found === undefined} onClose={close} onClick={e => { if (e.target === dialog.current) close() }}>
    <header><h2 id="behind-title">{asked.title}</h2><button class="plain" data-act="close" onClick={close}>{t('close')}</button></header>
    {found === undefined && <p class="quiet" role="status">{t('reports_counting')}</p>}
    {typeof found === 'string' && <p class="trouble" role="alert">{found}</p>}
    {list && <>
      <p class="quiet" role="status">{counted('behind', n)}{list.next && ` ${t('behind_more')}`}</p>
      {list.items.length > 0 && <Conversations items={list.items} of={asked.of} />}
      {list.promises.length > 0 && <ul class="told">{list.promises.map(p => <li key={`${p.made_ms} ${p.text}`}>
        <b dir="auto">{p.text || t('erased')}</b><span>{t(PROMISE[p.state as keyof typeof PROMISE])} · {t('behind_due', clock(p.due_ms))}</span>
        {p.why && <span dir="auto">{p.why}</span>}{p.link && <a href={p.link} target="_blank" rel="noreferrer">{t('behind_proof')}</a>}
      </li>)}</ul>}
      {list.refusals.length > 0 && <ul class="told">{list.refusals.map(r => <li key={`${r.at_ms} ${r.key}`}>
        <b dir="auto">{r.refusal.reason || t('erased')}</b>{r.refusal.instead && <span dir="auto">{t('refuse_instead')}: {r.refusal.instead}</span>}
        {r.refusal.decides && <span dir="auto">{t('refuse_decides')}: {r.refusal.decides}</span>}<span>{clock(r.at_ms)} <Link link={r.link} /></span>
      </li>)}</ul>}
      {n > 0 && <button class="steady" data-act="csv-these" onClick={() => save('porchlight-list.csv', 'text/csv',
        list.promises.length ? promisesCSV(list.promises) : list.refusals.length ? refusalsCSV(list.refusals) : conversationsCSV(list.items))}>{t('export_these')}</button>}
    </>}
  </dialog>
}

const PROMISE = { kept: 'report_kept', open: 'report_open', kept_late: 'report_kept_late', late: 'report_late', withdrawn: 'report_withdrawn' } as const
const STATE = { answered: 'report_answered', waiting: 'report_still', refused: 'report_declined', listened: 'report_listened', notAboutUs: 'report_not_us' } as const

function Conversations({ items, of }: { items: readonly ReportItem[]; of: Asked['of'] }) {
  const ofLeader = of === 'asked' || of === 'leaders'
  const wait = (i: ReportItem) => (ofLeader ? i.leader : of === 'customer' ? i.customer : i.us)?.open_most_ms ?? -1
  const sorted = [...items].sort((a, b) => wait(b) - wait(a) || a.taken_ms - b.taken_ms)
  const waited = (w: ReportItem['us']) => w ? span(w.open_least_ms, w.open_most_ms) : '–'
  return <div class="scroll" tabIndex={0} role="region" aria-label={t('report_conversations')}><table aria-label={t('report_conversations')}>
    <thead><tr><th scope="col">{t('report_conversation')}</th><th scope="col">{t('report_state')}</th><th scope="col" class="n">{t('report_posted')}</th><th scope="col" class="n">{t(ofLeader ? 'report_leaders' : 'report_seen')}</th></tr></thead>
    <tbody>{sorted.map(i => <tr key={`${i.taken_ms} ${i.key}`} data-item={i.key}><th scope="row"><Link link={i.link} /> <span class="quiet">{clock(i.taken_ms)}</span></th>
      <td>{t(STATE[i.state as keyof typeof STATE])}{i.in_time === 'no' && <> <span class="late">{t('report_missed')}</span></>}</td><td class="n">{waited(i.customer)}</td><td class="n">{waited(ofLeader ? i.leader : i.us)}</td></tr>)}</tbody>
  </table></div>
}

/** A post's address without what all have in common; erased ones have none. */
function Link({ link }: { link: string }) {
  if (!/^https?:\/\//.test(link)) return <span class="quiet">{t('erased')}</span>
  return <a href={link} target="_blank" rel="noreferrer" dir="ltr">{link.replace(/^https?:\/\/(www\.)?/, '')}</a>
}
