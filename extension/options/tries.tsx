// Trying a playbook: a pasted post, or one from an open page. What matches and why, how it is
// taken, what would be suggested, and what one more exclusion would have hidden.
import { useEffect, useMemo, useState } from 'preact/hooks'
import { ask, pick } from '../shared/api'
import { Excerpt } from '../shared/excerpt'
import type { Finding, Reviewed } from '../shared/wire'
import { reasons } from '../shared/why'
import { counted, hasWord, language, t } from '../shared/words'
import { formsOf } from '../reports/lengths'
import { amiss } from './amiss'
import type { Bench } from './bench'
import { attempt, type Exclusion, hidden, load, names, nearby, type Sample, type Tried } from './tried'

const PASTED = 'pasted', MOST = 200

/** The right half of the workbench. */
export function Tries({ bench, reviewed }: { bench: Bench; reviewed: Reviewed | undefined }) {
  const [pasted, paste] = useState(''), [found, setFound] = useState<readonly Sample[]>([]), [chosen, choose] = useState(PASTED)
  useEffect(() => void onOpenPages().then(setFound), [])
  const book = reviewed?.ok ? reviewed.playbook : undefined
  const samples = useMemo(() => [...pasted.trim() ? [{ id: PASTED, text: pasted, site: '', author: '', url: '', from: '' }] : [], ...found], [pasted, found])
  const tried = useMemo(() => trying(bench, book, samples), [bench, book, samples])
  const one = tried.find(x => x.sample.id === chosen)
  return <div class="tries">
    <h3>{t('try_title')}</h3>
    <label for="sample">{t('try_which')}</label>
    <select id="sample" value={chosen} onChange={e => choose(e.currentTarget.value)}>
      <option value={PASTED}>{t('try_paste')}</option>
      {found.map(s => <option key={s.id} value={s.id}>{s.author ? `${s.author}: ` : ''}{s.text.slice(0, 60)}</option>)}
    </select>
    {chosen === PASTED && <>
      <label for="pasted">{t('try_pasted')}</label>
      <textarea id="pasted" name="pasted" dir="auto" rows={4} value={pasted} onInput={e => paste(e.currentTarget.value)} />
    </>}
    <div role="status" class="tried">{!book ? <p class="quiet">{t('try_unusable')}</p> : one ? <Outcome book={book} tried={one} /> : <p class="quiet">{t('try_nothing')}</p>}</div>
    {book !== undefined && <Excluding bench={bench} book={book} tried={tried} />}
  </div>
}

function trying(bench: Bench, book: unknown, samples: readonly Sample[]): Tried[] {
  try {
    return book === undefined || load(bench, book) ? [] : attempt(bench, samples)
  } catch (e) {
    console.warn('workbench:', e) // the next change opens another one
    return []
  }
}

/** The posts with names that are known of open pages. */
async function onOpenPages(): Promise<Sample[]> {
  const tabs = await chrome.tabs.query({}), all: Sample[] = []
  for (const { id } of tabs) {
    const page = id === undefined ? undefined : pick(await ask({ findings: { tab: id } }), 'findings')
    for (const r of page?.rows ?? []) all.push({ id: `${id} ${r.id}`, text: r.excerpt, site: page!.site, author: r.author, url: page!.url, from: URL.canParse(page!.url) ? new URL(page!.url).host : '' })
  }
  return all.slice(0, MOST)
}

const languageOf = (f: Finding) => f.lang === 'und' ? t('report_unsure') : new Intl.DisplayNames(formsOf(language), { type: 'language' }).of(f.lang) ?? f.lang

