// Giving a conversation to a colleague, giving it back, and saying something about it: one
// line, sent with Enter, left with Escape.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Item } from '../shared/board'
import { takers } from '../shared/takers'
import { type Action, nameOf } from '../shared/state'
import type { Member } from '../shared/wire'
import { t } from '../shared/words'

/** What a form sends. */
export interface Sent { target?: string; note?: string }

interface Props { item: Item; action: Action; members: readonly Member[]; me: string; send: (said: Sent) => void; back: () => void }

const MOST = 2000 // bytes of a note, as the server takes it

/** The form of an action that needs words. */
export function Form({ item: { look }, action, members, me, send, back }: Props) {
  const gives = action.act === 'give', to = takers(members, [look.holder || me, me])
  const [target, choose] = useState(to[0]?.id ?? ''), [note, write] = useState(action.act === 'nudge' ? t('nudge_text') : ''), [asked, setAsked] = useState(false)
  const form = useRef<HTMLFormElement>(null), over = new TextEncoder().encode(note.trim()).length - MOST
  const missing = action.act !== 'give' && !note.trim()
  useEffect(() => form.current?.querySelector<HTMLElement>('select, input')?.focus(), [])
  const submit = (e: Event) => {
    e.preventDefault()
    setAsked(true)
    if (missing || over > 0 || gives && !target) return form.current?.querySelector<HTMLElement>('input')?.focus()
    send({ ...gives && { target }, ...note.trim() && { note: note.trim() } })
  }
  return <form ref={form} class="bar-form" data-form={action.act} aria-label={t('act_on', t(action.word), look.author || t('unknown_author'))} onSubmit={submit}
    onKeyDown={e => { e.stopPropagation(); if (e.key === 'Escape') { e.preventDefault(); back() } }}>
    {gives && <label>{t('to_whom')} <select name="to" value={target} onChange={e => choose(e.currentTarget.value)}>
      {to.map(m => <option key={m.id} value={m.id}>{m.on_duty ? m.name : t('off_duty_name', m.name)}</option>)}
    </select></label>}
    <label class="bar-note">{t(action.act === 'bounce' ? 'note_why' : action.act === 'nudge' ? 'note_to' : 'note', nameOf(members, look.holder))}{gives && <span class="quiet"> {t('optional')}</span>}
      <input type="text" name="note" value={note} aria-invalid={asked && (missing || over > 0)} aria-describedby="note-wrong" onInput={e => write(e.currentTarget.value)} /></label>
    <p class="wrong" id="note-wrong" role="alert">{over > 0 ? t('note_long') : asked && missing ? t('note_missing') : ''}</p>
    <button class="primary" data-act="send">{gives ? t(action.word).replace('…', '') : t('note_send')}</button>
    <button type="button" class="plain" data-act="back" onClick={back}>{t('back')}</button>
  </form>
}
