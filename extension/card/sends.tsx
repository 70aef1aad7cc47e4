// What leaves this device when Claim is pressed: exactly that, before it is pressed.
import { t } from '../shared/words'

/** A disclosure with the JSON as it would be sent. */
export function Sends({ json, home }: { json: string; home: boolean }) {
  if (!home) return <span />
  return <details class="sends">
    <summary>{t('what_leaves')}</summary>
    <p class="quiet">{t('what_leaves_card')}</p>
    <pre tabIndex={0} aria-label={t('what_leaves')}>{pretty(json)}</pre>
  </details>
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2)
  } catch {
    return json
  }
}
