// The settings page: a new person's four steps, and everything that can be looked up or
// undone later. It is the only screen that joins and leaves a team.
import './options.css'
import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { ask, pick } from '../shared/api'
import { Silent } from '../shared/empty'
import { Line, LineTrouble } from '../shared/line'
import { useLive } from '../shared/live'
import { Mark } from '../shared/mark'
import { Notices } from '../shared/notices'
import type { Member, Status } from '../shared/wire'
import { speak, t } from '../shared/words'
import { Browsers } from './browsers'
import { Keys } from './keys'
import { Leave } from './leave'
import { OwnModel } from './ownmodel'
import { Leaves } from './leaves'
import { Legend } from './legend'
import { Me } from './me'
import { Sites } from './sites'
import { Team } from './team'
import { Welcome } from './welcome'
import { Workbench } from './workbench'

const load = async (): Promise<Status | undefined> => pick(await ask({ status: {} }), 'status')

function Options() {
  const { value: status, silent, again } = useLive(load)
  const hash = useHash(), welcome = hash === '#welcome', members = useMembers(status?.me?.team.id)
  if (!status) return silent ? <main class="page"><Silent again={again} /></main> : <main class="page" aria-busy="true" />
  if (status.joined && hash === '#playbook') return <main class="page" data-joined={true}>
    <header class="top"><Mark size={48} /><div><h1>{t('name')}</h1><p class="quiet"><span dir="auto">{status.me?.team.name}</span> · <Line link={status.link} /></p></div></header>
    <LineTrouble link={status.link} />
    <Workbench status={status} members={members} />
  </main>
  return <main class="page" data-joined={status.joined}>
    <header class="top">
      <Mark size={48} />
      <div><h1>{t('name')}</h1>{status.joined ? <p class="quiet"><span dir="auto">{status.me?.team.name}</span> · <Line link={status.link} /></p> : <p class="quiet">{t('tagline')}</p>}</div>
    </header>
    {status.joined && <LineTrouble link={status.link} />}
    <Notices notices={status.notices} members={[]} />
    {welcome || !status.joined ? <Welcome status={status} again={again} /> : <Part id="team" title={t('part_team')}><Team status={status} members={members} /></Part>}
    {status.joined && !welcome && <Part id="me" title={t('part_me')}><Me /></Part>}
    {status.joined && !welcome && <Part id="browsers" title={t('part_browsers')}><Browsers status={status} members={members} /></Part>}
    {status.joined && !welcome && <Part id="sites" title={t('part_sites')}><Sites status={status} again={again} /></Part>}
    {!(welcome && status.joined) && <Part id="leaves" title={t('part_leaves')}><Leaves home={status.home} model={status.me?.model} />{status.joined && <OwnModel />}</Part>}
    {status.joined && !welcome && <Part id="lamp" title={t('part_lamp')}><Legend /></Part>}
    {!welcome && <Part id="keys" title={t('part_keys')}><Keys /></Part>}
    {status.joined && !welcome && <Part id="leave" title={t('part_leave')}><Leave status={status} again={again} /></Part>}
    <footer class="quiet">{t('name')} {status.version} · {t('language_follows')}</footer>
  </main>
}

function Part({ id, title, children }: { id: string; title: string; children: preact.ComponentChildren }) {
  return <section class="part" aria-labelledby={`${id}-title`}><h2 id={`${id}-title`}>{title}</h2><div class="part-body">{children}</div></section>
}

function useMembers(team: string | undefined): Member[] {
  const [members, set] = useState<Member[]>([])
  useEffect(() => void ask({ members: {} }).then(got => set(pick(got, 'members')?.members ?? [])), [team])
  return members
}

function useHash(): string {
  const [hash, set] = useState(location.hash)
  useEffect(() => {
    const changed = () => set(location.hash)
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, [])
  return hash
}

speak(t('options_title'))
render(<Options />, document.getElementById('root')!)
