// When and how often a leader lets themselves be asked in a page, and what about never. It is
// kept on this device alone, and nobody else is told.
import { useEffect, useState } from 'preact/hooks'
import { ask, pick } from '../shared/api'
import { ASKING, type Asking as Rules, USUAL } from '../shared/storage'
import type { Oneself } from '../shared/wire'
import { hasWord, t } from '../shared/words'

const clockOf = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** The rules, and what was refused; nothing for who is no leader. */
export function Asking({ own, told }: { own: Oneself; told: (own: Oneself) => void }) {
  const [rules, set] = useState<Rules>()
  useEffect(() => void chrome.storage.local.get(ASKING).then(kept => set({ ...USUAL, ...kept[ASKING] as Partial<Rules> | undefined })), [])
  if (!own.leader || !rules) return null
  const change = (part: Partial<Rules>) => {
    const next = { ...rules, ...part }
    set(next)
    void chrome.storage.local.set({ [ASKING]: next })
  }
  const again = async (kind: string) => {
    const got = pick(await ask({ setOneself: { askAgain: kind } }), 'oneself')
    if (got) told(got)
  }
  return <fieldset class="asking">
    <legend>{t('asking')}</legend>
    <p class="quiet">{t('asking_how')}</p>
    <label for="asking-most">{t('asking_most')}</label>
    <select id="asking-most" value={rules.most} onChange={e => change({ most: Number(e.currentTarget.value) })}>
      {[0, 1, 2, 3, 5, 10].map(n => <option key={n} value={n}>{n || t('asking_none')}</option>)}
    </select>
    <label for="asking-from">{t('asking_from')}</label>
    <input id="asking-from" type="time" value={clockOf(rules.from)} onChange={e => e.currentTarget.value && change({ from: minuteOf(e.currentTarget.value) })} />
    <label for="asking-to">{t('asking_to')}</label>
    <input id="asking-to" type="time" value={clockOf(rules.to)} onChange={e => e.currentTarget.value && change({ to: minuteOf(e.currentTarget.value) })} />
    <label class="asking-weekend"><input type="checkbox" checked={rules.weekend} onChange={e => change({ weekend: e.currentTarget.checked })} /> {t('asking_weekend')}</label>
    {own.never.length > 0 && <ul class="granted">{own.never.map(kind => {
      const word = `never_${kind}`
      return <li key={kind}><span>{hasWord(word) ? t(word) : kind}</span>
        <button class="plain" data-act="ask-again" data-kind={kind} onClick={() => void again(kind)}>{t('asking_again')}</button></li>
    })}</ul>}
  </fieldset>
}
