// The versions that there were. Going back publishes an old one under the next number, so
// that what was live in between can be read later, too.
import { useEffect, useState } from 'preact/hooks'
import { ask, pick, trouble } from '../shared/api'
import type { Member, PlaybookText, PlaybookVersion } from '../shared/wire'
import { clock, t } from '../shared/words'
import type { Bench } from './bench'
import { Diff } from './changes'
import { type Live, meanwhile, nameOf, publish, toLive } from './edition'

interface Props { bench: Bench; live: Live; members: readonly Member[]; published: (now: PlaybookText, said: string) => void; rebase: (live: Live) => void }

/** The list, the newest first. */
export function Versions({ bench, live, members, published, rebase }: Props) {
  const [list, set] = useState<PlaybookVersion[]>(), [problem, setProblem] = useState<string>(), [more, setMore] = useState(false)
  const [looked, setLooked] = useState<{ live: Live; playbook: string }>(), [busy, setBusy] = useState(false), [wrong, setWrong] = useState('')
  const load = async (before: number) => {
    const got = await ask({ versions: { before } }), page = pick(got, 'versions')
    setProblem(trouble(got))
    if (!page) return
    set(was => [...before ? was ?? [] : [], ...page.versions])
    setMore(page.versions.length === 100)
  }
  useEffect(() => void load(0), [live.version])
  const look = async (version: number) => {
    const got = await ask({ playbook: { version } }), out = pick(got, 'playbook')
    setProblem(trouble(got))
    setWrong('')
    if (out) setLooked({ live: toLive(bench, out), playbook: out.playbook })
  }
  const back = async () => {
    if (!looked || busy) return
    setBusy(true)
    setWrong('')
    const out = await publish(live.version, looked.playbook)
    if ('version' in out) {
      setLooked(undefined)
      published(out, t('bench_went_back', looked.live.version, out.version))
    } else setWrong(out.conflict ? await meanwhile(bench, rebase, now => t('bench_conflict_back', now.version)) : out.wrong)
    setBusy(false)
  }
  const earlier = list?.filter(v => v.version !== live.version) ?? []
  return <section class="versions" aria-labelledby="versions-title">
    <h3 id="versions-title">{t('versions')}</h3>
    {problem && <p class="trouble" role="alert">{problem}</p>}
    {list && earlier.length === 0 ? <p class="quiet">{t('versions_none')}</p> : <ul class="granted">{earlier.map(v => <li key={v.version} data-version={v.version}>
      <span>{t('playbook_version', v.version)} <span class="quiet">{clock(v.at_ms)}, <span dir="auto">{nameOf(members, v.by)}</span></span></span>
      <button class="plain" data-act="look" aria-expanded={looked?.live.version === v.version} aria-label={`${t('versions_look')}: ${t('playbook_version', v.version)}`} onClick={() => void look(v.version)}>{t('versions_look')}</button>
    </li>)}</ul>}
    {more && <button class="plain" data-act="more" onClick={() => void load(list!.at(-1)!.version)}>{t('versions_more')}</button>}
    {looked && <div class="looked">
      <p>{t('versions_would', looked.live.version)}</p>
      {looked.live.text === live.text ? <p class="quiet">{t('bench_same')}</p> : <Diff before={live.text} after={looked.live.text} label={t('diff_back', looked.live.version)} />}
      <p class="buttons"><button class="steady" data-act="back" disabled={looked.live.text === live.text} aria-busy={busy} onClick={() => void back()}>{t('versions_back', looked.live.version, live.version + 1)}</button></p>
      {wrong && <p class="trouble" role="alert">{wrong}</p>}
    </div>}
  </section>
}
