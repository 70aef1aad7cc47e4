// How a promise stands: kept, with the place where it can be seen; late, with the reason and
// a new day; or withdrawn, with the reason. A reason is the person's own and never empty.
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Failed, say } from './say'
import { useTyped } from './typed'
import type { Fact, Matter } from './wire'
import { t } from './words'

export type Way = 'kept' | 'late' | 'withdrawn' | undefined

interface Form { why: string; link: string; day: string }
interface Props { way: Exclude<Way, undefined>; promise: Matter; link: string; failed: Failed; done?: () => void; close: () => void }

/** The form; "link" is where it was seen to be kept, if it was. */
export function Owe({ way, promise: { id, fact }, link, failed, done: noted, close }: Props) {
  const { typed, type, forget } = useTyped<Form>(`${way}:${id}`, { why: '', link, day: dayOf(Date.now() + DAY_MS) })
  const [wrong, amiss] = useState(''), [busy, setBusy] = useState(false), form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLElement>('input, textarea')?.focus(), [])
  const send = async () => {
    const problem = way !== 'kept' && !typed.why.trim() ? t('promise_why_missing') : way === 'kept' && typed.link.trim() && !isWeb(typed.link) ? t('promise_link_wrong')
      : way === 'late' && !(endOf(typed.day) > Date.now()) ? t('promise_day_wrong') : ''
    amiss(problem)
    if (problem) return form.current?.querySelector<HTMLElement>(way === 'late' && typed.why.trim() ? '[name=day]' : 'input, textarea')?.focus()
    setBusy(true)
    const done = await say({ kind: way, id, ...factOf(way, typed) }, failed)
    setBusy(false)
    if (!done) return
    forget()
    noted?.()
    close()
  }
  const away = () => { forget(); close() }
  return <form ref={form} class="say" data-form={way} aria-label={fact.text ?? ''} noValidate onSubmit={e => { e.preventDefault(); if (!busy) void send() }}
    onKeyDown={e => { e.stopPropagation(); if (e.key === 'Escape') { e.preventDefault(); away() } }}>
    {way === 'kept'
      ? <label><span>{t('promise_link')}</span><input type="url" name="link" dir="ltr" placeholder="https://" value={typed.link} aria-invalid={!!wrong} onInput={e => type({ link: e.currentTarget.value })} /></label>
      : <label><span>{t(way === 'late' ? 'promise_why_late' : 'promise_why_withdrawn')}</span>
          <textarea name="why" dir="auto" rows={2} maxLength={1000} value={typed.why} aria-invalid={!!wrong} onInput={e => type({ why: e.currentTarget.value })} /></label>}
    {way === 'late' && <label><span>{t('promise_new_day')}</span><input type="date" name="day" value={typed.day} min={dayOf(Date.now())} onInput={e => type({ day: e.currentTarget.value })} /></label>}
    {way !== 'kept' && <p class="quiet">{t('promise_say_there')}</p>}
    <p class="wrong" role="alert">{wrong}</p>
    <div class="say-acts">
      <button class="primary" data-act={`send-${way}`} aria-busy={busy}>{t(way === 'kept' ? 'promise_kept' : way === 'late' ? 'promise_later_send' : 'promise_withdraw_send')}</button>
      <button type="button" class="link" onClick={away}>{t('cancel')}</button>
    </div>
  </form>
}

const DAY_MS = 86_400_000

function factOf(way: Way, { why, link, day }: Form): { fact?: Fact } {
  if (way === 'kept') return link.trim() ? { fact: { link: link.trim() } } : {}
  return { fact: { why: why.trim(), ...way === 'late' && { due_ms: endOf(day) } } }
}

/** A day as a field has it, here. */
const dayOf = (ms: number): string => new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 10)

/** The last minute of it. */
const endOf = (day: string): number => new Date(`${day}T23:59:00`).getTime()

const isWeb = (link: string): boolean => URL.canParse(link.trim()) && /^https?:$/.test(new URL(link.trim()).protocol)
