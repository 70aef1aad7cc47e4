// The parts of a report, in the order in which a lead asks: how long, how much in time, what
// was promised, what was refused, how much came.
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Report, Share as Part, Site, Spread } from '../shared/wire'
import { clock, counted, language, t, type Word } from '../shared/words'
import type { Asked } from './behind'
import { Columns, Pieces, Share } from './charts'
import { formsOf, length, percent, span } from './lengths'

interface Props { report: Report; open: (asked: Asked) => void }

function Section({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return <section class="part" aria-labelledby={`${id}-title`} data-part={id}><h2 id={`${id}-title`}>{title}</h2>{children}</section>
}

/** A number that opens what is behind it. */
function Figure({ said, label, asked, open, name = asked.of }: { said: string; label: string; asked: Asked; open: (asked: Asked) => void; name?: string }) {
  return <button class="figure" data-of={name} aria-haspopup="dialog" onClick={() => open(asked)}><b>{said}</b> <span>{label}</span></button>
}

/** How long people waited, from both ends: never only the flattering one. */
export function Waiting({ report, open }: Props) {
  return <Section id="waiting" title={t('report_waiting')}>
    <Clock title={t('report_posted')} text={t('report_posted_text')} spread={report.customer} of="customer" open={open} />
    <Clock title={t('report_seen')} text={t('report_seen_text')} spread={report.us} of="us" open={open} />
    {report.asked > 0 && <Clock title={t('report_leaders')} text={t('report_leaders_text')} spread={report.leaders} of="leaders" open={open}>
      <Figure said={String(report.asked)} label={t('report_asked')} asked={{ of: 'asked', title: t('report_asked') }} open={open} />
    </Clock>}
    {report.us.count > 0 && <Columns title={t('report_classes')} heads={[t('report_waited'), t('report_conversations')]}
      bars={report.us.counts.map((value, i) => ({ value, label: className(i), open: () => open({ of: 'us', title: `${t('report_classes')}: ${className(i)}`, waited: [minutes(i - 1), minutes(i)] }) }))} />}
  </Section>
}

const STEPS = [15, 60, 120, 240, 480, 1440] // minutes, as WaitSteps
const minutes = (i: number) => i < 0 ? 0 : (STEPS[i] ?? Infinity) * 60_000
const className = (i: number) => i < STEPS.length ? t('report_under', length(STEPS[i]! * 60_000)) : t('report_over', length(STEPS.at(-1)! * 60_000))

function Clock({ title, text, spread: s, of, open, children }: { title: string; text: string; spread: Spread; of: 'customer' | 'us' | 'leaders'; open: Props['open']; children?: ComponentChildren }) {
  return <div class="clock" data-clock={of}>
    <h3>{title}</h3><p class="quiet">{text}</p>
    {s.count === 0 ? <><p>{t(of === 'leaders' ? 'report_not_seen' : 'report_nobody')}</p>{children && <div class="figures">{children}</div>}</> : <>
      <div class="figures">
        <Figure said={span(s.open.median_least_ms, s.open.median_most_ms)} label={t('report_median')} asked={{ of, title }} open={open} />
        <Figure said={span(s.open.p90_least_ms, s.open.p90_most_ms)} label={t('report_p90')} asked={{ of, title }} open={open} />
        {children}
      </div>
      <p class="quiet">{t('report_calendar', span(s.all.median_least_ms, s.all.median_most_ms), span(s.all.p90_least_ms, s.all.p90_most_ms))}</p>
    </>}
    {s.unknown > 0 && <p class="quiet">{counted('report_unknown', s.unknown)}</p>}
  </div>
}

/** What part was in time: all, by site, by language. */
export function Shares({ report, open }: Props) {
  const { all } = report, titles = useTitles(), decided = report.target_ms > 0 || all.within + all.missed > 0
  return <Section id="shares" title={t('report_target')}>
    <p class="quiet">{report.target_ms ? t('report_target_text', length(report.target_ms)) : t('report_no_target')}</p>
    <div class="figures">
      {decided && <>
        {all.within + all.missed > 0 && <Figure name="share" said={percent(all.within / (all.within + all.missed))} label={t('report_share')} asked={{ of: 'within', title: t('report_within') }} open={open} />}
        <Figure said={String(all.within)} label={t('report_within')} asked={{ of: 'within', title: t('report_within') }} open={open} />
        <Figure said={String(all.missed)} label={t('report_missed')} asked={{ of: 'missed', title: t('report_missed') }} open={open} />
      </>}
      {(Object.keys(STATES) as (keyof typeof STATES)[]).map(of => <Figure key={of} said={String(all[of])} label={t(STATES[of])} asked={{ of, title: t(STATES[of]) }} open={open} />)}
    </div>
    <Table title={t('report_by_site')} parts={report.sites} all={all} by="site" name={p => titles.get(p.name) ?? (p.name || t('report_unnamed'))} decided={decided} open={open} />
    <Table title={t('report_by_lang')} parts={report.langs} all={all} by="lang" name={languageName} decided={decided} open={open} />
  </Section>
}

const STATES = { taken: 'report_taken', answered: 'report_answered', waiting: 'report_still', refused: 'report_declined', listened: 'report_listened', not_us: 'report_not_us' } as const satisfies Record<string, Word>

/** What sites are called, by the names of their files. */
function useTitles(): ReadonlyMap<string, string> {
  const [titles, set] = useState<ReadonlyMap<string, string>>(new Map())
  useEffect(() => void fetch(chrome.runtime.getURL('sites.json')).then(r => r.json()).then((all: Site[]) => set(new Map(all.map(s => [s.name, s.name === 'generic' ? t('own_site_other') : s.title])))), [])
  return titles
}

const languageName = ({ name }: Part) => name ? new Intl.DisplayNames(formsOf(language), { type: 'language' }).of(name) ?? name : t('report_unsure')

function Table({ title, parts, all, by, name: nameOf, decided: columns, open }: { title: string; parts: readonly Part[]; all: Part; by: 'site' | 'lang'; name: (p: Part) => string; decided: boolean; open: Props['open'] }) {
  return <div class="scroll" tabIndex={0} role="region" aria-label={title}><table class="shares">
    <caption>{title}</caption>
    <thead><tr><th scope="col">{t(by === 'site' ? 'report_site' : 'report_lang')}</th>{columns && <><th scope="col" class="wide">{t('report_in_time')}</th><th scope="col" class="n">{t('report_missed')}</th></>}
      <th scope="col" class="n">{t('report_answered')}</th><th scope="col" class="n">{t('report_taken')}</th></tr></thead>
    <tbody>{[...parts, all].map(p => {
      const name = p === all ? () => t('report_team') : nameOf, decided = p.within + p.missed, cell = (of: Asked['of'], n: number, label: Word) => n === 0 ? <>0</> : <button class="link" data-of={of} data-part-of={p.name} aria-haspopup="dialog"
        aria-label={`${n}: ${t(label)}, ${name(p)}`} onClick={() => open({ of, title: `${t(label)}: ${name(p)}`, ...p !== all && { [by]: p.name } })}>{n}</button>
      return <tr key={p === all ? ' ' : p.name} data-all={p === all}><th scope="row" dir="auto">{name(p)}</th>
        {columns && <><td class="wide">{decided ? <><Share of={p.within / decided} label={percent(p.within / decided)} /> {percent(p.within / decided)}</> : <span class="quiet">–</span>}</td><td class="n">{cell('missed', p.missed, 'report_missed')}</td></>}
        <td class="n">{cell('answered', p.answered, 'report_answered')}</td><td class="n">{cell('taken', p.taken, 'report_taken')}</td></tr>
    })}</tbody>
  </table></div>
}

/** What was promised, and what became of it. */
export function Promising({ report: { promises: p }, open }: Props) {
  const asked: Asked = { of: 'promises', title: t('report_promises') }
  const piece = (word: Word, value: number, became: string) => ({ label: t(word), value, open: () => open({ of: 'promises', title: `${t('report_promises')}: ${t(word)}`, became }) })
  return <Section id="promises" title={t('report_promises')}>
    {p.made === 0 ? <p class="quiet">{t('report_no_promises')}</p> : <>
      <div class="figures"><Figure said={String(p.made)} label={t('report_made')} asked={asked} open={open} /><Figure said={percent(p.kept / p.made)} label={t('report_kept_share')} asked={asked} open={open} /></div>
      <Pieces title={t('report_became')} heads={[t('report_became'), t('report_promises')]} bars={[
        piece('report_kept', p.kept, 'kept'), piece('report_open', p.open, 'open'), piece('report_kept_late', p.kept_late, 'kept_late'),
        piece('report_late', p.late - p.kept_late, 'late'), piece('report_withdrawn', p.withdrawn, 'withdrawn')]} />
    </>}
  </Section>
}

/** Honest refusals, with their reasons; no failure. */
export function Refusing({ report: r, open }: Props) {
  return <Section id="refusals" title={t('report_refusals')}>
    {r.refusals === 0 ? <p class="quiet">{t('report_no_refusals')}</p> : <>
      <div class="figures"><Figure said={String(r.refusals)} label={t('report_refused')} asked={{ of: 'refusals', title: t('report_refusals') }} open={open} /></div>
      <ul class="reasons">{r.reasons.map(x => <li key={x.text}><span dir="auto">{x.text}</span> <b><button class="link" data-of="reason" aria-haspopup="dialog" aria-label={`${x.count}: ${x.text}`} onClick={() => open({ of: 'refusals', title: x.text, reason: x.text })}>{x.count}</button></b></li>)}</ul>
    </>}
  </Section>
}

/** How much came, and when it was more than usual. */
export function Coming({ report: r, open }: Props) {
  const date = (day: string) => new Intl.DateTimeFormat(formsOf(language), { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(Date.parse(day))
  return <Section id="coming" title={t('report_coming')}>
    <Columns title={t('report_days')} heads={[t('report_day'), t('report_conversations')]} bars={r.days.map(d => ({ label: date(d.day), value: d.taken,
      mark: r.spikes.some(s => s.at_ms >= d.from_ms && s.at_ms < d.to_ms), open: () => open({ of: 'taken', title: date(d.day), fromMs: d.from_ms, toMs: d.to_ms }) }))} />
    <p class="quiet">{t('report_usual_text')}</p>
    {r.spikes.length === 0 ? <p>{t('report_no_spikes')}</p> : <ul class="reasons">{r.spikes.map(s => <li key={s.at_ms}>
      <span>{t('report_spike', clock(s.at_ms), s.taken, s.usual.toLocaleString(formsOf(language)))}</span>
      <button class="link" data-of="spike" aria-haspopup="dialog" onClick={() => open({ of: 'taken', title: clock(s.at_ms), fromMs: s.at_ms, toMs: s.at_ms + 3_600_000 })}>{t('report_which')}</button>
    </li>)}</ul>}
  </Section>
}

