// The approved line of an incident, one field for each language that the team writes.
import { language, speech, t } from './words'

export type Status = Record<string, string>

/** The lines that say something. */
export const said = (status: Status): Status => Object.fromEntries(Object.entries(status).filter(([, line]) => line.trim()))

const MOST = 300 // characters: the home takes 600 bytes

/** A field for each language. */
export function StatusFields({ langs, status, set }: { langs: readonly string[]; status: Status; set: (status: Status) => void }) {
  return <div class="status-fields">{langs.map(lang => <label key={lang}>
    <span>{t('status_in', speech(lang))}</span>
    <textarea name={`status-${lang}`} lang={lang} dir="auto" rows={1} maxLength={MOST} value={status[lang] ?? ''} onInput={e => set({ ...status, [lang]: e.currentTarget.value })} />
  </label>)}</div>
}

/** The line in the language of the screen, else the first there is; the others to open, unless it stands alone. */
export function StatusLine({ status, alone = false }: { status: Status; alone?: boolean }) {
  const langs = Object.keys(said(status)).sort(), own = langs.find(l => l === language) ?? langs.find(l => l === language.slice(0, 2)) ?? langs[0]
  if (!own) return null
  const others = langs.filter(l => l !== own)
  return <>
    <q class="status-line" lang={own} dir="auto">{status[own]}</q>
    {!alone && others.length > 0 && <details class="status-others">
      <summary>{t('status_others', others.map(speech).join(', '))}</summary>
      {others.map(l => <p key={l}><span class="quiet">{speech(l)}</span> <q lang={l} dir="auto">{status[l]}</q></p>)}
    </details>}
  </>
}
