// Where Porchlight reads: the granted sites, one more, or one less. The browser itself
// asks before anything is added.
import { useState } from 'preact/hooks'
import { patternOf, siteOf } from '../shared/address'
import { turnOff, turnOn } from '../shared/grant'
import type { Status } from '../shared/wire'
import { OffSwitches } from './off'
import { t } from '../shared/words'

const KNOWN = ['x.com', 'www.reddit.com', 'news.ycombinator.com', 'disqus.com']

/** The list and the form; first: of somebody who has just joined, who has nothing to switch off. */
export function Sites({ status, again, first = false }: { status: Status; again: () => void; first?: boolean }) {
  const [host, setHost] = useState(''), [problem, setProblem] = useState('')
  const add = async (text: string) => {
    const pattern = patternOf(/^https?:/.test(text.trim()) ? text.trim() : `https://${text.trim()}/`)
    if (!pattern || !siteOf(pattern).match(/\.|^localhost$/)) return setProblem(t('site_mangled', text))
    const yes = await turnOn(pattern).catch(() => false)
    setProblem(yes ? '' : t('site_refused', siteOf(pattern)))
    if (yes) setHost('')
    again()
  }
  const offer = KNOWN.filter(k => !status.sites.includes(`https://${k}/*`))
  return <div class="sites">
    <p>{t('sites_how')}</p>
    {status.sites.length > 0 && <ul class="granted">{status.sites.map(pattern => <li key={pattern}>
      <span dir="ltr">{siteOf(pattern)}</span>
      <button class="plain" data-act="remove" data-site={pattern} aria-label={t('remove_site', siteOf(pattern))} onClick={() => void turnOff(pattern).then(again)}>{t('remove')}</button>
    </li>)}</ul>}
    <form onSubmit={e => { e.preventDefault(); void add(host) }} novalidate>
      <label for="host">{t('add_site')}</label>
      <div class="field">
        <input id="host" name="host" type="text" dir="ltr" autocomplete="off" spellcheck={false} placeholder="forum.example.org" value={host} onInput={e => setHost(e.currentTarget.value)} />
        <button class="steady" data-act="add" type="submit" disabled={!host.trim()}>{t('turn_on')}</button>
      </div>
    </form>
    {problem && <p class="trouble" role="alert">{problem}</p>}
    {offer.length > 0 && <p class="offer"><span class="quiet">{t('often')}</span> {offer.map(k => <button key={k} class="plain" type="button" onClick={() => void add(k)}>{siteOf(`https://${k}/*`).replace(/^www\./, '')}</button>)}</p>}
    <p class="quiet">{t('sites_disqus')}</p>
    <p class="quiet">{t('sites_never')}</p>
    {!first && <OffSwitches />}
  </div>
}
