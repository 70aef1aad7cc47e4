// Joining a team by its invite link. The link's secret goes to the worker and to nobody
// else; before anything is sent the person reads which home it leads to and what is kept.
import { useState } from 'preact/hooks'
import { ask, trouble } from '../shared/api'
import { useSignedOut } from '../shared/live'
import { t } from '../shared/words'

/** The form; again is called when the team was joined. */
export function Join({ again }: { again: () => void }) {
  const [link, setLink] = useState(''), [busy, setBusy] = useState(false), [problem, setProblem] = useState<string>()
  const home = homeOf(link), out = useSignedOut(false)
  const join = async (e: Event) => {
    e.preventDefault()
    if (busy) return
    setBusy(true)
    setProblem(undefined)
    const got = await ask({ join: { link: link.trim(), label: browserLabel() } })
    setBusy(false)
    setProblem(trouble(got))
    if (!got || !('status' in got)) return
    location.hash = '#welcome' // the steps go on from here
    again()
  }
  return <form class="join" onSubmit={e => void join(e)} novalidate>
    {out && <p class="trouble">{t('signed_out_text')}</p>}
    <p>{t('join_how')}</p>
    <label for="invite">{t('join_label')}</label>
    <div class="field">
      <input id="invite" name="invite" type="text" autocomplete="off" spellcheck={false} dir="ltr" placeholder="https://…/join#…" value={link} required
        aria-describedby="join-home" aria-invalid={problem !== undefined} onInput={e => { setLink(e.currentTarget.value); setProblem(undefined) }} />
      <button class="primary" data-act="join" type="submit" disabled={!link.trim()} aria-busy={busy}>{t(busy ? 'joining' : 'join')}</button>
    </div>
    <p id="join-home" class="quiet">{home ? t('join_home', home) : t('join_no_home')}</p>
    {problem && <p class="trouble" role="alert">{problem}</p>}
    <p class="quiet">{t('join_stores')}</p>
  </form>
}

/** The host that an invite leads to, or "". */
function homeOf(link: string): string {
  return URL.canParse(link.trim()) ? new URL(link.trim()).host : ''
}

/** How this browser is called in the team's list of devices. */
function browserLabel(): string {
  const agent = navigator.userAgent
  const browser = /Firefox/.test(agent) ? 'Firefox' : /Edg\//.test(agent) ? 'Edge' : 'Chrome'
  const system = /Windows/.test(agent) ? 'Windows' : /Mac OS/.test(agent) ? 'macOS' : /CrOS/.test(agent) ? 'ChromeOS' : /Linux/.test(agent) ? 'Linux' : ''
  return system ? t('browser_on', browser, system) : browser
}
