// What the person switched off beside whole sites: everywhere, or addresses of a pattern.
import { useEffect, useState } from 'preact/hooks'
import { type Off, switches, turnOffEverywhere, turnOffForAnHour, turnOffPattern } from '../shared/off'
import { OFF } from '../shared/storage'
import { clock, t } from '../shared/words'

/** The switch and the list; changes made in the popup show at once. */
export function OffSwitches() {
  const [off, set] = useState<Off>()
  useEffect(() => {
    const again = () => void switches().then(set)
    const changed = (changes: Record<string, chrome.storage.StorageChange>) => { if (OFF in changes) again() }
    again()
    chrome.storage.onChanged.addListener(changed)
    return () => chrome.storage.onChanged.removeListener(changed)
  }, [])
  if (!off) return null
  return <div class="off-list">
    <div class="switch">
      <input id="everywhere" type="checkbox" role="switch" checked={off.everywhere} onChange={e => void turnOffEverywhere(e.currentTarget.checked)} />
      <label for="everywhere">{t('off_switch')}</label> <span class="quiet" aria-hidden="true">{t(off.everywhere ? 'own_on' : 'own_off')}</span>
    </div>
    {off.untilMs > Date.now() && <p>{t('is_off_hour', clock(off.untilMs))} <button class="plain" data-act="hour-on" onClick={() => void turnOffForAnHour(false)}>{t('turn_on')}</button></p>}
    {off.patterns.length > 0 && <ul class="granted">{off.patterns.map(pattern => <li key={pattern}>
      <span dir="ltr">{t('is_off_pattern', pattern)}</span>
      <button class="plain" data-act="pattern-on" data-pattern={pattern} aria-label={t('off_on', pattern)} onClick={() => void turnOffPattern(pattern, false)}>{t('turn_on')}</button>
    </li>)}</ul>}
  </div>
}
