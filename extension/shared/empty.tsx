// What a screen says while it has nothing to show: each tells what to do next.
import { Badge } from './badgeview'
import type { State } from './wire'
import { t } from './words'

/** A picture, a sentence, and what helps. */
export function Empty({ state, title, text, children }: { state: State; title: string; text: string; children?: preact.ComponentChildren }) {
  return <section class="empty">
    <Badge state={state} size={48} />
    <h2>{title}</h2>
    <p class="quiet">{text}</p>
    {children}
  </section>
}

/** Not in a team yet: one button. */
export function Welcome({ signedOut }: { signedOut: boolean }) {
  const title = t(signedOut ? 'signed_out_title' : 'join_first_title'), text = t(signedOut ? 'signed_out_text' : 'join_first_text')
  return <Empty state="free" title={title} text={text}>
    <button class="primary" data-act="options" onClick={() => void chrome.runtime.openOptionsPage()}>{t('join_first_button')}</button>
  </Empty>
}

/** The worker gives no answer: rare, and asking again starts it. */
export function Silent({ again }: { again: () => void }) {
  return <Empty state="unverified" title={t('silent_title')} text={t('silent_text')}>
    <button class="steady" onClick={again}>{t('try_again')}</button>
  </Empty>
}
