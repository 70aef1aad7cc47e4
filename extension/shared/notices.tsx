// What the person must hear of, in plain words, each until it is dismissed.
import { ask } from './api'
import { nameOf } from './state'
import type { Member, Notice } from './wire'
import { clock, hasWord, t } from './words'

const keyed = (n: Notice) => n.opId || `${n.code} ${n.key} ${n.atMs}`

/** The notices, newest first; "what" tells which conversation, by its key. */
export function Notices({ notices, members, what }: { notices: readonly Notice[]; members: readonly Member[]; what?: (key: string) => string }) {
  if (!notices.length) return null
  return <ul class="notices" aria-label={t('notices')}>
    {[...notices].reverse().slice(0, 5).map(n => <li key={keyed(n)} class="notice" data-code={n.code}>
      <p>{words(n, members)} <span class="quiet">{[n.key && what?.(n.key), clock(n.atMs)].filter(Boolean).join(' · ')}</span></p>
      {n.code !== 'storage_full' && <button class="link" onClick={() => void ask({ dismiss: { opId: n.opId ?? '', key: n.key } })}>{t('dismiss')}</button>}
    </li>)}
  </ul>
}

function words(n: Notice, members: readonly Member[]): string {
  const key = `notice_${n.code}`
  return hasWord(key) ? t(key, n.who ? nameOf(members, n.who) : t('a_colleague')) : t('notice_other', n.code)
}
