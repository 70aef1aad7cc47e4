// The popup: what the team has in hand now, what waits on top. A lead opens it, sees who
// has what and until when, and takes or opens a conversation; nothing here is a dashboard.
import './popup.css'
import { render } from 'preact'
import { useState } from 'preact/hooks'
import { ask, pick } from '../shared/api'
import { nextTurn } from '../shared/due'
import { Header } from '../shared/header'
import { Incidents } from '../shared/incidents'
import { LineTrouble } from '../shared/line'
import { useLive, useSignedOut } from '../shared/live'
import { listless, reminders } from '../shared/board'
import { Notices } from '../shared/notices'
import { Empty, Silent, Welcome } from '../shared/empty'
import { Promises } from '../shared/promises'
import type { Board, Status } from '../shared/wire'
import { speak, t } from '../shared/words'
import { FULL } from '../board/filters'
import { List } from '../board/list'
import { SiteSwitch } from './site'
import { NotPicked } from './unpicked'

interface Now { status: Status; board: Board | undefined }

async function load(): Promise<Now | undefined> {
  const status = pick(await ask({ status: {} }), 'status')
  if (!status) return undefined
  return { status, board: status.joined ? pick(await ask({ claims: {} }), 'board') : undefined }
}

const nextDeadline = ({ board }: Now) => Math.min(nextTurn(board?.promises ?? [], Date.now()), ...(board?.looks ?? []).map(l => l.untilMs).filter(ms => ms > Date.now()))

function Popup() {
  const { value, silent, again } = useLive(load, nextDeadline)
  const [problem, setProblem] = useState<string>(), out = useSignedOut(value?.status.joined ?? true)
  if (!value) return silent ? <main class="page"><Silent again={again} /></main> : <main class="page" aria-busy="true" />
  const { status, board } = value
  if (!status.joined || !board) return <main class="page">
    <Header team={t('name')} link={status.link} />
    <NotPicked />
    <Notices notices={status.notices} members={[]} />
    <Welcome signedOut={out} />
  </main>
  if (listless(board)) return <main class="page">
    <Header team={status.me?.team.name ?? t('name')} link={board.link} />
    <NotPicked />
    <SiteSwitch granted={status.sites} changed={again} />
    <LineTrouble link={board.link} />
    {problem && <p class="trouble" role="alert">{problem}</p>}
    <Incidents board={board} failed={setProblem} />
    <Promises board={board} promises={reminders(board, Date.now())} title={t('promise_reminder')} failed={setProblem} />
    <Empty state="answered" title={t('leader_title')} text={t('leader_text')} />
  </main>
  const about = (key: string) => board.looks.find(l => l.key === key)?.author ?? ''
  return <main class="page">
    <Header team={status.me?.team.name ?? t('name')} link={board.link} />
    {!FULL && <NotPicked />}
    {!FULL && <SiteSwitch granted={status.sites} changed={again} />}
    <LineTrouble link={board.link} />
    {problem && <p class="trouble" role="alert">{problem}</p>}
    <Notices notices={board.notices} members={board.members} what={about} />
    <Incidents board={board} failed={setProblem} />
    <List board={board} sites={status.sites} failed={setProblem} />
  </main>
}

void chrome.tabs.getCurrent().then(tab => document.documentElement.classList.toggle('in-tab', tab !== undefined))
document.documentElement.classList.toggle('full', FULL)
speak(t('popup_title'))
render(<Popup />, document.getElementById('root')!)
