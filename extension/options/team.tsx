// My team: who is in it, which playbook this device has, and invites for those who may
// make them.
import { useState } from 'preact/hooks'
import { ask, pick, trouble } from '../shared/api'
import type { Invite, Member, Role, Status } from '../shared/wire'
import { clock, t } from '../shared/words'

/** Members, playbook, invite. */
export function Team({ status, members }: { status: Status; members: readonly Member[] }) {
  const me = status.me?.member
  return <>
    <dl class="facts">
      <div><dt>{t('fact_you')}</dt><dd>{me && <><span dir="auto">{me.name}</span> <span class="quiet">{t(`role_${me.role}`)}{me.leader && `, ${t('role_leader')}`}</span></>}</dd></div>
      <div><dt>{t('fact_home')}</dt><dd dir="ltr">{status.home}</dd></div>
      <div><dt>{t('fact_playbook')}</dt><dd>{status.link.playbook ? t('playbook_version', status.link.playbook) : t('playbook_none')}{status.link.asOfMs > 0 && <span class="quiet"> {t('as_of', clock(status.link.asOfMs))}</span>}
        {' '}<a href="#playbook" data-act="workbench">{t('bench_open')}</a></dd></div>
    </dl>
    <p><a href="reports.html" data-act="reports">{t('reports_open')}</a></p>
    {members.length > 0 && <ul class="members" aria-label={t('members')}>{members.filter(m => m.active).map(m => <li key={m.id}>
      <span dir="auto">{m.name}</span> <span class="quiet">{t(`role_${m.role}`)}{m.leader && `, ${t('role_leader')}`}</span>
    </li>)}</ul>}
    {me && me.role !== 'staff' && <Invites role={me.role} />}
  </>
}

function Invites({ role }: { role: Role }) {
  const [name, setName] = useState(''), [as, setAs] = useState<Role>('staff'), [made, setMade] = useState<Invite>(), [problem, setProblem] = useState<string>()
  const below: Role[] = role === 'admin' ? ['staff', 'lead', 'admin'] : ['staff']
  const invite = async (e: Event) => {
    e.preventDefault()
    const got = await ask({ invite: { name: name.trim(), role: as } })
    setProblem(trouble(got))
    setMade(pick(got, 'invite'))
  }
  return <form class="invite" onSubmit={e => void invite(e)} novalidate>
    <label for="name">{t('invite_label')}</label>
    <div class="field">
      <input id="name" name="name" type="text" autocomplete="off" value={name} placeholder={t('invite_placeholder')} onInput={e => setName(e.currentTarget.value)} />
      {below.length > 1 && <select aria-label={t('invite_role')} value={as} onChange={e => setAs(e.currentTarget.value as Role)}>{below.map(r => <option key={r} value={r}>{t(`role_${r}`)}</option>)}</select>}
      <button class="steady" data-act="invite" type="submit" disabled={!name.trim()}>{t('invite_make')}</button>
    </div>
    {problem && <p class="trouble" role="alert">{problem}</p>}
    {made && <Made link={made.link} said={t('invite_made', clock(made.expires_ms))} />}
  </form>
}

/** A link that was just made, to be copied. */
export const Made = ({ link, said }: { link: string; said: string }) => <p class="made" role="status">{said}
  {' '}<input type="text" readOnly dir="ltr" aria-label={t('join_label')} value={link} onFocus={e => e.currentTarget.select()} />
</p>
