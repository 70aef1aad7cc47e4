// The head of popup and panel: whose porch this is, how the line is, the way to settings.
import { Line } from './line'
import { Mark } from './mark'
import type { LinkLine } from './wire'
import { t } from './words'

/** Team name, lamp and settings. */
export function Header({ team, link }: { team: string; link: LinkLine }) {
  return <header class="head">
    <Mark />
    <div class="head-team"><h1 dir="auto">{team}</h1>{link.problem !== 'signed_out' && <Line link={link} />}</div>
    <button class="icon" data-act="reports" aria-label={t('reports')} title={t('reports')} onClick={() => void chrome.tabs.create({ url: chrome.runtime.getURL('reports.html') })}><Columns /></button>
    <button class="icon" aria-label={t('settings')} title={t('settings')} onClick={() => void chrome.runtime.openOptionsPage()}><Gear /></button>
  </header>
}

const Gear = () => <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round">
  <path d="M3 6h7m4 0h3M3 14h3m4 0h7" /><circle cx="12" cy="6" r="2" /><circle cx="8" cy="14" r="2" />
</svg>

const Columns = () => <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round">
  <path d="M3 17h14M6 13.5v-3m4 3v-8m4 8v-5" />
</svg>
