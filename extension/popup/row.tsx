// One conversation: who wrote it and where, what it names, who has it and until when.
import { memo } from 'preact/compat'
import { Badge } from '../shared/badgeview'
import { hostOf } from '../shared/address'
import { type Action, actions, deadline, holderLine, loudness, nearness } from '../shared/state'
import type { LinkLine, Look, Member } from '../shared/wire'
import { t } from '../shared/words'

interface Props {
  look: Look
  members: readonly Member[]
  link: LinkLine
  me: string
  now: number
  act: (look: Look, action: Action) => void
  open: (look: Look) => void
}

/** A row; drawn again only when it says something else. */
export const Row = memo(function Row({ look, members, link, me, now, act, open }: Props) {
  const [first] = actions(look)
  const left = deadline(look, now)
  return <li class="row" data-key={look.key} data-kind="conversation" data-author={look.author} data-state={look.state} data-near={nearness(look, now)}>
    <button class="row-main" data-open onClick={() => open(look)}>
      <Badge state={look.state} />
      <span class="row-text">
        <span class="row-who"><b dir="auto">{look.author || t('unknown_author')}</b> <span class="quiet">{hostOf(look.link) || look.site}</span></span>
        <span class="row-names">{look.names.map(n => <span key={n} class="name" data-kind="brand" dir="auto">{n}</span>)}</span>
        <span class="row-line">{holderLine(look, members, link, now, me)}</span>
      </span>
    </button>
    <div class="row-side">
      {left && <span class="deadline">{left}</span>}
      {first && <button class={`${loudness(look)} row-act`} data-act={first.act} aria-label={t('act_on', t(first.word), look.author || t('unknown_author'))} onClick={() => act(look, first)}>{t(first.word)}</button>}
    </div>
  </li>
}, (a, b) => a.look === b.look && a.members === b.members && Math.floor(a.now / 10_000) === Math.floor(b.now / 10_000))
