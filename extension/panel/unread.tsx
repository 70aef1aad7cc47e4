// Why a tab has nothing to show, and the one thing that helps.
import { patternOf, siteOf } from '../shared/address'
import { Empty, Welcome } from '../shared/empty'
import { turnOn } from '../shared/grant'
import { useSignedOut } from '../shared/live'
import type { TabFindings } from '../shared/wire'
import { useEffect, useState } from 'preact/hooks'
import { counted, t } from '../shared/words'

/** The panel without rows. */
export function Unread({ found, tab, again }: { found: TabFindings; tab: number; again: () => void }) {
  const pattern = useTabPattern(tab, found), out = useSignedOut(found.why !== 'signed_out')
  if (found.read) return <Empty state="answered" title={t('nothing_title')} text={counted('nothing_text', found.posts)} />
  if (found.why === 'signed_out') return <Welcome signedOut={out} />
  if (found.why === 'no_playbook') return <Empty state="unverified" title={t('no_playbook_title')} text={t('no_playbook_text')} />
  if (found.why === 'private') return <Empty state="lost" title={t('private_title')} text={t('private_text')} />
  if (found.why === 'off' || found.why === 'not_granted')
    return <Empty state="unverified" title={pattern ? t('off_title', siteOf(pattern)) : t('off_here_title')} text={t(pattern ? 'off_text' : 'off_here_text')}>
      {pattern && <button class="primary" data-act="site-on" onClick={() => void turnOn(pattern).then(again)}>{t('turn_on_here')}</button>}
    </Empty>
  return <Empty state="unverified" title={t('resting_title')} text={t('resting_text')} />
}

function useTabPattern(tab: number, found: TabFindings): string {
  const [pattern, set] = useState('')
  useEffect(() => { void chrome.tabs.get(tab).then(now => set(patternOf(now.url ?? '')), () => set('')) }, [tab, found])
  return pattern
}
