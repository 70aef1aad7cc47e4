// The side panel: everything that was found in a tab, the private kinds too, which leave
// no trace in the page. The page cannot draw over it, so its buttons need no arming.
import './panel.css'
import { render } from 'preact'
import { useCallback, useEffect, useState } from 'preact/hooks'
import { ask, pick, trouble } from '../shared/api'
import { Header } from '../shared/header'
import { LineTrouble } from '../shared/line'
import { useLive } from '../shared/live'
import { Notices } from '../shared/notices'
import { Silent } from '../shared/empty'
import { hostOf } from '../shared/address'
import type { Status, TabFindings } from '../shared/wire'
import { counted, speak, t } from '../shared/words'
import { SiteChanged } from './changed'
import { type Did, Finding } from './finding'
import { List } from '../board/list'
import { Incidents } from '../shared/incidents'
import { Team, useBoard, type View, Views } from './team'
import { Unread } from './unread'

interface Now { status: Status; found: TabFindings }

const asked = new URLSearchParams(location.search).get('tab')

/** The tab this panel is about: the one in its address, else the one in front. */
function useTab(): number | undefined {
  const [tab, set] = useState(asked ? Number(asked) : undefined)
  useEffect(() => {
    if (asked) return
    const look = () => void chrome.tabs.query({ active: true, currentWindow: true }).then(([front]) => set(front?.id))
    look()
    chrome.tabs.onActivated.addListener(look)
    return () => chrome.tabs.onActivated.removeListener(look)
  }, [])
  return tab
}

const nextDeadline = ({ found }: Now) => Math.min(...[...found.rows.map(r => r.look.untilMs), found.checkMs ?? 0].filter(ms => ms > Date.now()))

function Panel({ tab }: { tab: number }) {
  const load = useCallback(async (): Promise<Now | undefined> => {
    const status = pick(await ask({ status: {} }), 'status'), found = pick(await ask({ findings: { tab } }), 'findings')
    return status && found && { status, found }
  }, [tab])
  const { value, silent, again } = useLive(load, nextDeadline), board = useBoard(), [view, setView] = useState<View>('page')
  const [problem, setProblem] = useState<string>()
  useEffect(() => { // a page that went on has other findings, or none
    const moved = (id: number, { status }: chrome.tabs.OnUpdatedInfo) => { if (id === tab && status) again() }
    chrome.tabs.onUpdated.addListener(moved)
    return () => chrome.tabs.onUpdated.removeListener(moved)
  }, [tab, again])
  if (!value) return silent ? <main class="page"><Silent again={again} /></main> : <main class="page" aria-busy="true" />
  const { status, found } = value
  const did: Did = async (kind, key, words = {}) => {
    const wrong = trouble(await ask({ act: { kind, key, tab, ...words } }))
    setProblem(wrong)
    return !wrong
  }
  const show = async (key: string) => setProblem(trouble(await ask({ show: { key, tab } })))
  return <main class="page">
    <Header team={status.me?.team.name ?? t('name')} link={found.link} />
    <LineTrouble link={found.link} />
    <Notices notices={status.notices.filter(n => !n.key || found.rows.some(r => r.look.key === n.key))} members={found.members} />
    {problem && <p class="trouble" role="alert">{problem}</p>}
    {status.joined && board && <Views board={board} view={view} set={setView} />}
    {board && view === 'board'
      ? <><Incidents board={board} failed={setProblem} /><List board={board} sites={status.sites} failed={setProblem} /></>
      : <>{status.joined && board && <Team board={board} failed={setProblem} />}<Found found={found} tab={tab} again={again} did={did} show={show} failed={setProblem} /></>}
  </main>
}

interface FoundProps { found: TabFindings; tab: number; again: () => void; did: Did; show: (key: string) => Promise<void>; failed: (problem: string | undefined) => void }

/** What was found in the tab, or why nothing was. */
function Found({ found, tab, again, did, show, failed }: FoundProps) {
  return <>
    {found.read && found.rows.length > 0 && <p class="quiet" role="status">{counted('mentions_on', found.rows.length)} · <span dir="ltr">{hostOf(found.url)}</span></p>}
    {found.why === 'budget' || found.why === 'tampered' ? <p class="trouble">{t(`rests_${found.why}`)}</p> : null}
    {found.changed && <SiteChanged changed={found.changed} />}
    {found.rows.length > 0
      ? <ol class="findings">{found.rows.map(r => <Finding key={r.id} row={r} found={found} did={did} show={show} failed={failed} />)}</ol>
      : found.changed?.why !== 'none' && <Unread found={found} tab={tab} again={again} />}
  </>
}

function Screen() {
  const tab = useTab()
  return tab === undefined ? <main class="page" /> : <Panel key={tab} tab={tab} />
}

speak(t('panel_title'))
render(<Screen />, document.getElementById('root')!)
