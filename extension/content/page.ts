// One document, from the first look to the last mark. Everything starts here and ends with
// one AbortController, so that nothing of an orphan stays behind (LIF-07). A hidden
// document does nothing at all.
import type { CardFrame, CardPush, InsertText, PostState, Shortcut } from '../shared/wire'
import { address, framed } from './around'
import { Card } from './card'
import { draw, hasLamp, newLayer, type Drawn } from './draw'
import { Frames } from './frames'
import type { Host } from './host'
import { Inserts } from './insert'
import type { Post } from './posts'
import { Prompts } from './prompt'
import { Pulse } from './pulse'
import type { Reading } from './reading'
import { Scan } from './scan'
import { Slices } from './slices'
import { nearby, Watch } from './watch'
import { alive, ask } from './worker'

const visible = () => document.visibilityState === 'visible'

const MOST_TEXT = 20_000 // of a post whose card is opened, in UTF-16 units

/** Page reads one document and draws on it until it is stopped. */
export class Page {
  #stop = new AbortController()
  #near = new IntersectionObserver(entries => this.#moved(entries), nearby)
  #sizes = new ResizeObserver(() => this.layout())
  #dress = new MutationObserver(() => this.layout()) // style and class of html and body
  #watch: Watch
  #scan: Scan
  #slices: Slices
  #inserts: Inserts
  #frames: Frames
  #marks = newLayer()
  #cards = newLayer()
  #card = new Card(this.#cards.element)
  #prompts = new Prompts(this.#card, () => this.#drawn)
  #drawn: Drawn[] = []
  #current: Post | undefined
  #ring = false // the keyboard chose it
  #pulse = new Pulse(() => this.#draw())
  #address = address()
  #resting = false
  #shows = false // something that a scroll may move or cover
  #wants = false // to look whether there is something to ask
  #picked: Post | undefined // the post whose card was asked for by a selection
  #opening: CardFrame | undefined // its card, until it is known where it goes

  /** ended: this script is an orphan. anew: ask the worker about this document from the start. */
  constructor({ site, fallback, resume }: Reading, private host: Host, private ended: () => void, private anew: () => void) {
    this.#watch = new Watch(site.watch ?? [], () => this.#changed(), () => this.#rest('budget'))
    this.#scan = new Scan(site, fallback, {
      watch: this.#watch, wake: () => { if (visible() && !this.#resting) this.#slices.wake() },
      added: post => this.#near.observe(post.found.element), lost: post => this.#near.unobserve(post.found.element),
      marked: () => { this.#ask(); if (resume) void this.#inserts.resume(this.#inOrder().map(p => p.id)) }, private: () => this.#rest('private'),
      most: post => this.#inserts.composers.most(post),
      picked: (post, card) => { this.#picked = this.#current = post; this.#opening = card; this.layout() },
    })
    this.#frames = new Frames(site, this.#stop.signal)
    this.#inserts = new Inserts(site, () => this.#scan.posts, box => this.#card.goTo(box))
    this.#slices = new Slices(() => this.#scan.work(), () => this.#rest('budget'))
  }

