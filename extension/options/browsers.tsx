// The browsers that are signed in as this person, and for leads everybody's: one more, or
// one less. A lost laptop is signed out here.
import { useEffect, useState } from 'preact/hooks'
import { ask, pick, trouble } from '../shared/api'
import type { Browsers as List, Device, FromUI, Invite, Member, Status } from '../shared/wire'
import { clock, t } from '../shared/words'
import { Made } from './team'

/** The list, and the link for another one. */
export function Browsers({ status, members }: { status: Status; members: readonly Member[] }) {
  const [list, set] = useState<List>(), [problem, setProblem] = useState<string>()
  const tell = async (message: FromUI) => {
    const got = await ask(message)
    setProblem(trouble(got))
    set(was => pick(got, 'browsers') ?? was)
  }
  useEffect(() => void tell({ browsers: {} }), [status.me?.team.id])
  return <>
    {problem && <p class="trouble" role="alert">{problem}</p>}
    {list && <ul class="granted" aria-label={t('part_browsers')}>{list.devices.map(d => <Row key={d.id} device={d} here={d.id === list.mine}
      of={d.member === status.me?.member.id ? '' : members.find(m => m.id === d.member)?.name ?? ''} signOut={() => tell({ signOut: { id: d.id } })} />)}</ul>}
    <Another me={status.me?.member.id ?? ''} />
  </>
}

function Row({ device, here, of, signOut }: { device: Device; here: boolean; of: string; signOut: () => Promise<void> }) {
  const [asked, setAsked] = useState(false), name = [of, device.label].filter(Boolean).join(', ')
  return <li data-device={device.id}>
    <span><span dir="auto">{name}</span> <span class="quiet">{here ? t('browser_this') : t('browser_seen', clock(device.seen_ms))}</span></span>
    {!here && !asked && <button class="plain" data-act="sign-out" aria-label={t('sign_out_of', name)} onClick={() => setAsked(true)}>{t('sign_out')}</button>}
    {asked && <span class="sure" role="alertdialog" aria-label={t('sign_out_sure', name)}>
      <span>{t('sign_out_sure', name)}</span>
      <button class="steady" data-act="keep" ref={e => e?.focus()} onClick={() => setAsked(false)}>{t('sign_out_not')}</button>
      <button class="danger" data-act="sign-out-sure" onClick={() => void signOut().then(() => setAsked(false))}>{t('sign_out')}</button>
    </span>}
  </li>
}

function Another({ me }: { me: string }) {
  const [made, setMade] = useState<Invite>(), [problem, setProblem] = useState<string>()
  const make = async () => {
    const got = await ask({ invite: { member: me } })
    setProblem(trouble(got))
    setMade(pick(got, 'invite'))
  }
  return <>
    <button class="plain" data-act="another" onClick={() => void make()}>{t('browser_add')}</button>
    {problem && <p class="trouble" role="alert">{problem}</p>}
    {made && <Made link={made.link} said={t('browser_made', clock(made.expires_ms))} />}
  </>
}
