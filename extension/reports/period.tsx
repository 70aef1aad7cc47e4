// Which days a report is about: the last 7, 30 or 90, or from one date to another. It stands
// in the address, so that a link shows a colleague the same days.
import { useEffect, useState } from 'preact/hooks'
import { counted, t } from '../shared/words'

/** From the beginning of one day to the end of another, by this browser's clock. */
export interface Period { fromMs: number; toMs: number; days: number; first: string; last: string }

const LENGTHS = [7, 30, 90] as const, USUAL = 30, MOST = 400, DATE = /^\d{4}-\d{2}-\d{2}$/

const pad = (n: number) => String(n).padStart(2, '0')
const dateOf = (d: Date) => `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}`
const dayOf = (date: string, more = 0): number => {
  const [year, month, day] = date.split('-').map(Number)
  return new Date(year!, month! - 1, day! + more).getTime()
}

/** From one date to another, both of them in it; days is 0 for dates of one's own. */
function between(first: string, last: string, days = 0): Period { return { fromMs: dayOf(first), toMs: dayOf(last, 1), days, first, last } }

function lastDays(days: number): Period {
  const now = new Date()
  return between(dateOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1 - days)), dateOf(now), days)
}

/** What is wrong with two dates, in words. */
function wrong(first: string, last: string): string {
  if (!DATE.test(first) || !DATE.test(last)) return t('period_missing')
  if (first > last) return t('period_backwards')
  return (dayOf(last, 1) - dayOf(first)) / 86_400_000 > MOST ? t('period_long', MOST) : ''
}

function fromHash(): Period {
  const [first = '', last = ''] = location.hash.slice(1).split('..')
  if (last && !wrong(first, last)) return between(first, last)
  return lastDays(LENGTHS.find(n => String(n) === first) ?? USUAL)
}

/** The period in the address, and a way to choose another one. */
export function usePeriod(): [Period, (hash: string) => void] {
  const [period, set] = useState(fromHash)
  useEffect(() => {
    const changed = () => set(fromHash())
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, [])
  return [period, hash => { location.hash = hash }]
}

/** The choice. */
export function Periods({ period, choose }: { period: Period; choose: (hash: string) => void }) {
  const [first, setFirst] = useState(period.first), [last, setLast] = useState(period.last), [said, say] = useState('')
  useEffect(() => { setFirst(period.first); setLast(period.last); say('') }, [period])
  const submit = (e: Event) => {
    e.preventDefault()
    const problem = wrong(first, last)
    say(problem)
    if (!problem) choose(`${first}..${last}`)
  }
  return <form class="periods" onSubmit={submit} novalidate>
    <div class="lengths" role="group" aria-label={t('period')}>{LENGTHS.map(n =>
      <button key={n} type="button" class="plain" data-days={n} aria-pressed={period.days === n} onClick={() => choose(String(n))}>{counted('period_days', n)}</button>)}
    </div>
    <div class="dates">
      <label>{t('period_from')} <input type="date" name="first" value={first} aria-invalid={said !== ''} aria-describedby="period-wrong" onInput={e => setFirst(e.currentTarget.value)} /></label>
      <label>{t('period_to')} <input type="date" name="last" value={last} aria-invalid={said !== ''} aria-describedby="period-wrong" onInput={e => setLast(e.currentTarget.value)} /></label>
      <button class="steady" data-act="show" type="submit">{t('period_show')}</button>
    </div>
    <p class="wrong" id="period-wrong" role="alert">{said}</p>
  </form>
}
