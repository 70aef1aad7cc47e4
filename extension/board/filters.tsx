// Above the list: all or mine, the search, how many there are of each group, how promises
// stand, and the filters that there is something to choose from.
import type { RefObject } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { ALL, type Group, GROUPS, type Item, langOf, siteOf, standOf, STANDS, type Wanted, whoOf } from '../shared/board'
import type { Matter } from '../shared/wire'
import { language, t } from '../shared/words'

/** Whether this is the board in a tab of its own. */
export const FULL = new URLSearchParams(location.search).has('full')

interface Props { all: readonly Item[]; promises: readonly Matter[]; now: number; wanted: Wanted; want: (part: Partial<Wanted>) => void; search: RefObject<HTMLInputElement | null>; name: (id: string) => string }

/** The tools of the board. */
export function Filters({ all, promises, now, wanted, want, search, name }: Props) {
  const have = useMemo(() => ({
    groups: GROUPS.map(g => [g, all.filter(i => i.group === g).length] as const).filter(([g, n]) => n || g === wanted.group),
    site: among(all, i => siteOf(i.look)), lang: among(all, i => langOf(i.look)), who: among(all, whoOf),
  }), [all, wanted.group])
  const stands = useMemo(() => STANDS.map(s => [s, promises.filter(p => standOf(p, now) === s).length] as const).filter(([s, n]) => n || s === wanted.owed), [promises, now, wanted.owed])
  const pick = (part: 'site' | 'lang' | 'who', words: string, any: string, say: (v: string) => string) => <select name={`want-${part}`} aria-label={words} value={wanted[part]} data-on={!!wanted[part]} onChange={e => want({ [part]: e.currentTarget.value })}>
      <option value="">{any}</option>
      {[...new Set([...have[part], ...wanted[part] ? [wanted[part]] : []])].map(v => <option key={v} value={v}>{say(v)}</option>)}
    </select>
  const [picking, setPicking] = useState(false), picks = picking || !!(wanted.site || wanted.lang || wanted.who)
  const some = Object.entries(ALL).some(([part, value]) => wanted[part as keyof Wanted] !== value)
  return <div class="tools">
    <div class="choice" role="group" aria-label={t('filter')}>
      {(['all', 'mine'] as const).map(f => <button key={f} aria-pressed={wanted.mine === (f === 'mine')} data-filter={f} onClick={() => want({ mine: f === 'mine' })}>{t(`filter_${f}`)}</button>)}
    </div>
    <input type="search" ref={search} value={wanted.words} placeholder={t('search_short')} aria-label={t('search')} aria-keyshortcuts="/" onInput={e => want({ words: e.currentTarget.value })} />
    <button class="icon" data-act="filters" aria-label={t('filters')} title={t('filters')} aria-expanded={picks} onClick={() => setPicking(!picks)}><Funnel /></button>
    {!FULL && <button class="icon" data-act="full" aria-label={t('open_full')} title={t('open_full')} onClick={() => void chrome.tabs.create({ url: chrome.runtime.getURL('popup.html?full') })}><Out /></button>}
    <div class="counts" role="group" aria-label={t('groups')}>
      {have.groups.map(([g, n]) => <button key={g} class="count" data-count={g} aria-pressed={wanted.group === g} onClick={() => want({ group: wanted.group === g ? '' : g })}>
        {t(`group_${g as Group}`)} <b>{n.toLocaleString(language)}</b></button>)}
    </div>
    {stands.length > 0 && <div class="counts" role="group" aria-label={t('report_promises')}>
      <span class="counts-of" aria-hidden="true">{t('report_promises')}</span>
      {stands.map(([s, n]) => <button key={s} class="count" data-owed={s} aria-pressed={wanted.owed === s} onClick={() => want({ owed: wanted.owed === s ? '' : s })}>
        {t(STAND[s])} <b>{n.toLocaleString(language)}</b></button>)}
    </div>}
    {picks && <div class="picks">
      {pick('site', t('by_site'), t('any_site'), v => v)}
      {pick('lang', t('by_lang'), t('any_lang'), langName)}
      {pick('who', t('by_who'), t('any_who'), name)}
    </div>}
    {some && <button class="link" data-act="show-all" onClick={() => want(ALL)}>{t('show_all')}</button>}
  </div>
}

const STAND = { today: 'owed_today', late: 'owed_late', kept: 'owed_kept', withdrawn: 'owed_withdrawn' } as const

const Funnel = () => <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"><path d="M3 6h14M6 10h8M8.5 14h3" /></svg>

const Out = () => <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"><path d="M11 3h6v6M17 3l-8 8M8 4H3v13h13v-5" /></svg>

const among = (all: readonly Item[], of: (i: Item) => string) => [...new Set(all.map(of).filter(Boolean))].sort()

function langName(tag: string): string {
  try { return new Intl.DisplayNames([language, 'en'], { type: 'language' }).of(tag) ?? tag } catch { return tag }
}
