// When the next update comes: in half an hour, in an hour, or at a time of day.
import { clock, t } from './words'

/** Minutes from now, or a time of day such as "14:30". */
export type Next = number | string

/** The moment that is meant; a time of day that is over is tomorrow's. */
export function nextMs(next: Next, now: number): number {
  if (typeof next === 'number') return now + next * 60_000
  const [h = 0, m = 0] = next.split(':').map(Number), at = new Date(now).setHours(h, m, 0, 0)
  return at > now ? at : new Date(at).setDate(new Date(at).getDate() + 1)
}

const QUICK = [[30, 'next_half_hour'], [60, 'next_hour']] as const

/** Two presses and a clock. */
export function NextUpdate({ next, set, now }: { next: Next; set: (next: Next) => void; now: number }) {
  return <fieldset class="next-update">
    <legend>{t('next_update')} <b>{clock(nextMs(next, now), now)}</b></legend>
    {QUICK.map(([minutes, word]) => <button key={minutes} type="button" class="plain chip" data-next={minutes} aria-pressed={next === minutes} onClick={() => set(minutes)}>{t(word)}</button>)}
    <input type="time" name="next-at" aria-label={t('next_at')} value={typeof next === 'string' ? next : ''} onInput={e => { if (e.currentTarget.value) set(e.currentTarget.value) }} />
  </fieldset>
}
