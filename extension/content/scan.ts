// From changes in the page to marks: one generator that looks at private fields, finds
// posts, reads what is new, near the viewport first, and hands it to the worker in
// batches, one at a time.
import type { CardFrame, PageFacts, PageMarks, PagePicked, PagePost, Site } from '../shared/wire'
import { address, outer } from './around'
import { isPrivate } from './find'
import { pick, selected, type Picked, type Refused } from './pick'
import { Posts, printOf, type Post } from './posts'
import { Private } from './private'
import type { Watch } from './watch'
import { ask } from './worker'

const batchPosts = 50, batchText = 200_000
const longestWait = 60_000 // ms until what was not answered is handed in again
const unsure = '?' // the worker may have this post, we do not know as what
const restShare = 40 // after a look at the whole page, this many times its cost without one

/** What Scan needs from the page around it. */
export interface Around {
  watch: Watch
  wake(): void
  added(post: Post): void
  lost(post: Post): void
  marked(): void
  picked(post: Post, card: CardFrame): void
  most(post: Post): number
  private(): void
}

/** Scan keeps the posts of one document and what the worker said of them. */
export class Scan {
  posts: Posts
  #private = new Private()
  #out: PagePost[] = []
  #first = true
  #sending = false
  #unanswered = 0 // scans in a row
  #retry = 0 // a timer
  #selections = 0
  #asleep = false
  #stopped = false
  #all = true // the whole page has to be looked at
  #pauseUntil = 0
  #selected: { id: string; range: Range } | undefined // not looked at yet
  #picked: { post: Post | undefined; said: PagePicked } | undefined // not handed in yet

  constructor(private site: Site, private fallback: Site | undefined, private around: Around) {
    this.#private.look(document)
    this.posts = this.#fresh()
  }

  /** Everything has to be looked at again. */
  lookAgain() {
    this.#all = true
    this.#asleep = false
    for (const post of this.posts.byId.values()) post.fresh = false
    this.around.wake()
  }

  /** Forgets what the worker knows of this document and hands all of it in again. */
  again() {
    for (const post of this.posts.byId.values()) this.around.lost(post)
    this.posts = this.#fresh()
    this.#out = []
    this.#selected = this.#picked = undefined
    this.#first = true
    this.lookAgain()
  }

  /** A post came near: of what changed far away only what came and went was watched. */
  came(post: Post) { if (post.print !== printOf(post)) post.fresh = false }

  /** A person pressed something: a style alone may show more of the post now. */
  pressed(at: EventTarget | null) {
    const post = at instanceof Node ? this.posts.around(at) : undefined
    if (!post) return
    post.fresh = false
    this.around.wake()
  }

  /** Takes what is selected for a post, and asks for its card: id is of the SelectPost. */
  select(id: string) {
    const range = selected()
    if (typeof range === 'string') this.#pick(id, range)
    else this.#selected = { id, range }
    this.around.wake()
  }

