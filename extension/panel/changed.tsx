// A quiet word that a site looks other than its file says, with a report to hand on.
import { useState } from 'preact/hooks'
import type { Changed } from '../shared/wire'
import { t, type Word } from '../shared/words'

const WHY: Partial<Record<string, Word>> = { none: 'changed_none', spare: 'changed_spare', nameless: 'changed_nameless' }

/** The note; the report is shown in full before it is copied. */
export function SiteChanged({ changed: { title, why, report } }: { changed: Changed }) {
  const [copied, set] = useState(false)
  const copy = () => void navigator.clipboard.writeText(report).then(() => set(true), () => set(false))
  return <details class="changed" data-changed={why} open={why === 'none'}>
    <summary>{t('changed_title', title)}</summary>
    <p>{t(WHY[why] ?? 'changed_none')} {t('changed_why')}</p>
    <pre dir="ltr" tabIndex={0}>{report}</pre>
    <button class="plain" data-act="copy-report" onClick={copy}>{t('changed_copy')}</button> <span role="status">{copied && t('changed_copied')}</span>
  </details>
}
