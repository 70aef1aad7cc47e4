// The holes of a draft, as fields: what is typed there stands in the text at once.
import { useState } from 'preact/hooks'
import type { DraftSlot, SuggestedDraft } from '../shared/wire'
import { t } from '../shared/words'

interface Props { draft: SuggestedDraft; text: string; set: (text: string) => void }

/** A hole that was filled: with what, and where that began in the text. */
interface Filled { value: string; at: number[] }

/** A field for each hole that the text still has, and for those that it filled. */
export function Slots({ draft, text, set }: Props) {
  const [filled, fill] = useState<Record<string, Filled>>({})
  const slots = (draft.slots ?? []).filter((s, i, all) => all.findIndex(o => o.id === s.id) === i && (text.includes(hole(s)) || filled[s.id]?.value))
  const put = (slot: DraftSlot, typed: string) => {
    const value = said(slot, typed, draft.lang), now = refilled(text, filled, slot, value)
    set(now.text)
    fill(now.filled)
  }
  if (!slots.length) return null
  return <div class="slots">{slots.map(slot => <label key={slot.id}>
    <span>{slot.id === 'own' ? t('slot_own') : slot.label || slot.id}</span>
    <Field slot={slot} put={value => put(slot, value)} />
  </label>)}</div>
}

/** To the first hole that is left, for that is what comes next; to the text where none is. */
export function toHole(text: HTMLElement | null): void {
  const empty = [...document.querySelectorAll<HTMLInputElement>('[data-slot]')].find(field => !field.value)
  ;(empty ?? text)?.focus()
}

// Puts a value where the hole is, or where the value before it stands: the nearest place to
// where that was, for the text may have been edited around it.
function refilled(text: string, filled: Record<string, Filled>, slot: DraftSlot, value: string) {
  const was = filled[slot.id], from = text.includes(hole(slot)) || !was?.value ? hole(slot) : was.value, to = value || hole(slot)
  const places = from === hole(slot) ? everywhere(text, from) : [...new Set(was!.at.map(at => nearest(text, from, at)))].filter(at => at >= 0)
  const moved = (at: number) => at + places.filter(p => p < at).length * (to.length - from.length)
  const rest = Object.fromEntries(Object.entries(filled).map(([id, f]) => [id, { ...f, at: f.at.map(moved) }]))
  const now = [...places].reverse().reduce((s, at) => s.slice(0, at) + to + s.slice(at + from.length), text)
  return { text: now, filled: { ...rest, [slot.id]: { value, at: places.map(moved) } } }
}

function everywhere(text: string, what: string): number[] {
  const at: number[] = []
  for (let i = text.indexOf(what); i >= 0; i = text.indexOf(what, i + what.length)) at.push(i)
  return at
}

const nearest = (text: string, what: string, near: number): number =>
  everywhere(text, what).reduce((best, at) => best < 0 || Math.abs(at - near) < Math.abs(best - near) ? at : best, -1)

const hole = ({ id }: DraftSlot) => `{${id}}`

function Field({ slot: { id, kind, choices = [] }, put }: { slot: DraftSlot; put: (value: string) => void }) {
  const given = { name: `slot-${id}`, 'data-slot': id, onKeyDown: (e: KeyboardEvent) => { if (!((e.ctrlKey || e.metaKey) && e.key === 'Enter')) e.stopPropagation() } }
  if (kind === 'choice') return <select {...given} onChange={e => put(e.currentTarget.value)}>
    <option value="" />
    {choices.map(c => <option key={c} value={c}>{c}</option>)}
  </select>
  if (kind === 'date') return <input {...given} type="date" onInput={e => put(e.currentTarget.value)} />
  return <input {...given} type="text" inputMode={kind === 'amount' ? 'decimal' : kind === 'link' ? 'url' : 'text'} dir="auto" autocomplete="off"
    onInput={e => put(e.currentTarget.value)} />
}

/** A day as people write it in the language of the answer; all else as it was typed. */
function said({ kind }: DraftSlot, value: string, lang: string): string {
  if (kind !== 'date' || !value) return value.trim()
  return new Intl.DateTimeFormat(lang, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(value))
}
