// One conversation: who wrote it and where, what it names, who has it since when, until when
// something is due, and what a colleague wrote about it. Pressing it opens its page.
import { memo } from 'preact/compat'
import { Badge } from '../shared/badgeview'
import { closable, type Item, dueOf, siteOf } from '../shared/board'
import { type Action, boardActions, holderLine, loudness, nameOf, stateWord } from '../shared/state'
import type { LinkLine, Matter, Member } from '../shared/wire'
import { clock, duration, t } from '../shared/words'
import { Over, Owing } from './promised'

/** What a row needs of the board. */
export interface Told { members: readonly Member[]; link: LinkLine; me: string; now: number }

interface Props extends Told {
  item: Item
  asked: boolean
  active: boolean // the one row of the list that Tab reaches
  at: number // from 1
  of: number
  act: (item: Item, action: Action) => void
  open: (item: Item) => void
  more: (item: Item) => void
}

const SOON_MS = 30 * 60_000, HOUR_MS = 3_600_000

/** A length of time that fits a column: whole hours from an hour on. */
const about = (ms: number) => duration(ms < HOUR_MS ? ms : ms - ms % HOUR_MS)

/** How near what is due is, and in words. */
function due(item: Item, now: number): { near: 'none' | 'calm' | 'soon' | 'over'; words: string } {
  const ms = dueOf(item), promised = item.look.state === 'answered'
  if (!ms) return { near: 'none', words: '' }
  if (ms <= now) return { near: 'over', words: t('due_since', about(now - ms)) }
  return { near: ms - now <= SOON_MS ? 'soon' : 'calm', words: t(promised ? 'promised_in' : 'due_in', about(ms - now)) }
}

/** Who has it since when; of what nobody has, how long they wait. */
function since({ look }: Item, { members, link, me, now }: Told): string {
  if (look.givenBy) return t('row_given', nameOf(members, look.givenBy), clock(look.sinceMs, now))
  const from = look.posted?.to_ms || look.seen_ms || 0, waits = from ? t('row_waits', about(now - from)) : ''
  if (look.state !== 'free') return holderLine(look, members, link, now, me)
  if (look.lastHeld) return [waits, t('row_had', nameOf(members, look.lastHeld))].filter(Boolean).join(' · ')
  return [waits, look.outcome === 'reopened' && t('row_reopened')].filter(Boolean).join(' · ') || t('state_free')
}

/** A row; drawn again only when it says something else. */
export const Row = memo(function Row({ item, asked, active, at, of, members, link, me, now, act, open, more }: Props) {
  const { look, promise, promises } = item, who = look.author || t('unknown_author'), [first, second] = boardActions(look, asked, me, closable(item))
  const { near, words } = due(item, now), tab = active ? 0 : -1
  const button = (a: Action, loud: string) => <button class={`${loud} row-act`} data-act={a.act} tabIndex={tab} aria-label={t('act_on', t(a.short ?? a.word), who)} onClick={() => act(item, a)}>{t(a.short ?? a.word)}</button>
  return <div role="listitem" class="row" aria-posinset={at} aria-setsize={of} aria-current={active || undefined} data-key={look.key} data-kind="conversation"
    data-author={look.author} data-state={look.state} data-near={near} data-group={item.group} data-given={!!look.givenBy || undefined}>
    <button class="row-main" data-open tabIndex={tab} onClick={() => open(item)}>
      <Badge state={look.state} size={20} />
      <span class="row-who"><b dir="auto">{who}</b> <span class="quiet">{siteOf(look)}</span><span class="sr"> {t(stateWord(look))} </span></span>
      <span class="row-about">
        <span class="row-names">{look.names.map(n => <span key={n} class="name" data-kind="brand" dir="auto">{n}</span>)}</span>
        <span class="row-line" dir="auto">{since(item, { members, link, me, now })}</span>
      </span>
      {(look.word || promise) && <span class="row-said" dir="auto">{look.word && <><b>{nameOf(members, look.word.by)}:</b> {look.word.text} </>}<Owing promises={promises} members={members} me={me} now={now} /></span>}
      {words && <span class="deadline" dir="auto">{words}</span>}
    </button>
    <span class="row-side">
      {first && !first.ends && (look.state !== 'answered' || first.act === 'kept') && button(first, look.givenBy ? 'primary' : active ? loudness(look) : 'plain')}
      {look.givenBy && second?.act === 'bounce' && button(second, 'steady')}
      <button class="icon row-more" data-act="more" tabIndex={tab} aria-label={t('more_on', who)} title={t('more')} onClick={() => more(item)}><Dots /></button>
    </span>
    <Over promises={promises} members={members} now={now} />
  </div>
}, (a, b) => a.item.look === b.item.look && same(a.item.promises, b.item.promises) && a.members === b.members && a.active === b.active && a.asked === b.asked
  && a.at === b.at && a.of === b.of && a.link === b.link && Math.floor(a.now / 10_000) === Math.floor(b.now / 10_000))

const same = (a: readonly Matter[], b: readonly Matter[]) => a.length === b.length && a.every((m, i) => m === b[i])

const Dots = () => <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" fill="currentColor"><circle cx="4" cy="10" r="1.6" /><circle cx="10" cy="10" r="1.6" /><circle cx="16" cy="10" r="1.6" /></svg>
