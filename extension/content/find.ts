// Where posts are: the site file against the page. A thing belongs to the innermost post
// around it, so picks never reach into an answer that is nested in a post, nor into a
// quoted post.
import { glob } from '../shared/match'
import type { Layout, Pick, PickFrom, Site } from '../shared/wire'

/** A container that a layout found, with the site's own id where the layout knows one. */
export interface Found { element: Element; layout: Layout; id: string }

/** The site file to use here: by host, else by what made the page, else the last, generic one. */
export function siteFor(sites: readonly Site[], url: URL, page: Document): Site | undefined {
  return sites.find(site => site.hosts.some(host => glob(host, url.hostname)))
    ?? sites.find(site => site.detect?.some(css => page.querySelector(css)))
    ?? sites.find(site => site.hosts.length === 0 && !site.detect?.length)
}

/** The generic file, for where the site's own finds nothing. On a site's own host that is one that has changed: there any block of text would be too much. */
export function fallbackFor(sites: readonly Site[], site: Site): Site | undefined {
  const generic = sites.at(-1)
  if (!generic || site.hosts.length === 0) return generic
  return { ...generic, layouts: generic.layouts.slice(0, -1) }
}

/** Whether the site file says that this path is never read. */
export const isPrivate = (site: Site, path: string) => !!site.private?.some(pattern => glob(pattern, path))

/** All posts of the page in page order; yields now and then. Where what made the page shows none, the generic file may. */
export function* find(root: ParentNode, site: Site, fallback?: Site): Generator<void, Map<Element, Found>> {
  const all = new Map<Element, Found>(), byId = new Map<string, Element>()
  const layouts = site.layouts.map(layout => ({ layout, post: layout.post.join(','), not: layout.not?.join(',') }))
  let seen = 0
  for (const element of root.querySelectorAll(layouts.map(l => l.post).join(','))) {
    if (++seen % 64 === 0) yield
    for (const { layout, post, not } of layouts) {
      if (!element.matches(post) || not && element.closest(not)) continue
      let id = ''
      if (layout.id.from?.length) {
        id = pick(layout.id, element, [element], () => false) ?? ''
        if (id === '' || byId.get(id)?.contains(element)) continue
        byId.set(id, element)
      }
      all.set(element, { element, layout, id })
      break
    }
  }
  return all.size === 0 && fallback ? yield* find(root, fallback) : all
}

/** The elements that a post is made of: its container, the rows behind it and a title elsewhere that belong to it. */
export function partsOf({ element, layout }: Found): Element[] {
  const parts = [element]
  for (let next = element.nextElementSibling; next && parts.length <= (layout.also ?? 0); next = next.nextElementSibling) parts.push(next)
  for (const css of layout.with ?? []) parts.unshift(...[...document.querySelectorAll(css)].slice(0, 1))
  return parts
}

/** The elements to read the text of a post from, and what to leave out inside them. */
export function textOf(found: Found, parts: readonly Element[], foreign: (element: Element) => boolean): { roots: Element[]; skip: (element: Element) => boolean } {
  for (const from of found.layout.text.from ?? []) {
    const roots: Element[] = []
    for (const element of matches(from, found.element, parts))
      if (!(from.first && roots.length) && !roots.at(-1)?.contains(element) && isOwn(element, parts, foreign)) roots.push(element)
    const css = from.skip?.join(',')
    if (roots.length > 0) return { roots, skip: element => foreign(element) || !!css && element.matches(css) }
  }
  return { roots: [], skip: foreign }
}

/** One value of a post, trimmed; undefined where the page does not show it. */
export function pick(pick: Pick, element: Element, parts: readonly Element[], foreign: (element: Element) => boolean): string | undefined {
  for (const from of pick.from ?? [])
    for (const candidate of matches(from, element, parts)) {
      // An attribute may stand on an answer inside the post, and tell of the post: LinkedIn's do.
      const stands = from.attr && foreign(candidate) ? candidate.parentElement : candidate
      if (candidate !== element && !(stands && isOwn(stands, parts, foreign))) continue
      const value = valueOf(from, candidate)
      if (value) return value
    }
  return undefined
}

function* matches({ select }: PickFrom, element: Element, parts: readonly Element[]): Generator<Element> {
  if (!select) return yield element
  for (const part of parts) {
    if (part !== element && part.matches(select)) yield part
    yield* part.querySelectorAll(select)
  }
}

function valueOf({ attr, skip, match, into }: PickFrom, element: Element): string | undefined {
  let raw = attr ? element.getAttribute(attr) : textWithout(element, skip)
  if (!raw) return undefined
  if (match) raw = new RegExp(match, 'u').exec(raw.trim())?.slice(0, 2).at(-1) ?? ''
  raw = raw.replace(/\s+/g, ' ').trim()
  return into && raw ? into.replace('{}', raw) : raw
}

function textWithout(element: Element, skip?: readonly string[]): string | null {
  if (!skip?.length) return element.textContent
  const css = skip.join(',')
  let text = ''
  for (const child of element.childNodes)
    if (child instanceof Text) text += child.data
    else if (child instanceof Element && !child.matches(css)) text += textWithout(child, skip) ?? ''
  return text
}

// Up from the element to one of the post's parts, meeting nothing that is somebody else's.
function isOwn(element: Element, parts: readonly Element[], foreign: (element: Element) => boolean): boolean {
  for (let e: Element | null = element; e; e = e.parentElement) {
    if (parts.includes(e)) return true
    if (foreign(e)) return false
  }
  return false
}
