// What the playbook offers for this post: first what they ask and what the team has told
// them before, then drafts to begin from. A draft is a beginning: the person finishes it.
import { useEffect, useState } from 'preact/hooks'
import { ask, pick } from '../shared/api'
import { nameOf } from '../shared/state'
import type { CardSuggest, CardSuggested, Earlier, Member, SuggestedDraft } from '../shared/wire'
import { clock, speech, t, type Word } from '../shared/words'

let first: Promise<CardSuggested | undefined> | undefined, arrived: CardSuggested | undefined

const drafts = async (m: CardSuggest) => pick(await ask({ suggest: m }), 'suggested')

/** Asks for the first drafts; done when they are there, or at the latest soon. A card that grows under the hands is worse than one that comes a moment later. */
export function early(): Promise<unknown> {
  first = drafts({})
  return Promise.race([first.then(got => { arrived = got }), new Promise(over => setTimeout(over, SOON_MS))])
}

const SOON_MS = 150

/** What is offered, and how to have it in another language or tone; undefined until it is there. */
export function useSuggested(): { suggested: CardSuggested | undefined; tone: string; again: (lang: string, tone: string) => void } {
  const [suggested, set] = useState<CardSuggested | undefined>(arrived), [tone, setTone] = useState('')
  const again = (lang: string, tone: string) => {
    setTone(tone)
    void drafts({ ...lang && { lang }, ...tone && { tone } }).then(got => got && set(got))
  }
  useEffect(() => void first?.then(got => got && set(now => now ?? got)), [])
  return { suggested, tone, again }
}

/** What they ask, in their words, unless it stands where all of the post is "shown"; and what became of what they asked before. */
export function Heard({ suggested, shown = '…' }: { suggested: CardSuggested; shown?: string }) {
  const { suggestion: { asks: short = '', lang = '' }, earlier, members } = suggested
  const asks = /^…|…$/.test(shown) || !shown.includes(short) ? short : ''
  if (!asks && !earlier.length) return null
  return <div class="heard">
    {asks && <p><span class="quiet">{t('asks')}</span> <q lang={lang || undefined} dir="auto">{asks}</q></p>}
    {earlier.map(e => <p class="quiet" key={e.key}><Told earlier={e} members={members} /></p>)}
  </div>
}

// What became of another conversation: with this person, and with somebody else on this page.
const TOLD: Partial<Record<string, Record<'earlier' | 'beside', Word>>> = {
  answered: { earlier: 'earlier_answered', beside: 'beside_answered' },
  refused: { earlier: 'earlier_refused', beside: 'beside_refused' },
  listened: { earlier: 'earlier_listened', beside: 'beside_listened' },
}

function Told({ earlier: { outcome, by, atMs, beside, link }, members }: { earlier: Earlier; members: readonly Member[] }) {
  const line = t((TOLD[outcome] ?? TOLD['answered']!)[beside ? 'beside' : 'earlier'], nameOf(members, by), clock(atMs))
  return link ? <a href={link} target="_blank" rel="noreferrer noopener">{line}</a> : <>{line}</>
}

const TONES = [['shorter', 'tone_shorter'], ['warmer', 'tone_warmer'], ['plainer', 'tone_plainer']] as const

interface Props {
  suggested: CardSuggested
  used: SuggestedDraft | undefined
  use: (draft: SuggestedDraft) => void
  again: (lang: string, tone: string) => void
  tone: string
}

/** What a draft was worth, told to whoever owns its entry: good at once, not good with a reason. */
export function Rate({ answer }: { answer: string }) {
  const [state, set] = useState<'asked' | 'why' | 'told'>('asked'), [why, setWhy] = useState('')
  useEffect(() => set('asked'), [answer])
  const tell = (good: boolean) => void ask({ rate: { answer, good, why } }).then(got => { if (pick(got, 'done')) set('told') })
  if (state === 'told') return <p class="quiet" role="status">{t('rate_told')}</p>
  if (state === 'why') return <form class="rate" onSubmit={e => { e.preventDefault(); if (e.isTrusted && why.trim()) tell(false) }}>
    <input type="text" name="rate-why" value={why} maxLength={500} aria-label={t('rate_why')} placeholder={t('rate_why')}
      onInput={e => setWhy(e.currentTarget.value)} onKeyDown={e => e.stopPropagation()} />
    <button class="steady chip">{t('rate_send')}</button>
  </form>
  return <p class="rate quiet">{t('rate_ask')}
    <button class="plain chip" data-rate="good" onClick={e => e.isTrusted && tell(true)}>{t('rate_good')}</button>
    <button class="plain chip" data-rate="bad" onClick={() => set('why')}>{t('rate_bad')}</button>
  </p>
}

/** The drafts that are not in the field, and how to have them otherwise. */
export function Drafts({ suggested, used, use, again, tone }: Props) {
  const { suggestion: { drafts, abstain, answers }, empty } = suggested
  if (empty) return null
  if (abstain && !drafts.length) return <p class="quiet">{t('draft_none')}</p>
  const lang = used?.lang ?? drafts[0]?.lang ?? '', others = drafts.filter(d => d.text !== used?.text)
  const like = answers.find(a => a.id === used?.answer)?.like
  return <div class="drafts">
    {used?.wanted && <p class="trouble">{t('draft_no_language', speech(used.wanted), speech(used.lang))}</p>}
    {like && <p class="quiet">{t('draft_like', like)}</p>}
    {used?.facts?.filter(f => f.source || f.until).map(f => <p class="quiet" key={f.id}>{t('draft_fact', f.text, [f.source, f.until].filter(Boolean).join(', '))}</p>)}
    {drafts.length > 0 && <div class="tones">
      {used && used.langs.length > 1 && <select aria-label={t('draft_language')} value={lang} onChange={e => again(e.currentTarget.value, tone)}>
        {used.langs.map(l => <option key={l} value={l}>{speech(l)}</option>)}
      </select>}
      {TONES.map(([one, word]) => <button key={one} class="plain chip" aria-pressed={tone === one} onClick={() => again(lang, tone === one ? '' : one)}>{t(word)}</button>)}
    </div>}
    {used && <Rate answer={used.answer} />}
    {others.length > 0 && <details>
      <summary>{t('draft_others')}</summary>
      <ul>{others.map((d, i) => <li key={`${d.answer}${i}`}>
        <p lang={d.lang} dir="auto">{d.text}</p>
        <button class="steady" data-draft={i} onClick={() => use(d)}>{t('draft_use')}</button>
      </li>)}</ul>
    </details>}
  </div>
}
