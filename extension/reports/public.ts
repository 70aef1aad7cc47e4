// A page that a company may publish about itself: one file that loads nothing, names nobody,
// tells no post and no reason in anybody's words, and prints on one sheet. It says both
// clocks and what was late, and how each number is made.
import type { Report, Share, Spread } from '../shared/wire'
import type { Word } from '../shared/words'
import { formsOf, length, percent, span } from './lengths'

/** The languages that the page comes in. */
export const TONGUES = ['en', 'nb', 'nn'] as const
export type Tongue = typeof TONGUES[number]

type Say = (key: Word, ...parts: (string | number)[]) => string

async function sayer(tongue: Tongue): Promise<Say> {
  const words = await fetch(chrome.runtime.getURL(`_locales/${tongue}/messages.json`)).then(r => r.json()) as Partial<Record<Word, { message: string }>>
  return (key, ...parts) => (words[key]?.message ?? '').replace(/\$(\d)/g, (_, n) => String(parts[+n - 1] ?? ''))
}

const safe = (text: string | number): string => String(text).replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`)

const row = (...cells: (string | number)[]) => cells
const table = (caption: string, heads: string[], rows: (string | number)[][]): string => rows.length === 0 ? '' :
  `<table><caption>${safe(caption)}</caption><thead><tr>${heads.map(h => `<th scope="col">${safe(h)}</th>`).join('')}</tr></thead><tbody>${rows.map(cells =>
    `<tr>${cells.map((c, i) => i === 0 ? `<th scope="row" data-head="${safe(heads[0]!)}">${safe(c)}</th>` : `<td data-head="${safe(heads[i]!)}">${safe(c)}</td>`).join('')}</tr>`).join('')}</tbody></table>`

const STYLE = `:root{color-scheme:light dark;--ink:#14213d;--quiet:#545e72;--paper:#fff;--line:#ded8cc;--bar:#8a5a00;--rest:#eee8dc}
@media(prefers-color-scheme:dark){:root{--ink:#eef0f5;--quiet:#a9b2c3;--paper:#10151f;--line:#303c55;--bar:#ffc95c;--rest:#303c55}}
@media print{:root{--ink:#000;--quiet:#333;--paper:#fff;--line:#999;--bar:#333;--rest:#ddd}}
body{font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:var(--ink);background:var(--paper);max-width:44rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:1.75rem 0 .25rem}p{margin:.25rem 0}.quiet,footer{color:var(--quiet)}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem;break-inside:avoid}caption{text-align:start;font-weight:600;padding:.25rem 0}
th,td{text-align:start;font-weight:400;padding:.3rem .5rem;border-top:1px solid var(--line)}thead th{font-weight:600;border:0}td{font-variant-numeric:tabular-nums}
@media screen and (max-width:34rem){table,caption,tbody,tr,th,td{display:block}thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
tr{border-top:1px solid var(--line);padding:.3rem 0}tbody th{font-weight:600}th,td{border:0;padding:.1rem 0;overflow-wrap:anywhere}tbody th,td{display:flex;gap:1rem;justify-content:space-between}[data-head]::before{content:attr(data-head);color:var(--quiet);font-weight:400}}
svg{display:block;width:100%;height:1rem;margin:.5rem 0}rect.full{fill:var(--bar)}rect.rest{fill:var(--rest)}footer{font-size:.875rem;margin-top:2rem}
@media print{html{font-size:11pt}body{margin:0;padding:0;max-width:none;line-height:1.35}h2{margin-top:1rem}table{margin:.25rem 0 .5rem}th,td{padding:.15rem .5rem}footer{margin-top:1rem}svg rect{print-color-adjust:exact}}`

/** The whole file. */
export async function page(r: Report, team: string, tongue: Tongue): Promise<string> {
  const say = await sayer(tongue), forms = formsOf(tongue), short = say('under_a_minute')
  const days = new Intl.DateTimeFormat(forms, { dateStyle: 'long' }), period = days.formatRange(r.from_ms, r.to_ms - 1)
  const waited = (title: Word, s: Spread) => s.count === 0 ? [] : [row(say(title), span(s.open.median_least_ms, s.open.median_most_ms, tongue, short), span(s.open.p90_least_ms, s.open.p90_most_ms, tongue, short),
    span(s.all.median_least_ms, s.all.median_most_ms, tongue, short), s.count)]
  const decided = r.all.within + r.all.missed, part = decided ? r.all.within / decided : 0
  const inTime = (s: Share) => s.within + s.missed ? percent(s.within / (s.within + s.missed), tongue) : '–'
  const names = new Intl.DisplayNames(forms, { type: 'language' }), p = r.promises
  const body = [
    `<header><h1>${safe(say('public_title', team))}</h1><p class="quiet">${safe(period)}</p></header>`,
    `<p>${safe(say('public_taken', r.all.taken, r.all.answered))}</p>`,
    `<h2>${safe(say('report_waiting'))}</h2>`, `<p class="quiet">${safe(say(r.hours ? 'public_hours' : 'public_no_hours'))}</p>`,
    table(say('report_waited'), [say('public_from'), say('report_median'), say('report_p90'), say('public_calendar'), say('report_answered')], [...waited('report_posted', r.customer), ...waited('report_seen', r.us), ...waited('report_leaders', r.leaders)]),
    ...decided ? [
      `<h2>${safe(say('report_target'))}</h2>${r.target_ms ? `<p>${safe(say('public_target', percent(part, tongue), length(r.target_ms, tongue, short), decided))}</p>` : ''}`,
      `<svg viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label="${safe(percent(part, tongue))}"><rect class="rest" width="100" height="4"/><rect class="full" width="${100 * part}" height="4"/></svg>`,
      table(say('report_by_lang'), [say('report_lang'), say('report_in_time'), say('report_answered')], r.langs.map(s => row(s.name ? names.of(s.name) ?? s.name : say('report_unsure'), inTime(s), s.answered))),
    ] : [],
    ...p.made ? [`<h2>${safe(say('report_promises'))}</h2>`, table(say('report_became'), [say('report_made'), say('report_kept'), say('report_kept_late'), say('report_late'), say('report_withdrawn'), say('report_open')],
      [row(p.made, p.kept, p.kept_late, p.late - p.kept_late, p.withdrawn, p.open)])] : [],
    ...r.refusals ? [`<h2>${safe(say('report_refusals'))}</h2><p>${safe(say('public_refusals', r.refusals))}</p>`] : [],
    `<footer><p>${safe(say('public_how'))}</p><p>${safe(say('public_made', days.format(r.as_of_ms)))}</p></footer>`,
  ]
  return `<!doctype html>\n<html lang="${tongue}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">` +
    `<title>${safe(say('public_title', team))}</title><style>${STYLE}</style><body><main>${body.join('\n')}</main></body></html>\n`
}