function Outcome({ book, tried: { sample, finding: f, suggestion } }: { book: unknown; tried: Tried }) {
  const triage = f.triage
  return <>
    <Excerpt text={sample.text} mentions={f.mentions} lang={f.lang} />
    {f.mentions.length === 0 ? <p><b>{t('try_no_match')}</b></p> : <table><caption>{t('try_matches')}</caption>
      <thead><tr><th scope="col">{t('try_text')}</th><th scope="col">{t('try_name')}</th><th scope="col">{t('try_why')}</th></tr></thead>
      <tbody>{f.mentions.map(m => <tr key={`${m.start} ${m.name}`} data-match={m.name}><td dir="auto">{m.text}</td><td><span dir="auto">{m.name}</span> <span class="quiet">{hasWord(`kind_${m.kind}`) ? t(`kind_${m.kind}`) : m.kind}</span></td>
        <td>{reasons(m.evidence, nearby(book, m.name, sample.text)).join(', ')}</td></tr>)}</tbody></table>}
    {triage && <dl class="facts">
      <div><dt>{t('try_lang')}</dt><dd>{languageOf(f)}</dd></div>
      <div><dt>{t('try_intent')}</dt><dd>{t(INTENT[triage.intent as keyof typeof INTENT] ?? 'intent_other')}{triage.needsReply && `, ${t('try_needs')}`}</dd></div>
      <div><dt>{t('try_urgency')}</dt><dd>{t(URGENCY[triage.urgency as keyof typeof URGENCY] ?? 'urgency_normal')}</dd></div>
    </dl>}
    {f.mentions.length > 0 && <Suggested suggestion={suggestion} />}
  </>
}

const INTENT = { question: 'intent_question', complaint: 'intent_complaint', praise: 'intent_praise', request: 'intent_request', purchase: 'intent_purchase', job: 'intent_job', outage: 'intent_outage', other: 'intent_other' } as const
const URGENCY = { high: 'urgency_high', normal: 'urgency_normal', low: 'urgency_low' } as const

function Suggested({ suggestion: s }: { suggestion: Tried['suggestion'] }) {
  if (!s || s.answers.length === 0) return <p class="quiet">{t('try_no_answer')}</p>
  return <>
    {s.abstain && <p class="quiet">{t('try_abstains')}</p>}
    <p><b id="answers-title">{t('try_answers')}</b></p>
    <ol class="answers" aria-labelledby="answers-title">{s.answers.map(a => <li key={a.id} data-answer={a.id}><b>{a.id}</b> <span class="quiet">{Math.round(100 * a.score)} %{a.like && <> · {t('try_like')} <q dir="auto">{a.like}</q></>}</span></li>)}</ol>
    {s.drafts.map((d, i) => <blockquote key={i} dir="auto" lang={d.lang}>{d.text}</blockquote>)}
  </>
}

const KINDS = { word: 'exclude_word', author: 'exclude_author', site: 'exclude_site', community: 'exclude_community' } as const

function Excluding({ bench, book, tried }: { bench: Bench; book: unknown; tried: readonly Tried[] }) {
  const [x, set] = useState<Exclusion>({ kind: 'word', value: '', name: '' })
  const result = useMemo(() => x.value.trim() ? hidden(bench, book, { ...x, value: x.value.trim() }, tried) : undefined, [x, book, tried])
  return <fieldset class="excluding"><legend>{t('exclude_title')}</legend>
    <div class="field">
      <select aria-label={t('exclude_kind')} value={x.kind} onChange={e => set({ ...x, kind: e.currentTarget.value as Exclusion['kind'] })}>{(Object.keys(KINDS) as Exclusion['kind'][]).map(k => <option key={k} value={k}>{t(KINDS[k])}</option>)}</select>
      <input type="text" name="exclusion" aria-label={t('exclude_value')} dir="auto" autocomplete="off" value={x.value} onInput={e => set({ ...x, value: e.currentTarget.value })} />
      <select aria-label={t('exclude_for')} value={x.name} onChange={e => set({ ...x, name: e.currentTarget.value })}><option value="">{t('exclude_all')}</option>{names(book).map(n => <option key={n} value={n}>{n}</option>)}</select>
    </div>
    <div role="status">{result && ('message' in result ? <p class="wrong">{amiss(result)}</p> : <>
      <p data-hidden={result.lost.length}>{t('exclude_result', counted('exclude_hides', result.lost.reduce((n, l) => n + l.names.length, 0)), result.of)}</p>
      <ul>{result.lost.map(l => <li key={l.tried.sample.id} dir="auto"><b>{l.names.join(', ')}</b> · {l.tried.sample.text.slice(0, 100)}</li>)}</ul>
    </>)}</div>
  </fieldset>
}
