// When a site changes its pages, nobody should have to notice by what is missing. What was
// read is held against what the site's file promises; the report says only that.

import { glob } from '../shared/match'
import type { Changed, Site } from '../shared/wire'
import type { Page } from './pages'
import { sitesFor } from './sites'

const PATIENCE_MS = 8000 // a page that loads slowly has not changed
const ENOUGH = 3 // posts without an author, and most of all: fewer happen

/** When a page has had its time to show posts. */
export const checkMs = (p: Page) => p.why ? 0 : p.fromMs + PATIENCE_MS

/** Whether the site of a page looks other than its file says. */
export async function changed(p: Page): Promise<{ changed?: Changed }> {
  const site = p.why || Date.now() < checkMs(p) ? undefined : (await sitesFor(p.url)).find(s => s.name === p.site)
  const why = site && whyOf(site, p)
  return site && why ? { changed: { title: site.title, why, report: report(site, p, why) } } : {}
}

function whyOf(site: Site, p: Page): string {
  const named = site.layouts.some(l => l.author.from?.length), own = site.hosts.length > 0
  if (p.posts.length === 0) return expected(site, p) ? 'none' : ''
  if (own && p.spare.length === p.posts.length) return 'spare'
  if (own && named && p.nameless.length >= ENOUGH && p.nameless.length * 2 > p.posts.length) return 'nameless'
  return ''
}

const expected = (site: Site, p: Page) => site.expect?.find(path => glob(path, new URL(p.url).pathname))

function report(site: Site, p: Page, why: string): string {
  return [
    `Porchlight ${chrome.runtime.getManifest().version}, ${/(Chrome|Firefox)\/\d+/.exec(navigator.userAgent)?.[0] ?? ''}`,
    `site ${site.name}, ${why}, ${new Date().toISOString().slice(0, 10)}`,
    `host ${new URL(p.url).hostname}, path ${expected(site, p) ?? '(other)'}`,
    `posts ${p.posts.length}, without author ${p.nameless.length}, by the generic file ${p.spare.length}`,
    `layouts last seen ${site.layouts.map(l => l.seen).join(', ')}`,
  ].join('\n')
}