  start() {
    this.host.root.append(this.#marks.element, this.#cards.element, this.#pulse.element)
    const on = { capture: true, passive: true, signal: this.#stop.signal }
    for (const kind of ['scroll', 'wheel', 'keydown', 'pointerdown']) addEventListener(kind, e => { if (e.isTrusted) this.#watch.acted() }, on)
    for (const kind of ['scroll', 'resize', 'load', 'transitionend', 'animationstart', 'animationend', 'fullscreenchange']) addEventListener(kind, e => { if (e.type !== 'scroll' || this.#shows) this.layout() }, on)
    addEventListener('focusin', e => { this.#inserts.composers.focused(e.composedPath()[0]); this.#prompts.yield() }, on)
    for (const kind of ['scrollend', 'focusout']) addEventListener(kind, e => { this.#wants ||= e.isTrusted; if (this.#shows) this.layout() }, on)
    addEventListener('pointermove', e => { if (e.isTrusted) this.#card.reach(e) }, on)
    addEventListener('popstate', () => this.#navigated(), on)
    if ('navigation' in window) (window.navigation as EventTarget).addEventListener('navigatesuccess', () => this.#navigated(), on)
    if (framed) addEventListener('pagehide', () => void ask('gone', {}), on)
    addEventListener('pageshow', e => { if (e.persisted) this.anew() }, on)
    document.addEventListener('visibilitychange', () => this.#visibility(), on)
    document.addEventListener('resume', () => this.#scan.lookAgain(), on)
    for (const e of [document.documentElement, document.body]) {
      this.#sizes.observe(e)
      this.#dress.observe(e, { attributes: true, attributeFilter: ['style', 'class'] })
    }
    if (visible()) this.#awake()
    if (!this.#resting) this.#frames.look()
    void ask('visible', { visible: visible() })
  }

  stop() {
    this.#stop.abort()
    this.#scan.stop()
    this.#asleep()
    this.#near.disconnect()
    this.#sizes.disconnect()
    this.#dress.disconnect()
    this.#card.close()
    this.#pulse.stop()
    this.#marks.element.remove()
    this.#cards.element.remove()
  }

  /** The states of conversations changed. */
  states(changes: readonly PostState[]) {
    for (const { id, state, hidden = false, ask = false } of changes) {
      const post = this.#scan.posts.byId.get(id)
      if (post?.marks) post.marks = { ...post.marks, state, hidden, ask }
    }
    this.#ask()
  }

  /** The card says how high it is, or that it is done. */
  card({ height, close, stay }: CardPush) {
    if (stay) this.#card.stay()
    else if (close) this.#card.close()
    else this.#card.size(height, this.#drawnOf(this.#card.post))
  }

  closeCard() { this.#card.close() }

  /** An answer that the person pressed Insert for. */
  insert(answer: InsertText) { void this.#inserts.insert(answer) }

  /** The person wants to answer what is selected. */
  select(id: string) {
    if (this.#resting) void ask('picked', { id, why: 'unread' })
    else this.#scan.select(id)
  }

  /** A keyboard command of the person. */
  command({ name }: Shortcut) {
    const list = this.#inOrder(), at = this.#current ? list.indexOf(this.#current) : -1
    if (name === 'open' && this.#card.asks) return this.#card.focus()
    if (name === 'open') return void this.#open(list[Math.max(0, at)], true)
    const next = name === 'next' ? at + 1 : (at < 0 ? list.length : at) - 1
    const post = name === 'next' || name === 'previous' ? list[(next + list.length) % list.length] : undefined
    if (post) this.show(post.id)
  }

  /** Scrolls to a post; one that is marked gets the ring. */
  show(id: string) {
    const post = this.#scan.posts.get(id)
    if (!post) return
    if (post.marks) {
      this.#current = post
      this.#ring = true
      post.near = true
    }
    post.found.element.scrollIntoView({ block: 'center', behavior: 'auto' })
    this.layout()
  }

  /** A trusted press or click. True when it is on a badge, and so ours alone; one on a mark is also the page's. */
  pressed(event: MouseEvent): boolean {
    this.#ring = false
    const on = (r: DOMRect) => event.pageX >= r.left && event.pageX <= r.right && event.pageY >= r.top && event.pageY <= r.bottom
    if (this.#card.reach(event)) return true // pressed before it was seen to be there
    const badge = this.#drawn.find(d => hasLamp(d) && on(d.badge))
    if (event.type !== 'click') return badge !== undefined
    this.#inserts.composers.clicked(event.composedPath()[0])
    this.#scan.pressed(event.target)
    if (badge && this.#card.post === badge.post.id) this.#card.close()
    else if (badge) void this.#open(badge.post, false)
    else {
      const mark = this.#drawn.find(d => d.boxes.some(on)), target = event.target instanceof Element ? event.target : null
      const taken = target?.closest('a,button,input,textarea,select,label,[contenteditable],[role=button],[role=link]')
      if (mark && !taken && getSelection()?.isCollapsed !== false) void this.#open(mark.post, false)
    }
    return badge !== undefined
  }

  // Draws, and then there may be something to ask.
  #ask() {
    this.layout()
    this.#wants = true
  }

  /** Draws again in the next frame. */
  layout() {
    if (!this.#resting && visible()) this.#pulse.ask()
  }

  #draw() {
    if (!alive()) return this.ended()
    if (this.#resting) return
    const start = performance.now()
    const near = this.#inOrder().filter(post => post.near)
    this.#shows = near.length > 0 || this.#card.open
    this.#drawn = draw(this.#marks, near, this.#ring ? this.#current : undefined, this.#picked)
    this.#unfold()
    const shown = this.#drawnOf(this.#card.post)
    this.#card.place(shown)
    if (!shown && this.#card.open && !this.#scan.posts.get(this.#card.post)) this.#card.close()
    this.#card.disarm()
    this.#prompts.drew(this.#wants)
    this.#wants = false
    this.#slices.charge(performance.now() - start)
  }

  #inOrder() { return [...this.#scan.posts.byId.values()].filter(p => p.marks && !p.marks.hidden).sort((a, b) => a.order - b.order) }

  #drawnOf(id: string) { return this.#drawn.find(d => d.post.id === id) }

  async #open(post: Post | undefined, focus: boolean) {
    if (!post) return
    this.#current = post
    this.layout()
    const max = this.#inserts.composers.most(post)
    const answer = await ask('open', { id: post.id, text: (post.words?.text ?? '').slice(0, MOST_TEXT), ...max && { max } })
    if (!answer || this.#resting || this.#stop.signal.aborted) return
    this.#show(answer, post, focus)
  }

  #show({ url, builtIn }: CardFrame, post: Post, focus: boolean) {
    const drawn = this.#drawnOf(post.id)
    if (!url || !drawn) return
    this.#card.show(url, drawn, false, builtIn ? 'language-model' : '')
    if (focus) this.#card.focus()
  }

  // The card of what was selected, once it is drawn where that is.
  #unfold() {
    const card = this.#opening
    this.#opening = undefined
    if (card && this.#picked) this.#show(card, this.#picked, true)
    else if (!this.#card.open) this.#picked = undefined
  }

  #awake() {
    if (this.#resting) return
    if (this.#scan.forbidden) return this.#rest('private')
    this.#watch.start()
    for (const post of this.#scan.posts.byId.values()) if (post.near) this.#watch.post(post.found.element)
    this.#scan.lookAgain()
    this.layout()
  }

  #asleep() {
    this.#watch.stop()
    this.#slices.stop()
    this.#scan.sleep()
  }

  #rest(why: 'budget' | 'private') {
    if (this.#resting) return
    this.#resting = true
    this.#asleep()
    this.#card.close()
    this.#marks.element.replaceChildren()
    this.#marks.drawn = ''
    this.#drawn = []
    void ask('resting', { why })
  }

  #visibility() {
    if (!alive()) return this.ended()
    if (visible()) this.#awake()
    else this.#asleep()
    this.#wants ||= visible()
    void ask('visible', { visible: visible() })
  }

  #changed() {
    if (!alive()) return this.ended()
    this.host.check()
    if (address() !== this.#address) this.#navigated()
    if (!this.#resting) {
      this.#frames.look()
      this.#slices.wake()
    }
    if (this.#drawn.length > 0) this.layout()
  }

  // Another page in the same document. One that rested may be read from here on.
  #navigated() {
    const now = new URL(address()), before = new URL(this.#address)
    this.#address = now.href
    if (now.pathname === before.pathname && now.search === before.search) return
    if (this.#resting) return this.anew()
    if (this.#scan.forbidden) return this.#rest('private')
    this.#card.close()
    this.#current = this.#picked = undefined
    this.#scan.again()
    this.layout()
  }

  #moved(entries: readonly IntersectionObserverEntry[]) {
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const post = this.#scan.posts.around(target)
      if (!post) continue
      const inside = target.firstElementChild
      if (!isIntersecting && boundingClientRect.width === 0 && inside && target === post.found.element) this.#near.observe(inside) // display: contents has no box
      if (post.near === isIntersecting) continue
      post.near = isIntersecting
      if (post.marks) this.layout()
      if (!isIntersecting) continue
      this.#watch.post(post.found.element)
      if (post.words) this.#scan.came(post)
    }
    if (visible() && !this.#resting) this.#slices.wake()
  }
}
