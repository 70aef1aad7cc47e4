// Telling one colleague of something to know: a rival's move, a talent, a prospect. What is
// sent is what is read here, and nothing before it is sent.
import { useEffect, useRef, useState } from 'preact/hooks'
import { hostOf } from './address'
import { ask, trouble } from './api'
import { KINDS, type SignalKind, takers } from './takers'
import type { Member } from './wire'
import { t } from './words'

interface Props { members: readonly Member[]; me: string; to: string; kind: SignalKind; link: string; failed: (problem: string | undefined) => void; done: (to: string) => void; back: () => void }

const MOST = 2000 // bytes

/** The form: Enter sends it, Escape leaves it. */
export function SignalForm({ members, me, to, kind: first, link, failed, done, back }: Props) {
  const colleagues = takers(members, [me]), form = useRef<HTMLFormElement>(null)
  const [target, choose] = useState(colleagues.some(m => m.id === to) ? to : colleagues[0]?.id ?? ''), [kind, setKind] = useState(first)
  const [text, write] = useState(''), [linked, setLinked] = useState(link !== ''), [wrong, setWrong] = useState('')
  useEffect(() => form.current?.querySelector<HTMLElement>('[name=signal]')?.focus(), [])
  const submit = async (e: Event) => {
    e.preventDefault()
    const over = new TextEncoder().encode(text.trim()).length > MOST, amiss = !text.trim() ? t('note_missing') : over ? t('note_long') : ''
    setWrong(amiss)
    if (amiss || !target) return form.current?.querySelector<HTMLElement>('[name=signal]')?.focus()
    const problem = trouble(await ask({ tell: { to: target, kind, text: text.trim(), ...linked && link && { link } } }))
    failed(problem)
    if (!problem) done(target)
  }
  return <form ref={form} class="bar-form signal-form" data-form="tell" aria-label={t('act_tell')} onSubmit={e => void submit(e)}
    onKeyDown={e => { e.stopPropagation(); if (e.key === 'Escape') { e.preventDefault(); back() } }}>
    <label>{t('to_whom')} <select name="to" value={target} onChange={e => choose(e.currentTarget.value)}>
      {colleagues.map(m => <option key={m.id} value={m.id}>{m.on_duty ? m.name : t('off_duty_name', m.name)}</option>)}
    </select></label>
    <label>{t('signal_about')} <select name="kind" value={kind} onChange={e => setKind(e.currentTarget.value as SignalKind)}>
      {KINDS.map(k => <option key={k} value={k}>{t(`kind_${k}`)}</option>)}
    </select></label>
    <label class="bar-note">{t('note')} <input type="text" name="signal" value={text} aria-invalid={wrong !== ''} aria-describedby="signal-wrong signal-who" onInput={e => write(e.currentTarget.value)} /></label>
    {link && <label class="signal-link"><input type="checkbox" name="linked" checked={linked} onChange={e => setLinked(e.currentTarget.checked)} /> {t('signal_link', hostOf(link))}</label>}
    <p class="wrong" id="signal-wrong" role="alert">{wrong}</p>
    <p class="quiet signal-who" id="signal-who">{t('signal_who')}</p>
    <button class="primary" data-act="send">{t('note_send')}</button>
    <button type="button" class="plain" data-act="back" onClick={back}>{t('back')}</button>
  </form>
}
