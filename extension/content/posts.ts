// The posts of this document as the worker knows them. A node is never the identity of a
// post: lists recycle nodes, and sites draw the same post anew. A post keeps its name for
// as long as its permalink (or, without one, its node) is on the page.
import type { PageFacts, PagePost, PostMarks, Site } from '../shared/wire'
import { address } from './around'
import { find, partsOf, pick, textOf, type Found } from './find'
import { read, type Words } from './text'

/** A post that was found, and what is known of it. */
export interface Post {
  id: string
  order: number
  found: Found
  near: boolean // near the viewport
  fresh: boolean // read since its nodes last changed
  sent: string // what the worker has, as one string
  link: string
  print: number // of all that its nodes said when it was read
  words?: Words
  marks?: PostMarks
}

/** Posts keeps them; everything that takes long is a generator that yields. */
export class Posts {
  readonly byElement = new Map<Element, Post>()
  readonly byId = new Map<string, Post>()
  readonly gone: string[] = []
  selection: Post | undefined // one that is made of what was selected, and of nothing that a site file found
  readonly #quote: string
  #containers: ReadonlyMap<Element, Found> = new Map()
  #count = 0

  constructor(readonly site: Site, readonly facts: PageFacts, readonly excluded: (element: Element) => boolean, readonly fallback?: Site) {
    this.#quote = [...site.layouts, ...fallback?.layouts ?? []].flatMap(layout => layout.quote ?? []).join(',')
  }

  /** Compares the page with what is known; tells of each new and each lost post. */
  *rescan(added: (post: Post) => void, lost: (post: Post) => void): Generator<void, void> {
    const found = yield* find(document, this.site, this.fallback)
    for (const element of [...found.keys()]) if (this.excluded(element)) found.delete(element)
    this.#containers = found
    for (const [element, post] of [...this.byElement]) {
      if (found.get(element)?.id === post.found.id) continue
      this.#drop(post)
      lost(post)
    }
    let before = 0, seen = 0
    const list = [...found.values()]
    for (const [i, one] of list.entries()) {
      if (++seen % 256 === 0) yield
      const known = this.byElement.get(one.element)
      if (known) { before = known.order; continue }
      const next = list.slice(i + 1, i + 40).map(f => this.byElement.get(f.element)).find(p => p)
      const post: Post = { id: `p${++this.#count}`, order: next ? (before + next.order) / 2 : before + 1, found: one, near: false, fresh: false, sent: '', link: '', print: 0 }
      before = post.order
      this.byElement.set(one.element, post)
      this.byId.set(post.id, post)
      added(post)
    }
  }

  /** The post of this name. */
  get(id: string): Post | undefined { return this.byId.get(id) ?? (this.selection?.id === id ? this.selection : undefined) }

  /** The innermost post around a node, if it is one that is known. */
  around(node: Node | null): Post | undefined {
    for (let e = node; e; e = e.parentNode) {
      const post = e instanceof Element && this.byElement.get(e)
      if (post) return post
    }
    return undefined
  }

  /** Reads a post anew; undefined when it has no text or says what the worker knows. */
  *read(post: Post): Generator<void, PagePost | undefined> {
    const { found } = post, { layout } = found
    const parts = partsOf(found)
    const foreign = (e: Element) => this.#containers.has(e) && !parts.includes(e) || this.#quote !== '' && e !== found.element && e.matches(this.#quote)
    const { roots, skip } = textOf(found, parts, foreign)
    const folded = !!layout.more?.some(css => found.element.querySelector(css))
    const words = yield* read(roots, skip, { folded })
    words.cut ||= folded
    post.fresh = true
    post.print = printOf(post)
    post.words = words
    const value = (p: typeof layout.author) => pick(p, found.element, parts, foreign)
    const link = absolute(value(layout.link))
    if (post.link && link !== post.link) this.#rename(post)
    post.link = link
    const message: PagePost = { id: post.id, order: post.order, text: words.text, ...given({
      link, author: value(layout.author)?.slice(0, 200), community: layout.community && value(layout.community)?.slice(0, 200), time: value(layout.time)?.slice(0, 64),
      lang: (value(layout.lang) ?? roots[0]?.closest('[lang]')?.getAttribute('lang') ?? '').slice(0, 35) }) }
    if (words.cut) message.cut = true
    if (this.fallback && this.site.hosts.length > 0 && !this.site.layouts.includes(layout)) message.spare = true
    const now = JSON.stringify(message)
    if (now === post.sent || words.text.trim() === '' && post.sent === '') return undefined
    post.sent = now
    return message
  }

  // Another post moved into the node: the old name is gone, the node gets a new one.
  #rename(post: Post) {
    this.byId.delete(post.id)
    this.gone.push(post.id)
    post.id = `p${++this.#count}`
    post.sent = ''
    delete post.marks
    this.byId.set(post.id, post)
  }

  #drop(post: Post) {
    this.byElement.delete(post.found.element)
    this.byId.delete(post.id)
    if (post.sent) this.gone.push(post.id)
  }
}

/** A number that is another one, nearly always, where what stands in a post's nodes is. */
export function printOf({ found }: Post): number {
  let print = 0
  for (const part of partsOf(found)) {
    const said = part.textContent
    for (let i = 0; i < said.length; i++) print = Math.imul(print, 31) + said.charCodeAt(i) | 0
    print = Math.imul(print, 31) + said.length | 0
  }
  return print
}

function absolute(link: string | undefined): string {
  if (!link) return ''
  try {
    const url = new URL(link, link.startsWith('#') ? address() : document.baseURI)
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href.replace(/#$/, '') : ''
  } catch {
    return '' // the page wrote no address there
  }
}

const given = (values: Record<string, string | undefined>) => Object.fromEntries(Object.entries(values).filter(([, v]) => v)) as Partial<Record<'link' | 'author' | 'community' | 'time' | 'lang', string>>
