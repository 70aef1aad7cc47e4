// Under the list, always in sight: what can be done about the row that has the focus, each
// with its key, and the form of what needs words. It stays where it is while rows move.
import { closable, type Item } from '../shared/board'
import { type Action, boardActions } from '../shared/state'
import type { Member } from '../shared/wire'
import { t } from '../shared/words'
import { SignalForm } from '../shared/signal'
import { Form, type Sent } from './form'
import { isWay, OweForm } from './owe'

interface Props {
  item: Item | undefined // of the keys, once there was one
  asked: boolean
  writing: Action | undefined
  members: readonly Member[]
  me: string
  act: (item: Item, action: Action) => void
  send: (item: Item, action: Action, said: Sent) => void
  told: (to: string) => void
  noted: () => void
  failed: (problem: string | undefined) => void
  back: () => void
}

/** The bar; without a row, how to move. */
export function Bar({ item, asked, writing, members, me, act, send, told, noted, failed, back }: Props) {
  if (!item) return <p class="hint quiet">{t('list_keys')}</p>
  if (writing?.act === 'tell') return <div class="bar"><SignalForm members={members} me={me} to="" kind="other" link={item.look.link} failed={failed} done={told} back={back} /></div>
  if (writing && isWay(writing.act)) return <OweForm key={`${item.look.key} ${writing.act}`} item={item} way={writing.act} me={me} failed={failed} noted={noted} back={back} />
  if (writing) return <div class="bar"><Form key={`${item.look.key} ${writing.act}`} item={item} action={writing} members={members} me={me} send={said => send(item, writing, said)} back={back} /></div>
  const who = item.look.author || t('unknown_author')
  return <div class="bar" role="toolbar" aria-label={t('bar_of', who)}>
    <b class="bar-who" dir="auto">{who}</b>
    {boardActions(item.look, asked, me, closable(item)).map(a => <button key={a.act} class="bar-act" data-bar={a.act} aria-keyshortcuts={a.key} onClick={() => act(item, a)}>{t(a.short ?? a.word)} <kbd aria-hidden="true">{a.key}</kbd></button>)}
  </div>
}
