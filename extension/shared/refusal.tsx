// An honest no, to write and to read: why, what we can do instead, who decides. What was
// typed stays while the form is put aside; nothing that a person wrote is cut.
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { useKept } from './kept'
import type { Refusal } from './wire'
import { counted, t } from './words'

const PARTS = { reason: 'refuse_reason', instead: 'refuse_instead', decides: 'refuse_decides' } as const
type Part = keyof typeof PARTS
const parts = Object.keys(PARTS) as Part[]

const MOST = 600 // bytes of each part, as the server takes it
const bytes = (text: string) => new TextEncoder().encode(text.trim()).length

/** Whether the form was never opened, is open, or is put aside with what is in it. */
export type Writing = 'no' | 'open' | 'aside'

/** Keeps what was typed, and tells what was kept before when it is given nothing. */
export type Drafted = (said?: Refusal) => Promise<Refusal | undefined>

interface Props { open: boolean; back: () => void; drafted: Drafted; button: (ready: () => Refusal | undefined) => ComponentChildren }

/** The form; "ready" gives what can be sent, or undefined after it has shown what is missing. */
export function RefusalForm({ open, back, drafted, button }: Props) {
  const [said, set] = useState({ reason: '', instead: '', decides: '' }), [asked, setAsked] = useState(false)
  const keep = useKept(said, drafted, before => set(now => parts.some(part => now[part]) ? now : { ...now, ...before }))
  const form = useRef<HTMLDivElement>(null), id = useId()
  const wrong = (part: Part) => {
    const over = bytes(said[part]) - MOST
    if (over > 0) return counted('refuse_over', over)
    return asked && part === 'reason' && !said.reason.trim() ? t('refuse_why') : ''
  }
  const focus = (part: Part) => form.current?.querySelector<HTMLElement>(`[name=${part}]`)?.focus()
  const ready = () => {
    const bad = parts.find(part => bytes(said[part]) > MOST || (part === 'reason' && !said.reason.trim()))
    setAsked(true)
    keep()
    if (!bad) return said
    focus(bad)
    return undefined
  }
  useEffect(() => { if (open) focus('reason') }, [open])
  const onKey = (e: KeyboardEvent) => {
    e.stopPropagation() // letters typed here are no commands, and Escape leaves the form alone
    if (e.key === 'Escape' && !e.isComposing) back()
  }
  return <div ref={form} class="refusal-form" role="group" aria-label={t('refuse_title')} hidden={!open} onKeyDown={onKey}>
    {parts.map(part => <div class="field" key={part}>
      <label for={`${id}${part}`}>{t(PARTS[part])} {part !== 'reason' && <span class="quiet">{t('optional')}</span>}</label>
      <textarea id={`${id}${part}`} name={part} rows={part === 'reason' ? 2 : 1} value={said[part]} required={part === 'reason'}
        aria-invalid={wrong(part) !== ''} aria-describedby={`${id}${part}-wrong`} onInput={e => set({ ...said, [part]: e.currentTarget.value })} />
      <p class="wrong" id={`${id}${part}-wrong`} role="alert">{wrong(part)}</p>
    </div>)}
    <p class="quiet">{t('refuse_who_sees')}</p>
    <div class="refusal-acts">{button(ready)}<button class="plain" data-act="back" onClick={back}>{t('back')}</button></div>
  </div>
}

/** A refusal to read: a colleague's words, so plain text. */
export function Refused({ refusal }: { refusal: Refusal }) {
  return <dl class="refusal">{parts.map(part => refusal[part] &&
    <div key={part}><dt>{t(PARTS[part])}</dt><dd dir="auto">{refusal[part]}</dd></div>)}</dl>
}
