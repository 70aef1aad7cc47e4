// The card: an extension page in a frame inside the closed root, beside the post or under
// it, never over the post's own text where there is room. What it shows and does is its
// own business; here it is only placed, sized and taken away.
import { framed } from './around'
import type { Drawn } from './draw'

const width = 380, gap = 8, edge = 8, firstHeight = 220, highest = 760, spare = 96

/** Card is the one open card, if any. */
export class Card {
  #frame: HTMLIFrameElement | undefined
  #before: Element | null = null
  #height = firstHeight
  #room = firstHeight // what it is placed by: it grows into this without moving what is pressed
  #style = ''
  #beside: HTMLElement | undefined // the reply box that was written into
  #asks = false
  #reached = false // a real pointer came to it
  post = '' // the id of the post it is about

  constructor(private layer: Element) {}

  get open() { return this.#frame !== undefined }

  /** Whether it is a prompt: it came by itself. */
  get asks() { return this.#asks }

  show(url: string, drawn: Drawn, asks = false, allow = '') {
    this.close()
    this.#asks = asks
    this.#reached = !asks
    this.#before = document.activeElement
    this.#height = this.#room = firstHeight
    this.#style = ''
    this.#beside = undefined
    this.post = drawn.post.id
    const frame = document.createElement('iframe')
    frame.src = url
    if (allow) frame.allow = allow
    this.#frame = frame
    this.place(drawn)
    this.layer.replaceChildren(frame)
  }

  /** The person goes on with a prompt: it is a card like any other. */
  stay() { this.#asks = false }

  /** A real pointer is in the page: a prompt under it takes presses from now on. True where it did not before. */
  reach({ pageX, pageY }: MouseEvent): boolean {
    const r = this.#frame && !this.#reached ? boxOf(this.#frame) : undefined
    if (!r || pageX < r.left || pageX > r.right || pageY < r.top || pageY > r.bottom) return false
    this.#reached = true
    this.#frame!.style.pointerEvents = 'auto'
    return true
  }

  /** Moves the focus into the card, now or when it has loaded. */
  focus() {
    const frame = this.#frame, root = this.layer.getRootNode()
    if (!(root instanceof ShadowRoot && root.activeElement)) this.#before = document.activeElement // a prompt may have come long before
    frame?.focus()
    frame?.addEventListener('load', () => frame.focus(), { once: true })
  }

  size(height: number, drawn: Drawn | undefined) {
    this.#height = Math.max(80, Math.min(highest, Math.round(height)))
    const first = this.#room === firstHeight
    if (this.#height > this.#room || first) this.#room = Math.min(highest, this.#height + spare)
    if (drawn || this.#beside) this.place(drawn)
    else if (this.#frame) this.#frame.style.height = `${this.#height}px`
    if (framed && first) this.#frame?.scrollIntoView({ block: 'nearest' }) // what of a frame is in the window, only the browser knows
  }

  /** Goes along to the reply box, where the person's eyes are. */
  goTo(box: HTMLElement) {
    this.#beside = box
    this.place(undefined)
  }

  /** Puts the card where its post is now, or the reply box; the frame is touched only when that differs. */
  place(drawn: Drawn | undefined) {
    const box = this.#beside?.isConnected ? boxOf(this.#beside) : undefined, area = box ?? drawn?.area, badge = box ?? drawn?.badge
    if (!this.#frame || !area || !badge) return
    const w = Math.min(width, document.documentElement.clientWidth - 2 * edge)
    const [left, top, most] = place(area, badge, w, this.#room, !!box), h = Math.min(this.#height, most)
    const style = `position:absolute;pointer-events:${this.#reached ? 'auto' : 'none'};border:0;margin:0;padding:0;background:transparent;border-radius:13px;box-shadow:0 12px 32px #14213d33,0 2px 6px #14213d26;color-scheme:light dark;left:${left}px;top:${top}px;width:${w}px;height:${h}px`
    if (this.#style !== style) this.#frame.style.cssText = this.#style = style
  }

  /**
   * While the page is see-through the card is a hundredth less than opaque. Nobody sees
   * that but IntersectionObserver v2: its buttons do not count, and it offers the side panel.
   */
  disarm() {
    if (this.#frame) this.#frame.style.opacity = dimmed() ? '0.99' : '1'
  }

  /** Takes the card away; the focus goes to the reply box that was written into, else back to what had it. */
  close() {
    if (!this.#frame) return
    const root = this.layer.getRootNode(), within = root instanceof ShadowRoot && root.activeElement === this.#frame
    const next = this.#asks && !within ? undefined : this.#beside ?? this.#before
    this.#frame.remove()
    this.#asks = false
    this.#frame = undefined
    this.#beside = undefined
    this.post = ''
    if (next instanceof HTMLElement && next.isConnected && next !== document.body) next.focus({ preventScroll: true })
    this.#before = null
  }
}

// A page that makes itself see-through has its reader press what they do not see. The top
// layer is not touched by that, but no button of the card counts on such a page.
const dimmed = () => [document.documentElement, document.body].some(e => {
  const { opacity, filter } = getComputedStyle(e)
  return Number(opacity) < 0.9 || filter !== 'none'
})

function boxOf(element: Element): DOMRect {
  const r = element.getBoundingClientRect()
  return new DOMRect(r.left + scrollX, r.top + scrollY, r.width, r.height)
}

// Under a reply box is the button that posts: the card goes above it.
// As much of a card as is still of use: its end is scrolled to, and Insert stays in sight.
const least = 300

function place(area: DOMRect, badge: DOMRect, w: number, h: number, isBox: boolean): [left: number, top: number, height: number] {
  const right = scrollX + document.documentElement.clientWidth - edge, foot = scrollY + innerHeight - edge
  const top = Math.max(scrollY + edge, Math.min(area.top, foot - h))
  const fits = Math.min(h, foot - top)
  const beside = Math.max(area.right, badge.right) + gap
  if (beside + w <= right) return [beside, top, fits]
  const before = Math.min(area.left, badge.left) - gap - w
  if (before >= scrollX + edge) return [before, top, fits]
  const left = Math.max(scrollX + edge, Math.min(area.left, right - w))
  const under = isBox ? 0 : foot - area.bottom - gap, over = area.top - gap - scrollY
  if (h <= under || h > over && under >= least) return [left, area.bottom + gap, Math.min(h, under)]
  if (h <= over || over >= least) return [left, area.top - gap - Math.min(h, over), Math.min(h, over)]
  return [left, Math.max(scrollY + edge, foot - h), framed ? Math.min(h, innerHeight - 2 * edge) : h] // no room at all: a form that grew must stay under the hands
}
