// The switch for the browser's own language model, where it has one: off at first.
import { useEffect, useState } from 'preact/hooks'
import { ready } from '../shared/builtin'
import { OWN_MODEL } from '../shared/storage'
import { t } from '../shared/words'

export function OwnModel() {
  const [on, set] = useState<boolean>(), [there, found] = useState(false)
  useEffect(() => void chrome.storage.local.get(OWN_MODEL).then(kept => set(kept[OWN_MODEL] === true)), [])
  useEffect(() => void ready('en').then(found), [])
  if (on === undefined || !there && !on) return null // what is on can be switched off
  const turn = (e: Event & { currentTarget: HTMLInputElement }) => {
    set(e.currentTarget.checked)
    void chrome.storage.local.set({ [OWN_MODEL]: e.currentTarget.checked })
  }
  return <div class="duty">
    <div class="switch">
      <input id="own-model" type="checkbox" role="switch" checked={on} aria-describedby="own-model-why" onChange={turn} />
      <label for="own-model">{t('model_switch')}</label> <span class="quiet" aria-hidden="true">{t(on ? 'own_on' : 'own_off')}</span>
    </div>
    <p id="own-model-why" class="quiet">{t('model_switch_why')}</p>
  </div>
}
