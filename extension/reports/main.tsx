// Reports: how it went with the conversations of a period, for everybody in the team. Each
// number opens what is behind it, each picture has its table, and nobody is in any of them.
import './reports.css'
import { render } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { ask, pick, trouble } from '../shared/api'
import { Empty, Silent, Welcome } from '../shared/empty'
import { useLive, useSignedOut } from '../shared/live'
import { Mark } from '../shared/mark'
import type { Report, Status } from '../shared/wire'
import { clock, speak, t } from '../shared/words'
import { Exports } from './exports'
import { type Asked, Behind } from './behind'
import { Coming, Promising, Refusing, Shares, Waiting } from './parts'
import { type Period, Periods, usePeriod } from './period'

const load = async (): Promise<Status | undefined> => pick(await ask({ status: {} }), 'status')

function Reports() {
  const { value: status, silent, again } = useLive(load), out = useSignedOut(status?.joined ?? true)
  const [period, choose] = usePeriod()
  if (!status) return silent ? <main class="page"><Silent again={again} /></main> : <main class="page" aria-busy="true" />
  return <main class="page">
    <header class="top"><Mark size={40} /><div><h1>{t('reports')}</h1>{status.joined && <p class="quiet" dir="auto">{status.me?.team.name}</p>}</div></header>
    {status.joined ? <>
      <Periods period={period} choose={choose} />
      <Told key={`${period.fromMs} ${period.toMs}`} period={period} team={status.me?.team.name ?? ''} />
    </> : <Welcome signedOut={out} />}
  </main>
}

/** The report of one period; the last one that came stays on the screen with its time. */
function Told({ period, team }: { period: Period; team: string }) {
  const [report, set] = useState<Report>(), [problem, setProblem] = useState<string>(), [busy, setBusy] = useState(true)
  const [asked, open] = useState<Asked>(), here = useRef(true)
  const fetch = async () => {
    setBusy(true)
    const got = await ask({ report: { fromMs: period.fromMs, toMs: period.toMs } })
    if (!here.current) return
    setBusy(false)
    setProblem(trouble(got))
    set(was => pick(got, 'report') ?? was)
  }
  useEffect(() => { void fetch(); return () => { here.current = false } }, [])
  return <>
    {problem && <div class="trouble" role="alert"><p>{problem}</p><p class="buttons"><button class="steady" data-act="again" aria-busy={busy} onClick={() => void fetch()}>{t('try_again')}</button></p></div>}
    {!report && !problem && <p class="quiet" role="status" aria-busy="true">{t('reports_counting')}</p>}
    {report && <>
      <p class="quiet" role="status" data-asof={report.as_of_ms}>{t('reports_as_of', clock(report.as_of_ms))} {t(report.hours ? 'reports_hours' : 'reports_no_hours')}</p>
      {report.all.taken + report.promises.made === 0 ? <Empty state="free" title={t('reports_none')} text={t('reports_none_text')} /> : <>
        <Waiting report={report} open={open} />
        <Shares report={report} open={open} />
        <Promising report={report} open={open} />
        <Refusing report={report} open={open} />
        <Coming report={report} open={open} />
        <Exports report={report} team={team} failed={setProblem} />
      </>}
    </>}
    {asked && report && <Behind asked={asked} report={report} close={() => open(undefined)} />}
  </>
}

speak(t('reports_title'))
render(<Reports />, document.getElementById('root')!)
