// How long the answer is and what is wrong with it, while it is typed. What stops says so
// before Insert is pressed; what warns stops nothing.
import { useEffect, useState } from 'preact/hooks'
import { ask, pick } from '../shared/api'
import type { CardCheck, CardChecked } from '../shared/wire'
import { clock, hasWord, said, t } from '../shared/words'

const PAUSE_MS = 250

/** What is wrong with a text, a moment after the last change to it; undefined until it is known. */
export function useChecked(written: CardCheck): CardChecked | undefined {
  const { text } = written, id = JSON.stringify(written)
  const [checked, set] = useState<CardChecked>()
  useEffect(() => {
    if (!text.trim()) return set(undefined)
    let stale = false
    const timer = setTimeout(() => void ask({ check: written }).then(got => {
      const checked = pick(got, 'checked')
      if (!stale && checked) set(checked)
    }), PAUSE_MS)
    return () => { stale = true; clearTimeout(timer) }
  }, [id])
  return checked
}

/** The room that is left, where the site has a limit. */
export function Room({ checked: { length, limit } }: { checked: CardChecked }) {
  if (!limit) return null
  const left = limit - length
  return <p class="room quiet" data-over={left < 0}><span aria-hidden="true">{length} / {limit}</span><span class="sr">{t('room_left', left)}</span></p>
}

/** The sign-off that will stand at the end. */
export function Ends({ checked: { ends } }: { checked: CardChecked }) {
  return ends ? <p class="quiet">{t('answer_ends', ends)}</p> : null
}

/** The promises in a text, each to be recorded unless the person says no. */
export function Promises({ checked: { promises = [] }, not, say }: { checked: CardChecked; not: ReadonlySet<string>; say: (text: string, record: boolean) => void }) {
  const dated = promises.filter(p => p.dueMs)
  if (!dated.length) return null
  return <div class="promises">{dated.map(p => <label key={p.text}>
    <input type="checkbox" name="promise" checked={!not.has(p.text)} onChange={e => say(p.text, e.currentTarget.checked)} />
    <span>{t('promise_record', clock(p.dueMs!))} <q dir="auto">{p.text}</q></span>
  </label>)}</div>
}

/** What is wrong, the stops first. */
export function Problems({ checked: { problems } }: { checked: CardChecked }) {
  if (!problems.length) return null
  const order = [...problems].sort((a, b) => Number(a.level !== 'stops') - Number(b.level !== 'stops'))
  return <ul class="checks">{order.map((p, i) => {
    const key = `check_${p.code}`
    return <li key={`${p.code}${i}`} data-code={p.code} data-level={p.level}>{hasWord(key) ? said(key, ...p.parts ?? []) : p.message}</li>
  })}</ul>
}
