// What would change, and publishing it. Nobody's change is overwritten: who published
// meanwhile is told, and the difference to that version is shown before it goes out.
import { useMemo, useState } from 'preact/hooks'
import type { PlaybookText, Reviewed } from '../shared/wire'
import { counted, t } from '../shared/words'
import type { Bench } from './bench'
import { diff } from './diff'
import { type Live, meanwhile, publish } from './edition'

interface Props {
  bench: Bench
  live: Live
  reviewed: Reviewed | undefined
  published: (now: PlaybookText, said: string) => void
  rebase: (live: Live) => void
  undo: () => void
}

/** The difference and the button. */
export function Changes({ bench, live, reviewed, published, rebase, undo }: Props) {
  const [busy, setBusy] = useState(false), [problem, setProblem] = useState(''), text = reviewed?.ok ? reviewed.text : undefined
  const changed = text !== undefined && text !== live.text
  const go = async () => {
    if (busy || !reviewed) return
    setBusy(true)
    setProblem('')
    const out = await publish(live.version, JSON.stringify(reviewed.playbook))
    if ('version' in out) published(out, t('bench_published', out.version))
    else setProblem(out.conflict ? await meanwhile(bench, rebase, now => t('bench_conflict', now.version)) : out.wrong)
    setBusy(false)
  }
  return <section class="changes" aria-labelledby="changes-title">
    <h3 id="changes-title">{t('bench_changes')}</h3>
    {text === undefined ? <p class="quiet">{t('bench_fix')}</p> : changed ? <Diff before={live.text} after={text} label={t('diff_yours')} /> : <p class="quiet">{t('bench_same')}</p>}
    <p class="buttons">
      <button class="primary" data-act="publish" disabled={!changed} aria-busy={busy} onClick={() => void go()}>{t('bench_publish', live.version + 1)}</button>
      <button class="plain" data-act="undo" disabled={text === live.text} onClick={undo}>{t('bench_undo')}</button>
    </p>
    {problem && <p class="trouble" role="alert">{problem}</p>}
    <p class="quiet">{t('bench_comments')}</p>
  </section>
}

const SIGNS = { same: ' ', out: '−', in: '+' } as const

/** Two texts, line by line. */
export function Diff({ before, after, label }: { before: string; after: string; label: string }) {
  const lines = useMemo(() => diff(before, after), [before, after])
  const n = (is: 'in' | 'out') => lines.filter(l => l.is === is).length
  return <>
    <p role="status">{counted('diff_in', n('in'))}, {counted('diff_out', n('out'))}</p>
    <div class="diff" tabIndex={0} role="region" aria-label={label}>{lines.map((l, i) => l.is === 'skip'
      ? <p key={i} class="quiet">{counted('diff_skip', l.lines)}</p>
      : <p key={i} data-line-is={l.is} dir="ltr"><span aria-hidden="true">{SIGNS[l.is]}</span>{l.is === 'in' ? <ins>{l.text}</ins> : l.is === 'out' ? <del>{l.text}</del> : l.text}</p>)}</div>
  </>
}
