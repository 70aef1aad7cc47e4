// Why what was selected in the page behind the popup could not be answered.
import { useEffect, useState } from 'preact/hooks'
import { UNPICKED, UNPICKED_WORDS, type Unpicked } from '../shared/unpicked'
import { t } from '../shared/words'

/** One sentence, or nothing. Once it is seen, the toolbar button need not call any more. */
export function NotPicked() {
  const [said, say] = useState<Unpicked>()
  useEffect(() => { void read().then(say) }, [])
  return said ? <p class="trouble" role="alert" data-unpicked={said.why}><b>{t('unpicked')}</b> {t(UNPICKED_WORDS[said.why])}</p> : null
}

async function read(): Promise<Unpicked | undefined> {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true })
  const name = UNPICKED + tab?.id, said = (await chrome.storage.session.get(name))[name] as Unpicked | undefined
  if (!said || said.untilMs < Date.now()) return undefined
  await chrome.action.setBadgeText({ tabId: said.tab, text: null as unknown as string }).catch(() => {}) // null, which its type lacks, gives the tab the number of all back; the tab may be gone
  return said
}
