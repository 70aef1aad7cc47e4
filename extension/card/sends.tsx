// What leaves this device when Claim is pressed: exactly that, before it is pressed.
import { t } from '../shared/words'

/** A disclosure with the JSON as it would be sent. */
export function Sends({ json, home }: { json: string; home: boolean }) {
  if (!home) return <span />
  return <details class="sends">
    <summary>{t('what_leaves')}</summary>
    <p class="quiet">{t('what_leaves_card')}</p>
    <Json json={json} what={t('what_leaves')} />
  </details>
}

/** What is sent, to read. */
export const Json = ({ json, what }: { json: string; what: string }) => <pre tabIndex={0} aria-label={what}>{pretty(json)}</pre>

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2)
  } catch {
    return json
  }
}