  /** Tries nothing again; lookAgain does, and all of it. */
  sleep() {
    this.#asleep = true
    clearTimeout(this.#retry)
  }

  stop() {
    this.#stopped = true
    this.sleep()
  }

  /** Whether this address, or something that was on the page, forbids reading. */
  get forbidden() { return this.#private.page || isPrivate(this.site, new URL(address()).pathname) }

  /** One run of the work; see Slices. */
  *work(): Generator<void, void> {
    const { tree, touched, fields } = this.around.watch.take()
    for (const part of fields) this.#private.look(part)
    if (this.forbidden) return this.around.private()
    for (const node of touched) {
      const post = this.posts.around(node)
      if (post) post.fresh = false
    }
    this.#all ||= tree
    if (this.#all && performance.now() >= this.#pauseUntil) yield* this.#look()
    yield* this.#read(true)
    yield* this.#take()
    yield* this.#read(false)
    void this.#send()
    if (this.#all) this.around.wake()
  }

  *#look(): Generator<void, void> {
    this.#all = false
    const start = performance.now()
    yield* this.posts.rescan(this.around.added, this.around.lost)
    const now = performance.now()
    this.#pauseUntil = now + restShare * (now - start)
  }

  *#read(near: boolean): Generator<void, void> {
    for (const post of [...this.posts.byId.values()]) {
      if (post.fresh || post.near !== near) continue
      const message = yield* this.posts.read(post)
      if (message) this.#out.push(message)
      if (this.#out.length >= batchPosts) void this.#send()
      yield
    }
  }

  *#take(): Generator<void, void> {
    const wanted = this.#selected
    if (!wanted || this.#all) return // where the posts are is not known yet
    this.#selected = undefined
    this.#pick(wanted.id, yield* pick(wanted.range, this.posts, `s${++this.#selections}`))
    void this.#send()
  }

  #pick(id: string, what: Picked | Refused) {
    if (typeof what === 'string') this.#picked = { post: undefined, said: { id, why: what } }
    else {
      const { post, message } = what, max = this.around.most(post)
      if (this.posts.selection) this.posts.gone.push(this.posts.selection.id)
      this.posts.selection = this.posts.byId.has(post.id) ? undefined : post
      this.#picked = { post, said: { id, post: message, page: this.posts.facts, ...max && { max } } }
    }
  }

  async #hand() {
    const { post, said } = this.#picked!, { posts } = this
    this.#picked = undefined
    const card = await ask('picked', said)
    if (post && card && posts === this.posts && !this.#stopped) this.around.picked(post, card)
  }

  async #send() {
    if (this.#sending) return
    this.#sending = true
    while (!this.#stopped && (this.#first || this.#picked || this.#out.length > 0 || this.posts.gone.length > 0)) {
      if (!this.#first && this.#picked) { await this.#hand(); continue }
      const { posts: known } = this, first = this.#first, batch = this.#batch(), gone = known.gone.splice(0)
      this.#first = false
      const marks = await ask('scan', { page: known.facts, first, posts: batch, gone })
      if (this.#stopped || known !== this.posts) continue
      this.#marked(batch, marks)
      if (marks) { this.#unanswered = 0; continue }
      this.#first ||= first
      known.gone.unshift(...gone)
      const wait = Math.min(longestWait, 1000 * 2 ** this.#unanswered++)
      if (!this.#asleep) this.#retry = setTimeout(() => this.around.wake(), wait)
      break
    }
    this.#sending = false
  }

  #batch(): PagePost[] {
    let text = 0, n = 0
    while (n < this.#out.length && n < batchPosts && (n === 0 || text + this.#out[n]!.text.length <= batchText)) text += this.#out[n++]!.text.length
    return this.#out.splice(0, n)
  }

  #marked(batch: readonly PagePost[], marks: PageMarks | undefined) {
    const byId = new Map(marks?.posts.map(m => [m.id, m]))
    let seen = false
    for (const message of batch) {
      const post = this.posts.byId.get(message.id)
      if (!post || post.words?.text !== message.text) continue
      const mark = byId.get(message.id)
      seen ||= !!mark || !!post.marks
      if (mark) post.marks = mark
      else delete post.marks
      if (!marks) { post.sent = unsure; post.fresh = false } // handed in again at the next run
    }
    if (seen) this.around.marked()
  }

  #fresh() { return new Posts(this.site, this.#facts(), this.#private.has, this.fallback) }

  #facts(): PageFacts {
    const canonical = outer().querySelector('link[rel="canonical"]')
    const facts: PageFacts = { url: address(), site: this.site.name }
    if (this.site.detect?.length) facts.software = this.site.name
    if (canonical && 'href' in canonical && typeof canonical.href === 'string' && canonical.href) facts.canonical = canonical.href
    const lang = document.documentElement.lang || outer().documentElement.lang
    if (lang) facts.lang = lang.slice(0, 35)
    return facts
  }
}
