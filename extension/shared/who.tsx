// Who answers about an incident: everybody with its line, or named people alone. The server
// refuses no reply; the cards of the others say who does, and insert nothing.
import type { Member } from './wire'
import { t } from './words'

/** Null is everybody. */
export function Who({ members, named, set }: { members: readonly Member[]; named: string[] | null; set: (named: string[] | null) => void }) {
  const flip = (id: string, yes: boolean) => set(yes ? [...named ?? [], id] : (named ?? []).filter(n => n !== id))
  return <fieldset class="who">
    <legend>{t('who_answers')}</legend>
    <label><input type="radio" name="who" checked={!named} onChange={() => set(null)} /> {t('who_everybody')}</label>
    <label><input type="radio" name="who" value="named" checked={!!named} onChange={() => set([])} /> {t('who_named')}</label>
    {named && <div class="who-names">{members.filter(m => m.active).map(m => <label key={m.id}>
      <input type="checkbox" name="named" value={m.id} checked={named.includes(m.id)} onChange={e => flip(m.id, e.currentTarget.checked)} /> <span dir="auto">{m.name}</span>
    </label>)}</div>}
  </fieldset>
}
