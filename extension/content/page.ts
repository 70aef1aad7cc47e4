// One document, from the first look to the last mark. Everything here starts and ends with
// one AbortController, so that nothing of an orphan stays behind (LIF-07).
import type { PageFacts, PageMarks, PagePost, PageSetup, Shortcut, Site, State } from '../shared/wire'
import { Card } from './card'
import { draw, type Drawn } from './draw'
import { isPrivate, siteFor } from './find'
import type { Host } from './host'
import { Posts, type Post } from './posts'
import { Private } from './private'
import { Slices } from './slices'
import { Watch } from './watch'
import { alive, ask } from './worker'

const batchPosts = 50, batchText = 200_000

/** Page reads one document and draws on it until it is stopped. */
export class Page {
  #stop = new AbortController()
  #private = new Private()
  #slices = new Slices(() => this.#work(), () => this.#rest('budget'))
  #watch: Watch
  #near = new IntersectionObserver(entries => this.#moved(entries), { rootMargin: '100% 0px' })
  #sizes = new ResizeObserver(() => this.layout())
  #posts: Posts
  #marks = document.createElement('div')
  #cards = document.createElement('div')
  #card = new Card(this.#cards)
  #drawn: Drawn[] = []
  #current: Post | undefined
  #out: PagePost[] = []
  #first = true
  #sending = false
  #all = true // everything has to be looked at again
  #pauseUntil = 0
  #frame = 0
  #address = location.href
  resting = ''

  constructor(private site: Site, private host: Host, private ended: () => void) {
    this.#watch = new Watch(site.watch ?? [], () => this.#changed(), () => this.#rest('budget'))
    this.#posts = this.#newPosts()
  }

