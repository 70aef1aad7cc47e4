// The line to the team's home: a small lamp that also says in words whether what is shown
// is fresh.
import type { LinkLine } from './wire'
import { clock, counted, t } from './words'

/** How the line is: live, on (asked, no socket), off, out (signed out), broken. */
export function lineState(link: LinkLine): 'live' | 'on' | 'off' | 'out' | 'broken' {
  if (link.problem === 'signed_out') return 'out'
  if (link.problem === 'offline') return 'off'
  return link.problem ? 'broken' : link.live ? 'live' : 'on'
}

const STALE_MS = 120_000

/** Whether what is shown may be old, and there is a time to tell. */
const stale = (link: LinkLine) => link.asOfMs > 0 && !link.live && (!link.online || Date.now() - link.asOfMs > STALE_MS)

/** The lamp with its word; "as of" the last answer when it may be old. */
export function Line({ link }: { link: LinkLine }) {
  const state = lineState(link)
  return <span class="line" data-line={state}>
    <span class="dot" aria-hidden="true" />
    {t(`line_is_${state}`)}{stale(link) && <> · {t('as_of', clock(link.asOfMs))}</>}
    {link.unsent > 0 && <> · <span class="unsent">{counted('unsent', link.unsent)}</span></>}
  </span>
}

/** The sentence that a broken line needs, or nothing. */
export function LineTrouble({ link }: { link: LinkLine }) {
  const word = { signed_out: 'problem_signed_out', offline: 'trouble_offline', storage_full: 'trouble_storage', engine: 'trouble_engine' } as const
  if (!(link.problem in word)) return null
  return <p class="trouble" role="status">{t(word[link.problem as keyof typeof word])}</p>
}
