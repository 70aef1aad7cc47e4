// The card's notices: words only. Dismissing is for popup and panel, which may do more.
import { nameOf } from '../shared/state'
import type { Member, Notice } from '../shared/wire'
import { hasWord, t } from '../shared/words'

/** What happened to this conversation while the person was away; the state line tells "lost" already. */
export function Words({ notices, members }: { notices: readonly Notice[]; members: readonly Member[] }) {
  const told = notices.filter(n => n.code !== 'lost').slice(-2)
  return <>{told.map(n => {
    const key = `notice_${n.code}`
    return <p class="trouble" key={`${n.code}${n.atMs}`}>{hasWord(key) ? t(key, n.who ? nameOf(members, n.who) : t('a_colleague')) : t('notice_other', n.code)}</p>
  })}</>
}
