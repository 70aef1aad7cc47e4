// Off for now, or for good: in this tab, for addresses like this one, for an hour, everywhere.
import { useState } from 'preact/hooks'
import { addressOf, type OffBy, tidy, turnOffEverywhere, turnOffForAnHour, turnOffPattern, turnOffTab } from '../shared/off'
import { clock, t } from '../shared/words'

/** The choices, put away until they are wanted; each says how far it reaches. */
export function TurnOff({ url, tab, changed }: { url: string; tab: number; changed: () => void }) {
  const [pattern, set] = useState(() => addressOf(url).replace(/[^/]*$/, '*')), good = tidy(pattern)
  const press = (work: Promise<void>) => void work.then(changed)
  return <details class="off">
    <summary>{t('off_choose')}</summary>
    <div class="off-choices">
      <button class="plain" data-off="tab" onClick={() => press(turnOffTab(tab, true))}>{t('off_tab')}</button>
      <button class="plain" data-off="hour" onClick={() => press(turnOffForAnHour(true))}>{t('off_hour')}</button>
      <button class="plain" data-off="everywhere" onClick={() => press(turnOffEverywhere(true))}>{t('off_everywhere')}</button>
    </div>
    <form class="off-pattern" onSubmit={e => { e.preventDefault(); if (good) press(turnOffPattern(good, true)) }}>
      <label for="off-pattern">{t('off_pattern')}</label>
      <div><input id="off-pattern" name="pattern" type="text" dir="ltr" spellcheck={false} autocomplete="off" value={pattern} onInput={e => set(e.currentTarget.value)} />
        <button class="plain" data-off="pattern" disabled={!good}>{t('turn_off')}</button></div>
    </form>
  </details>
}

/** What switched it off, in words. */
export function offWords(off: OffBy): string {
  switch (off.by) {
    case 'everywhere': return t('is_off_everywhere')
    case 'hour': return t('is_off_hour', clock(off.untilMs))
    case 'pattern': return t('is_off_pattern', off.pattern)
    case 'tab': return t('is_off_tab')
  }
}

/** Takes back what switched it off. */
export function turnOnAgain(off: OffBy, tab: number): Promise<void> {
  switch (off.by) {
    case 'everywhere': return turnOffEverywhere(false)
    case 'hour': return turnOffForAnHour(false)
    case 'pattern': return turnOffPattern(off.pattern, false)
    case 'tab': return turnOffTab(tab, false)
  }
}
