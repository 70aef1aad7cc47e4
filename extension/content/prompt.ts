// The prompt of a leader: the frame of the card, which comes by itself beside a post that
// they look at. It takes no focus, never comes while they type or over a dialog that wants
// them, and goes when either begins.
// The one thing not to forget: that it is there may be all that a page sees. It lets the
// page's own hit tests through until a real pointer comes to it.
import type { Card } from './card'
import type { Drawn } from './draw'
import { ask } from './worker'

const most = 5 // posts in view that are asked about at once
const MOST_TEXT = 20_000

/** Prompts shows at most one prompt in a document. */
export class Prompts {
  #asking = false

  constructor(private card: Card, private drawn: () => readonly Drawn[]) {}

  /** Each time that posts were drawn; rests: the page came to rest, or its posts changed, so there may be something to ask. */
  drew(rests: boolean) {
    this.yield()
    if (rests) void this.#look()
  }

  async #look() {
    const flagged = this.#inView().filter(d => !isBehind(d))
    if (this.#asking || !flagged.length || this.#busy()) return
    this.#asking = true
    const posts = flagged.map(({ post }) => ({ id: post.id, text: (post.words?.text ?? '').slice(0, MOST_TEXT) }))
    const frame = await ask('prompt', { posts })
    this.#asking = false
    for (const { post } of flagged) if (post.marks) delete post.marks.ask // until the worker says so again
    const at = this.#inView().find(d => d.post.id === frame?.post) ?? this.drawn().find(d => d.post.id === frame?.post)
    if (frame?.url && at && !this.#busy() && !isBehind(at)) this.card.show(frame.url, at, true)
  }

  /** Goes, where the person turned to something else in the page. */
  yield() {
    if (this.card.asks && (typing() || isBehind(this.drawn().find(d => d.post.id === this.card.post)))) this.card.close()
  }

  #busy() { return this.card.open || document.visibilityState !== 'visible' || !!document.fullscreenElement || typing() || getSelection()?.isCollapsed === false }

  // Where nothing is to be asked, nothing is measured: after drawing that would be a layout of its own.
  #inView() {
    return this.drawn().filter(d => d.post.marks?.ask).filter(({ area }) => {
      const top = Math.max(area.top - scrollY, 0), bottom = Math.min(area.bottom - scrollY, innerHeight)
      return bottom - top >= Math.min(area.height * 0.6, innerHeight / 2)
    }).slice(0, most)
  }
}

// Whether a dialog of the page wants its reader. One that the post itself stands in is what
// they read; beside one of the browser's own nothing takes a press, wherever the post stands.
function isBehind(at: Drawn | undefined): boolean {
  return !!document.querySelector(':modal') ||
    [...document.querySelectorAll('[aria-modal=true]')].some(d => d.checkVisibility() && !d.contains(at?.post.found.element ?? null))
}

// Whether the focus is where one writes.
function typing(): boolean {
  let e = document.activeElement
  while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement
  return e instanceof HTMLElement && (e.isContentEditable || e.matches('input,textarea,select'))
}
