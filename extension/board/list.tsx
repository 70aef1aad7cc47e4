// The board: what the team has in hand, in groups, what nobody has first. The same in popup,
// side panel and a tab of its own.
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { ALL, apart, asksMe, closable, fitting, GROUPS, type Item, items, type Wanted } from '../shared/board'
import { Empty } from '../shared/empty'
import { useNow } from '../shared/now'
import { Promises } from '../shared/promises'
import { boardActions, nameOf } from '../shared/state'
import type { Board } from '../shared/wire'
import { counted, t } from '../shared/words'
import { useActive } from './active'
import { Bar } from './bar'
import { useDeeds } from './deeds'
import { Filters } from './filters'
import { useBoardKeys, useSteadyFocus } from './keys'
import { Owed, owed } from './owed'
import { Row } from './row'
import { Section } from './section'
import { useWanted } from './wanted'

interface Props { board: Board; sites: readonly string[]; failed: (problem: string | undefined) => void }

/** The board, or what there is to do first. */
export function List({ board, sites, failed }: Props) {
  const [wanted, want] = useWanted()
  if (!board.looks.length && !board.promises.length && !owed(board)) return <Empty state="free" title={t('no_claims_title')} text={t(sites.length ? 'no_claims_text' : 'no_sites_text')} />
  return wanted ? <Rows board={board} failed={failed} wanted={wanted} want={want} /> : null
}

type RowsProps = Omit<Props, 'sites'> & { wanted: Wanted; want: (part: Partial<Wanted>) => void }

function Rows({ board, failed, wanted, want }: RowsProps) {
  const now = useNow(), list = useRef<HTMLDivElement>(null), search = useRef<HTMLInputElement>(null), bar = useRef<HTMLDivElement>(null)
  const name = useCallback((id: string) => nameOf(board.members, id), [board.members])
  const all = useMemo(() => items(board, now), [board, now])
  const hits = useMemo(() => fitting(all, wanted, board.me, name, now), [all, wanted, name, now])
  const { key: active, index, focus, go, moved } = useActive(hits, list), [more, setMore] = useState(false)
  const { act, send, open, writing, stop, told, noted, said } = useDeeds(board, failed)
  const current = hits[index], asked = !!current && asksMe(current.look, board)
  const back = () => { stop(); focus(index) }
  useLayoutEffect(() => { if (more) bar.current?.querySelector('button')?.focus() }, [more])
  useSteadyFocus(list, () => focus(index))
  useBoardKeys({ list, search, go, act: key => {
    const action = current && boardActions(current.look, asked, board.me, closable(current)).find(a => a.key === key)
    if (action) act(current, action)
    return !!action
  } })
  const loose = useMemo(() => apart(board, wanted, now), [board, wanted, now])
  const row = (item: Item, at: number, of: number) => <Row key={item.look.key} item={item} asked={asksMe(item.look, board)} active={item.look.key === active} at={at} of={of}
    members={board.members} link={board.link} me={board.me} now={now} act={act} open={open} more={() => setMore(true)} />
  const narrowed = Object.entries(ALL).some(([part, value]) => part !== 'mine' && wanted[part as keyof Wanted] !== value)
  return <><section class="board" aria-label={t('board')}>
    <Filters all={all} promises={board.promises} now={now} wanted={wanted} want={want} search={search} name={name} />
    <p class="sr" role="status">{said || (narrowed || wanted.mine ? counted('found', hits.length) : '')}</p>
    <div class="list" ref={list}>
      {GROUPS.map(g => <Section key={g} group={g} items={hits.filter(i => i.group === g)} active={active} row={row}
        before={g === 'you' && !narrowed && owed(board) && <Owed board={board} now={now} failed={failed} />} />)}
      {!hits.length && !loose.length && (narrowed || wanted.mine || !owed(board)) && <p class="nothing quiet">{t(wanted.mine && !narrowed ? 'none_mine' : 'no_hits')}</p>}
    </div>
    <div ref={bar} class="bar-place"><Bar item={moved || more || writing ? current : undefined} asked={asked} writing={writing?.key === active ? writing?.action : undefined} members={board.members} me={board.me} act={act}
      send={(item, action, words) => void send(item, action, words).then(ok => { if (ok) back() })} told={to => { told(to); back() }} noted={noted} failed={failed} back={back} /></div>
  </section>
    {(!narrowed || wanted.owed) && <Promises board={board} promises={wanted.mine ? loose.filter(p => p.owner === board.me) : loose} title={t('promises')} failed={failed} />}
  </>
}
