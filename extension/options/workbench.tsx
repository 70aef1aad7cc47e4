// The playbook workbench: a lead changes the playbook, sees what it would find and say, reads
// what changed, and publishes; everybody else may look and try. What is typed stays in this
// tab until it is published or put back.
import { useEffect, useRef, useState } from 'preact/hooks'
import { ask, pick, trouble } from '../shared/api'
import type { Member, PlaybookText, Reviewed, Status } from '../shared/wire'
import { clock, counted, t } from '../shared/words'
import { Bench, gone } from './bench'
import { Changes } from './changes'
import { type Live, nameOf, toLive } from './edition'
import { Editor } from './editor'
import { Tries } from './tries'
import { Versions } from './versions'

const FIRST = 'brands:\n  - name: \n'
const PAUSE_MS = 250
const KEPT = 'workbench'

interface Kept { team: string; base: Live; text: string }

/** The whole screen. */
export function Workbench({ status, members }: { status: Status; members: readonly Member[] }) {
  const [bench, setBench] = useState<Bench>(), [live, setLive] = useState<Live>(), [problem, setProblem] = useState<string>()
  const [text, setText] = useState(''), [reviewed, setReviewed] = useState<Reviewed>(), [said, say] = useState('')
  const team = status.me?.team.id ?? '', mayPublish = status.me?.member.role !== 'staff'
  const start = async () => {
    setProblem(undefined)
    const opened = bench ?? await Bench.open().catch(e => { console.warn('workbench:', e); return undefined })
    if (!opened) return setProblem(t('bench_broken'))
    setBench(opened)
    const got = await ask({ playbook: { version: 0 } }), now = pick(got, 'playbook')
    if (!now && !(got && 'problem' in got && got.problem.code === 'not_found')) return setProblem(trouble(got))
    const fresh = toLive(opened, now), kept = keptOf(team)
    setLive(kept?.base ?? fresh)
    setText(kept?.text ?? (fresh.text || FIRST))
  }
  useEffect(() => void start(), [])
  const look = () => {
    if (!bench || !live) return
    try {
      setReviewed(bench.review(text))
    } catch (e) {
      if (!gone(e)) throw e
      setReviewed(undefined)
      void Bench.open().then(setBench)
    }
  }
  useEffect(() => { // at each pause, and what was typed is kept
    if (!live) return
    const timer = setTimeout(look, reviewed ? PAUSE_MS : 0)
    keep(team, live, text)
    return () => clearTimeout(timer)
  }, [text, bench, live])
  if (problem) return <Frame><div class="trouble" role="alert"><p>{problem}</p><p class="buttons"><button class="steady" data-act="again" onClick={() => void start()}>{t('try_again')}</button></p></div></Frame>
  if (!bench || !live) return <Frame><p class="quiet" role="status" aria-busy="true">{t('bench_loading')}</p></Frame>
  const untouched = live.version === 0 && text === FIRST // nobody did anything wrong yet
  const published = (now: PlaybookText, back: string) => {
    const fresh = toLive(bench, now)
    sessionStorage.removeItem(KEPT)
    setLive(fresh)
    setText(fresh.text)
    say(back)
  }
  const rebase = (fresh: Live) => {
    if (text === live.text) setText(fresh.text) // nothing was changed here
    setLive(fresh)
  }
  return <Frame>
    <p class="quiet">{live.version ? t('bench_live', live.version, clock(live.atMs), nameOf(members, live.by)) : t(mayPublish ? 'bench_none_lead' : 'bench_none')}</p>
    {!mayPublish && live.version > 0 && <p class="trouble">{t('bench_refused')}</p>}
    <p class="good" role="status">{said}</p>
    <div class="bench">
      <Editor text={text} problems={untouched ? [] : reviewed?.problems ?? []} type={v => { setText(v); say('') }} summary={reviewed?.ok ? `${counted('bench_names', reviewed.names)}, ${counted('bench_answers', reviewed.answers)}` : ''} />
      <Tries bench={bench} reviewed={reviewed} />
    </div>
    {mayPublish && !untouched && <Changes bench={bench} live={live} reviewed={reviewed} published={published} rebase={rebase} undo={() => setText(live.text || FIRST)} />}
    {mayPublish && live.version > 0 && <Versions bench={bench} live={live} members={members} published={published} rebase={rebase} />}
  </Frame>
}

function Frame({ children }: { children: preact.ComponentChildren }) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return <section class="part workbench" aria-labelledby="workbench-title">
    <p><a href="options.html">{t('all_settings')}</a></p>
    <h2 id="workbench-title" ref={title} tabIndex={-1}>{t('bench')}</h2>
    <p class="quiet">{t('bench_text')}</p>
    {children}
  </section>
}

function keptOf(team: string): Kept | undefined {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Kept | null
  return kept?.team === team ? kept : undefined
}

function keep(team: string, base: Live, text: string): void {
  if (text === (base.text || FIRST)) sessionStorage.removeItem(KEPT)
  else sessionStorage.setItem(KEPT, JSON.stringify({ team, base, text } satisfies Kept))
}
