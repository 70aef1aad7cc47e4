// Taking a report along: the numbers and the conversations as CSV, all of it as JSON, and a
// page to publish. The heads of columns are English in every language: programs read them.
import { useState } from 'preact/hooks'
import type { Quantiles, Report, ReportItem, ReportPromise, ReportRefusal, Share, Waited } from '../shared/wire'
import { language, t } from '../shared/words'
import { gather } from './behind'
import { type Cell, csv } from './csv'
import { page, TONGUES, type Tongue } from './public'

/** Hands a file to the person. */
export function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` })), link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

const when = (ms: number): string | undefined => ms ? new Date(ms).toISOString() : undefined
const waits = (w: Waited | undefined): Cell[] => w ? [w.least_ms, w.most_ms, w.open_least_ms, w.open_most_ms] : [undefined, undefined, undefined, undefined]
const waitHeads = (of: string) => ['least_ms', 'most_ms', 'business_least_ms', 'business_most_ms'].map(h => `from_${of}_${h}`)

/** Conversations, one a row. */
export const conversationsCSV = (items: readonly ReportItem[]): string => csv(
  ['link', 'site', 'language', 'state', 'in_time', 'first_told', 'posted_from', 'posted_to', 'seen', 'replied', ...waitHeads('posted'), ...waitHeads('seen'), 'for_leader', ...waitHeads('posted_to_leader')],
  items.map(i => [i.link, i.site, i.lang, i.state, i.in_time, when(i.taken_ms), when(i.posted?.from_ms ?? 0), when(i.posted?.to_ms ?? 0), when(i.seen_ms), when(i.replied_ms), ...waits(i.customer), ...waits(i.us), i.for_leader ? 'yes' : 'no', ...waits(i.leader)]))

/** Promises, one a row. */
export const promisesCSV = (all: readonly ReportPromise[]): string => csv(['promise', 'state', 'made', 'due', 'ended', 'why', 'link'],
  all.map(p => [p.text, p.state, when(p.made_ms), when(p.due_ms), when(p.end_ms), p.why, p.link]))

/** Refusals, one a row. */
export const refusalsCSV = (all: readonly ReportRefusal[]): string => csv(['refused', 'link', 'site', 'reason', 'instead', 'decides'],
  all.map(r => [when(r.at_ms), r.link, r.site, r.refusal.reason, r.refusal.instead, r.refusal.decides]))

const share = (by: string, s: Share): Cell[][] => Object.entries(s).filter(([k]) => k !== 'name').map(([k, v]) => [by, s.name, k, v as number])
const quantiles = (of: string, hours: string, q: Quantiles): Cell[][] => Object.entries(q).map(([k, v]) => [`wait_from_${of}`, hours, k, v])

/** Every number of the report, one a row. */
export const numbersCSV = (r: Report): string => csv(['part', 'of', 'what', 'value'], [
  ['period', '', 'from', when(r.from_ms)], ['period', '', 'to', when(r.to_ms)], ['period', '', 'as_of', when(r.as_of_ms)], ['target', '', 'first_reply_ms', r.target_ms],
  ...quantiles('posted', 'business', r.customer.open), ...quantiles('posted', 'calendar', r.customer.all), ['wait_from_posted', '', 'count', r.customer.count], ['wait_from_posted', '', 'unknown', r.customer.unknown],
  ...quantiles('seen', 'business', r.us.open), ...quantiles('seen', 'calendar', r.us.all), ['wait_from_seen', '', 'count', r.us.count], ['wait_from_seen', '', 'unknown', r.us.unknown],
  ...quantiles('posted_to_leader', 'business', r.leaders.open), ...quantiles('posted_to_leader', 'calendar', r.leaders.all), ['wait_from_posted_to_leader', '', 'count', r.leaders.count], ['wait_from_posted_to_leader', '', 'asked', r.asked],
  ...share('team', r.all), ...r.sites.flatMap(s => share('site', s)), ...r.langs.flatMap(s => share('language', s)),
  ...Object.entries(r.promises).map(([k, v]) => ['promises', '', k, v]), ['refusals', '', 'count', r.refusals], ...r.reasons.map(x => ['refusals', x.text, 'count', x.count]),
  ...r.days.map(d => ['day', d.day, 'taken', d.taken]), ...r.spikes.flatMap(s => [['spike', when(s.at_ms), 'taken', s.taken], ['spike', when(s.at_ms), 'usual', s.usual]]),
])

/** The buttons. */
export function Exports({ report, team, failed }: { report: Report; team: string; failed: (problem?: string) => void }) {
  const [tongue, choose] = useState<Tongue>(TONGUES.find(x => language.startsWith(x)) ?? 'en'), [busy, setBusy] = useState('')
  const name = `porchlight-${new Date(report.from_ms).toISOString().slice(0, 10)}-${new Date(report.to_ms - 1).toISOString().slice(0, 10)}`
  const all = async (of: 'taken' | 'promises' | 'refusals') => gather({ of, title: '' }, report, Infinity)
  const run = (what: string, work: () => Promise<string | undefined>) => async () => {
    if (busy) return
    setBusy(what)
    failed(await work())
    setBusy('')
  }
  const conversations = run('csv', async () => {
    const got = await all('taken')
    if (typeof got === 'string') return got
    save(`${name}-conversations.csv`, 'text/csv', conversationsCSV(got.items))
    return undefined
  })
  const json = run('json', async () => {
    const parts = await Promise.all([all('taken'), all('promises'), all('refusals')])
    const [items, promises, refusals] = parts
    if (typeof items === 'string' || typeof promises === 'string' || typeof refusals === 'string') return parts.find(p => typeof p === 'string')
    save(`${name}.json`, 'application/json', JSON.stringify({ report, conversations: items!.items, promises: promises!.promises, refusals: refusals!.refusals }, null, 2))
    return undefined
  })
  return <section class="part exports" aria-labelledby="exports-title"><h2 id="exports-title">{t('exports')}</h2>
    <p class="buttons">
      <button class="steady" data-act="csv-numbers" onClick={() => save(`${name}-numbers.csv`, 'text/csv', numbersCSV(report))}>{t('export_numbers')}</button>
      <button class="steady" data-act="csv" aria-busy={busy === 'csv'} onClick={() => void conversations()}>{t('export_conversations')}</button>
      <button class="steady" data-act="json" aria-busy={busy === 'json'} onClick={() => void json()}>{t('export_json')}</button>
    </p>
    <h3>{t('export_public')}</h3><p class="quiet">{t('export_public_text')}</p>
    <p class="buttons">
      <select aria-label={t('export_language')} value={tongue} onChange={e => choose(e.currentTarget.value as Tongue)}>{TONGUES.map(x => <option key={x} value={x}>{new Intl.DisplayNames(x === 'nn' ? 'nb' : x, { type: 'language' }).of(x)}</option>)}</select>
      <button class="steady" data-act="public" onClick={() => void page(report, team, tongue).then(html => save(`${name}-${tongue}.html`, 'text/html', html))}>{t('export_page')}</button>
    </p>
  </section>
}
