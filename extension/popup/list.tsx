// The list: filter, search, rows in groups, and the keys that drive it. Thousands of rows
// are shown a page at a time; the rest come as they are scrolled to.
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { ask, trouble } from '../shared/api'
import { Empty } from '../shared/empty'
import { useNow } from '../shared/now'
import type { Action } from '../shared/state'
import type { Board, Look } from '../shared/wire'
import { counted, language, t } from '../shared/words'
import { type Filter, grouped, groupOf, matching } from './filter'
import { useListKeys, useSteadyFocus } from './keys'
import { Row } from './row'

const PAGE = 60

/** The claims now. */
export function List({ board, sites, failed }: { board: Board; sites: readonly string[]; failed: (problem: string | undefined) => void }) {
  const [filter, setFilter] = useState<Filter>('all'), [words, setWords] = useState(''), [most, setMost] = useState(PAGE)
  const now = useNow(), list = useRef<HTMLDivElement>(null), search = useRef<HTMLInputElement>(null)
  const hits = useMemo(() => matching(board, filter, words), [board, filter, words])
  const groups = useMemo(() => grouped(hits.slice(0, most)), [hits, most])
  const act = useCallback(async (look: Look, action: Action) => failed(trouble(await ask({ act: { kind: action.kind, key: look.key, tab: 0 } }))), [])
  const open = useCallback((look: Look) => void ask({ show: { key: look.key, tab: 0 } }).then(got => failed(trouble(got))), [])
  useSteadyFocus(list)
  useListKeys(list, search, key => hits.find(l => l.key === key), act)
  useEffect(() => setMost(PAGE), [filter, words])
  if (!board.looks.length) return <Empty state="free" title={t('no_claims_title')} text={t(sites.length ? 'no_claims_text' : 'no_sites_text')} />
  return <>
    <div class="tools">
      <div class="choice" role="group" aria-label={t('filter')}>
        {(['all', 'mine'] as const).map(f => <button key={f} aria-pressed={filter === f} data-filter={f} onClick={() => setFilter(f)}>{t(`filter_${f}`)}</button>)}
      </div>
      <input type="search" ref={search} value={words} placeholder={t('search')} aria-label={t('search')} aria-keyshortcuts="/" onInput={e => setWords(e.currentTarget.value)} />
    </div>
    <p class="sr" role="status">{words || filter === 'mine' ? counted('found', hits.length) : ''}</p>
    <div class="list" ref={list}>
      {groups.map(({ name, looks }) => <section key={name} aria-label={t(`group_${name}`)}>
        <h2>{t(`group_${name}`)} <span class="quiet">{hits.filter(l => groupOf(l) === name).length.toLocaleString(language)}</span></h2>
        <ul>{looks.map(l => <Row key={l.key} look={l} members={board.members} link={board.link} me={board.me} now={now} act={act} open={open} />)}</ul>
      </section>)}
      {hits.length > most && <More onSeen={() => setMost(n => n + PAGE)} />}
      {!hits.length && <p class="nothing quiet">{t(words ? 'no_hits' : 'none_mine')}</p>}
    </div>
    <p class="hint quiet">{t('list_keys')}</p>
  </>
}

/** The end of what is drawn: seeing it draws more. */
function More({ onSeen }: { onSeen: () => void }) {
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const observer = new IntersectionObserver(e => { if (e.at(-1)?.isIntersecting) onSeen() }, { rootMargin: '600px' })
    observer.observe(end.current!)
    return () => observer.disconnect()
  })
  return <div class="more" ref={end} />
}
