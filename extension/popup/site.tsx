// This site, on or off: the page behind the popup, which the toolbar button lets us name.
import { useEffect, useState } from 'preact/hooks'
import { patternOf, siteOf } from '../shared/address'
import { isOn, turnOff, turnOn } from '../shared/grant'
import { offBy, type OffBy } from '../shared/off'
import { t } from '../shared/words'
import { offWords, TurnOff, turnOnAgain } from './off'

interface Site { pattern: string; on: boolean; tab: number; url: string; off?: OffBy }

/** One line with one button, or nothing where the browser grants nothing. */
export function SiteSwitch({ granted, changed }: { granted: readonly string[]; changed: () => void }) {
  const [site, set] = useState<Site>()
  useEffect(() => { void current(site).then(set) }, [granted.join()])
  if (!site) return null
  const flip = async () => {
    if (site.on) await turnOff(site.pattern)
    else await turnOn(site.pattern) // asks at once: it needs this click
    set(await current(site))
    changed()
  }
  const again = () => void current(site).then(set).then(changed), { off } = site
  if (site.on && off) return <section class="site" data-on={false} data-off-by={off.by}>
    <p><b dir="ltr">{siteOf(site.pattern)}</b> <span class="quiet">{offWords(off)}</span></p>
    <button class="steady" data-act="on-again" onClick={() => void turnOnAgain(off, site.tab).then(again)}>{t('turn_on')}</button>
  </section>
  return <section class="site" data-on={site.on}>
    <p><b dir="ltr">{siteOf(site.pattern)}</b> <span class="quiet">{t(site.on ? 'site_on' : 'site_off')}</span></p>
    {chrome.sidePanel && site.on && <button class="plain" data-act="panel" onClick={() => { void chrome.sidePanel.open({ tabId: site.tab }); close() }}>{t('panel_short')}</button>}
    {!site.on && <button class="plain" data-act="site-once" onClick={() => void readOnce(site.tab).then(changed)}>{t('read_once')}</button>}
    <button class={site.on ? 'link' : 'steady'} data-act={site.on ? 'site-off' : 'site-on'} onClick={() => void flip()}>{t(site.on ? 'turn_off' : 'turn_on')}</button>
    {site.on && site.url && <TurnOff url={site.url} tab={site.tab} changed={again} />}
  </section>
}

// Pressing the toolbar button lets us into this tab until it goes to another site.
const readOnce = (tab: number) => chrome.scripting.executeScript({ target: { tabId: tab }, files: ['content.js'] }).catch(() => {})

// A site that was turned off may no longer be told: then it is the one it was.
async function current(before: Site | undefined): Promise<Site | undefined> {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true })
  const pattern = patternOf(tab?.url ?? '')
  if (!pattern || tab?.id === undefined) return before && { ...before, on: await isOn(before.pattern) }
  const url = tab.url ?? '', off = await offBy(url, tab.id)
  return { pattern, on: await isOn(pattern), tab: tab.id, url, ...off && { off } }
}
