// What the card shows: who wrote it and where, the post, who has it, one action first.
import { useEffect, useRef } from 'preact/hooks'
import { ask } from '../shared/api'
import { Badge } from '../shared/badgeview'
import { Excerpt } from '../shared/excerpt'
import { LineTrouble } from '../shared/line'
import { useNow } from '../shared/now'
import { Refused } from '../shared/refusal'
import { claimable, nearness, provisional, stateLine, stateWord } from '../shared/state'
import { hostOf } from '../shared/address'
import type { CardCheck, CardPromise, CardView, Inserted, Refusal, Saw } from '../shared/wire'
import { t } from '../shared/words'
import { Acts } from './act'
import { About } from './incident'
import { Sends } from './sends'
import { useKeys } from './keys'
import { Words } from './notices'

interface Props {
  view: CardView
  problem: string | undefined
  act: (kind: string, refusal?: Refusal) => Promise<boolean>
  insert: (answer: CardCheck, promises: CardPromise[], saw: Saw) => Promise<Inserted | undefined>
  say: (yes: boolean) => void
  again: () => Promise<unknown>
}

const panel = () => void ask({ panel: {} })
const close = () => void ask({ close: {} })

/** The whole card. */
export function Card({ view, problem, act, insert, say, again }: Props) {
  const { post, look, members, link } = view
  const now = useNow(), state = useRef<HTMLDivElement>(null), early = useRef(view.incident) // one that comes later moves nothing that is pressed
  useDeadline(look.untilMs, again)
  useKeys(panel, close)
  return <main class="card" data-key={look.key} data-state={look.state}>
    <header class="card-head">
      <h1 class="card-who"><b dir="auto">{post.author || t('unknown_author')}</b> <span class="quiet">{hostOf(look.link) || post.site}</span></h1>
      <button class="icon" data-act="close" aria-label={t('close')} aria-keyshortcuts="Escape" onClick={e => e.isTrusted && close()}><Cross /></button>
    </header>
    <Excerpt text={post.excerpt} mentions={post.mentions} lang={post.lang} cut={post.cut} />
    {early.current && <About incident={view.incident ?? { ...early.current, over: true }} now={now} />}
    <div ref={state} class="card-state" tabIndex={-1} data-near={nearness(look, now)}>
      {claimable(look) && <Badge state={look.state} size={28} />}
      <p>{stateLine(look, members, link, now, view.me)} {look.state === 'answered' && look.replyLink &&
        <a href={look.replyLink} target="_blank" rel="noreferrer noopener">{t('see_reply')}</a>}</p>
    </div>
    {look.state === 'answered' && look.refusal && <Refused refusal={look.refusal} />}
    {provisional(look) && <p class="quiet">{t('key_provisional')}</p>}
    {claimable(look) && <p class="sr" role="status">{t(stateWord(look))}</p>}
    <Words notices={view.notices} members={members} />
    <LineTrouble link={link} />
    {problem && <p class="trouble" role="alert">{problem}</p>}
    <Acts look={look} shown={post.excerpt} incident={view.incident} act={act} insert={insert} seen={view.seen} say={say} panel={panel} rest={() => state.current?.focus()} />
    {!early.current && <About incident={view.incident} now={now} />}
    <footer class="card-foot">
      {claimable(look) && <Sends json={view.sends} home={link.problem !== 'signed_out'} />}
      <button class="link" aria-keyshortcuts="p" onClick={e => e.isTrusted && panel()}>{t('open_panel')}</button>
    </footer>
  </main>
}

/** Asks again when the deadline that is shown has passed. */
function useDeadline(untilMs: number, again: () => Promise<unknown>) {
  useEffect(() => {
    const wait = untilMs - Date.now()
    if (wait <= 0 || wait > 86_400_000) return
    const timer = setTimeout(() => void again(), wait + 300)
    return () => clearTimeout(timer)
  }, [untilMs])
}

const Cross = () => <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="m4 4 8 8m0-8-8 8" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" /></svg>