  start() {
    this.host.root.append(this.#marks, this.#cards)
    const on = { capture: true, passive: true, signal: this.#stop.signal }
    for (const kind of ['scroll', 'wheel', 'keydown', 'pointerdown'])
      addEventListener(kind, e => { if (e.isTrusted) this.#watch.acted(); if (kind === 'scroll') this.layout() }, on)
    for (const kind of ['resize', 'load', 'transitionend', 'fullscreenchange']) addEventListener(kind, () => this.layout(), on)
    addEventListener('popstate', () => this.#navigated(), on)
    if ('navigation' in window) (window.navigation as EventTarget).addEventListener('navigatesuccess', () => this.#navigated(), { signal: this.#stop.signal })
    addEventListener('pageshow', e => { if (e.persisted) this.again() }, on)
    document.addEventListener('visibilitychange', () => this.#visibility(), on)
    document.addEventListener('resume', () => this.#lookAgain(), on)
    this.#sizes.observe(document.documentElement)
    if (document.body) this.#sizes.observe(document.body)
    this.#private.look(document)
    if (document.visibilityState === 'visible') this.#awake()
    void ask('visible', { visible: document.visibilityState === 'visible' })
  }

  stop() {
    this.#stop.abort()
    this.#asleep()
    this.#near.disconnect()
    this.#sizes.disconnect()
    this.#card.close()
    this.#marks.remove()
    this.#cards.remove()
  }

  /** Forgets what the worker knows of this document and hands all of it in again. */
  again() {
    for (const post of this.#posts.byId.values()) this.#near.unobserve(post.found.element)
    this.#posts = this.#newPosts()
    this.#out = []
    this.#first = true
    this.#current = undefined
    this.#address = location.href
    this.#card.close()
    this.#private.page ||= isPrivate(this.site, location.pathname)
    this.#lookAgain()
    this.layout()
  }

  /** The states of conversations changed. */
  states(changes: readonly { id: string; state: State }[]) {
    for (const { id, state } of changes) {
      const post = this.#posts.byId.get(id)
      if (post?.marks) post.marks = { ...post.marks, state }
    }
    this.layout()
  }

  card({ height, close }: { height: number; close: boolean }) {
    if (close) this.#card.close()
    else this.#card.size(height, this.#drawnOf(this.#card.post))
  }

  /** A keyboard command of the person. */
  command({ name }: Shortcut) {
    if (name === 'open') return void this.#open(this.#current ?? this.#inOrder()[0], true)
    const list = this.#inOrder(), at = this.#current ? list.indexOf(this.#current) : -1
    const next = name === 'next' ? at + 1 : name === 'previous' ? (at < 0 ? list.length : at) - 1 : NaN
    const post = list[(next + list.length) % list.length]
    if (!post) return
    this.#current = post
    post.near = true
    post.found.element.scrollIntoView({ block: 'center', behavior: 'auto' })
    this.layout()
  }

  /** A trusted click or press: on a badge it is ours alone, on a mark also the page's. */
  pressed(event: MouseEvent): boolean {
    const on = (r: DOMRect) => event.pageX >= r.left && event.pageX <= r.right && event.pageY >= r.top && event.pageY <= r.bottom
    const badge = this.#drawn.find(d => on(d.badge))
    if (event.type !== 'click') return badge !== undefined
    if (badge) {
      if (this.#card.post === badge.post.id) this.#card.close()
      else void this.#open(badge.post, false)
      return true
    }
    const mark = this.#drawn.find(d => d.boxes.some(on))
    const target = event.target instanceof Element ? event.target : null
    if (mark && getSelection()?.isCollapsed !== false && !target?.closest('a,button,input,textarea,select,[contenteditable],[role=button],[role=link]')) void this.#open(mark.post, false)
    return false
  }

  escape() { this.#card.close() }

  /** Draws again before the next frame. */
  layout() {
    if (this.#frame || this.resting || document.visibilityState !== 'visible') return
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0
      const start = performance.now()
      if (!alive()) return this.ended()
      this.#drawn = draw(this.#marks, this.#inOrder().filter(post => post.near), this.#current)
      const shown = this.#drawnOf(this.#card.post)
      if (shown) this.#card.place(shown)
      else if (this.#card.open && !this.#posts.byId.has(this.#card.post)) this.#card.close()
      this.#slices.charge(performance.now() - start)
    })
  }

  #newPosts() {
    const canonical = document.querySelector('link[rel="canonical"]')
    const facts: PageFacts = { url: location.href, site: this.site.name }
    if (this.site.detect?.length) facts.software = this.site.name
    if (canonical instanceof HTMLLinkElement && canonical.href) facts.canonical = canonical.href
    if (document.documentElement.lang) facts.lang = document.documentElement.lang
    return new Posts(this.site, facts, this.#private.has)
  }

  #inOrder() { return [...this.#posts.byId.values()].filter(p => p.marks).sort((a, b) => a.order - b.order) }

  #drawnOf(id: string) { return this.#drawn.find(d => d.post.id === id) }

  #awake() {
    if (this.resting || isPrivate(this.site, location.pathname)) return
    this.#watch.start()
    for (const post of this.#posts.byId.values()) if (post.near) this.#watch.post(post.found.element)
    this.#lookAgain()
  }

  #asleep() {
    this.#watch.stop()
    this.#slices.stop()
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
  }

  #visibility() {
    const visible = document.visibilityState === 'visible'
    if (!alive()) return this.ended()
    if (visible) this.#awake()
    else this.#asleep()
    this.layout()
    void ask('visible', { visible })
  }

  #lookAgain() {
    this.#all = true
    this.#slices.wake()
  }

  #changed() {
    if (!alive()) return this.ended()
    this.host.check()
    if (location.href !== this.#address) this.#navigated()
    this.#slices.wake()
    if (this.#drawn.length > 0) this.layout()
  }

  #navigated() {
    const [now, before] = [new URL(location.href), new URL(this.#address)]
    this.#address = location.href
    if (now.pathname === before.pathname && now.search === before.search) return
    if (this.resting === 'budget') this.resting = ''
    this.again()
    if (document.visibilityState === 'visible') this.#awake()
  }

  #moved(entries: readonly IntersectionObserverEntry[]) {
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const post = this.#posts.around(target)
      if (!post) continue
      const only = target.firstElementChild
      if (!isIntersecting && boundingClientRect.width === 0 && only && target === post.found.element) this.#near.observe(only) // display: contents has no box
      if (post.near === isIntersecting) continue
      post.near = isIntersecting
      if (!isIntersecting) continue
      this.#watch.post(post.found.element)
      if (post.words) post.fresh = false
    }
    this.#slices.wake()
    this.layout()
  }

  *#work(): Generator<void, void> {
    const { tree, touched, fields } = this.#watch.take()
    for (const part of fields) this.#private.look(part)
    if (this.#private.page || isPrivate(this.site, location.pathname)) return this.#rest('private')
    for (const node of touched) this.#stale(this.#posts.around(node))
    if (this.#all) for (const post of this.#posts.byId.values()) post.fresh = false
    this.#all ||= tree
    if (this.#all && performance.now() >= this.#pauseUntil) {
      this.#all = false
      const start = performance.now()
      yield* this.#posts.rescan(post => this.#near.observe(post.found.element), post => this.#near.unobserve(post.found.element))
      this.#pauseUntil = performance.now() + 10 * (performance.now() - start)
    }
    for (const near of [true, false])
      for (const post of [...this.#posts.byId.values()]) {
        if (post.fresh || post.near !== near) continue
        const message = yield* this.#posts.read(post)
        if (message) this.#out.push(message)
        if (this.#out.length >= batchPosts) void this.#send()
        yield
      }
    void this.#send()
    if (this.#all) this.#slices.wake()
  }

  #stale(post: Post | undefined) { if (post) post.fresh = false }

  async #send() {
    if (this.#sending) return
    this.#sending = true
    while (this.#first || this.#out.length > 0 || this.#posts.gone.length > 0) {
      const posts: PagePost[] = []
      for (let text = 0; posts.length < batchPosts && this.#out.length > 0 && (text === 0 || text + this.#out[0]!.text.length <= batchText);) {
        text += this.#out[0]!.text.length
        posts.push(this.#out.shift()!)
      }
      const known = this.#posts, first = this.#first
      this.#first = false
      const marks = await ask('scan', { page: known.facts, first, posts, gone: known.gone.splice(0) })
      if (this.#stop.signal.aborted) return
      if (known === this.#posts) this.#marked(posts, marks)
    }
    this.#sending = false
    this.layout()
  }

  #marked(posts: readonly PagePost[], marks: PageMarks | undefined) {
    const byId = new Map(marks?.posts.map(m => [m.id, m]))
    for (const message of posts) {
      const post = this.#posts.byId.get(message.id)
      if (!post || post.words?.text !== message.text) continue
      const mark = byId.get(message.id)
      if (mark) post.marks = mark
      else delete post.marks
      if (!marks) post.sent = '' // not answered: handed in again at the next look
    }
    this.layout()
  }

  #rest(why: 'budget' | 'private') {
    if (this.resting) return
    this.resting = why
    this.#asleep()
    this.#card.close()
    this.#marks.replaceChildren()
    this.#drawn = []
    void ask('resting', { why })
  }

  async #open(post: Post | undefined, focus: boolean) {
    if (!post) return
    this.#current = post
    this.layout()
    const answer = await ask('open', { id: post.id })
    const drawn = this.#drawnOf(post.id)
    if (!answer?.url || !drawn || this.resting || this.#stop.signal.aborted) return
    this.#card.show(answer.url, drawn)
    if (focus) this.#card.focus()
  }
}

/** The site file for this document, or none when it is not to be read here. */
export function siteOf(setup: PageSetup): Site | undefined {
  const site = siteFor(setup.sites, new URL(location.href), document)
  return site && (window === window.top || site.frame) ? site : undefined
}
