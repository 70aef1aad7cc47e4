// Leaving: what is lost is said first, the ops that never reached the team above all.
import { useState } from 'preact/hooks'
import { ask, trouble } from '../shared/api'
import type { Status } from '../shared/wire'
import { counted, t } from '../shared/words'

/** The button and its question. */
export function Leave({ status, again }: { status: Status; again: () => void }) {
  const [asked, setAsked] = useState(false), [busy, setBusy] = useState(false), [problem, setProblem] = useState<string>()
  const leave = async () => {
    setBusy(true)
    const got = await ask({ leave: {} })
    sessionStorage.clear() // what was being written of the playbook
    setBusy(false)
    setProblem(trouble(got))
    setAsked(false)
    again()
  }
  return <>
    <p>{t('leave_how', status.me?.team.name ?? '')}</p>
    {!asked && <button class="plain" data-act="leave" onClick={() => setAsked(true)}>{t('leave')}</button>}
    {asked && <div class="trouble" role="alertdialog" aria-label={t('leave_sure')}>
      <p><b>{t('leave_sure')}</b></p>
      {status.link.unsent > 0 && <p>{counted('leave_unsent', status.link.unsent)}</p>}
      <p class="buttons"><button class="steady" data-act="stay" ref={e => e?.focus()} onClick={() => setAsked(false)}>{t('stay')}</button>
        <button class="danger" data-act="leave-sure" aria-busy={busy} onClick={() => void leave()}>{t('leave_wipe')}</button></p>
    </div>}
    {problem && <p class="trouble" role="alert">{problem}</p>}
  </>
}
