// Handing a conversation to a colleague: whom, the likeliest chosen, and a word to them.
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { nameOf } from '../shared/state'
import type { CardPrompt, Member, Prompt } from '../shared/wire'
import { t } from '../shared/words'
import type { Pressable } from './button'

const OVER: Pressable = { act: 'hand_over', kind: 'hand', word: 'prompt_hand_over', key: '' }

interface Props {
  prompt: Prompt
  members: readonly Member[]
  back: () => void
  button: (action: Pressable, press: () => void) => preact.ComponentChildren
  say: (said: CardPrompt) => void
}

/** The form, in place of the buttons. */
export function Hand({ prompt, members, back, button, say }: Props) {
  const [to, choose] = useState(prompt.to[0] ?? ''), [note, write] = useState(''), first = useRef<HTMLSelectElement>(null), id = useId()
  useEffect(() => first.current?.focus(), []) // they pressed for it
  const onKey = (e: KeyboardEvent) => {
    e.stopPropagation() // letters typed here are no commands
    if (e.key === 'Escape' && !e.isComposing) back()
  }
  return <div class="hand" role="group" aria-label={t('prompt_hand')} onKeyDown={onKey}>
    <label for={`${id}to`}>{t('prompt_hand_to')}</label>
    <select ref={first} id={`${id}to`} name="to" value={to} onChange={e => choose(e.currentTarget.value)}>
      {prompt.to.map(m => <option key={m} value={m}>{nameOf(members, m)}</option>)}
    </select>
    <label for={`${id}note`}>{t('prompt_hand_note')} <span class="quiet">{t('optional')}</span></label>
    <input id={`${id}note`} name="note" type="text" dir="auto" autocomplete="off" maxLength={500} value={note} onInput={e => write(e.currentTarget.value)} />
    <div class="card-acts">{button(OVER, () => say({ act: 'hand', to, ...note.trim() && { note: note.trim() } }))}<button class="plain" data-act="back" onClick={back}>{t('back')}</button></div>
  </div>
}
