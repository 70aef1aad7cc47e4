// Marks and badges: boxes without text over the page, in the closed root. They lie where
// the text is, in the coordinates of the document, so that scrolling the page moves them
// along; what scrolls inside the page is followed frame by frame. Boxes never take a
// click: clicks are recognised by their place (SEC-05).
import { NO_KEY } from '../shared/address'
import { drawBadge } from '../shared/badge'
import type { State } from '../shared/wire'
import type { Post } from './posts'
import { partsOf } from './find'
import { badgePlace } from './spot'
import { range } from './text'

const side = 24
const mostBoxes = 400 // on one page at once

const marked = 'position:absolute;pointer-events:none;background:rgba(255,182,39,.22);border-bottom:2px solid #d97706;border-radius:2px;box-sizing:border-box;forced-color-adjust:none;'
const placed = `position:absolute;pointer-events:none;width:${side}px;height:${side}px;border-radius:50%;forced-color-adjust:none;`
const ring = 'outline:3px solid #1d6fd8;'

/** What is drawn of one post, in the coordinates of the document. */
export interface Drawn { post: Post; badge: DOMRect; boxes: DOMRect[]; area: DOMRect }

/** Draws the posts given, in place of what was drawn before; current gets a ring. Where nothing moved, nothing is touched. Of picked the place is wanted, also where it has no marks. */
export function draw(layer: Layer, posts: readonly Post[], current: Post | undefined, picked?: Post): Drawn[] {
  const drawn: Drawn[] = []
  let boxes = 0
  for (const post of picked && !posts.includes(picked) ? [...posts, picked] : posts) {
    const one = measure(post, mostBoxes - boxes, post === picked)
    if (!one) continue
    boxes += one.boxes.length
    drawn.push(one)
  }
  const now = JSON.stringify(drawn.map(d => [d.boxes, d.badge, d.post.marks?.state, d.post === current]))
  if (now === layer.drawn) return drawn
  layer.drawn = now
  layer.element.replaceChildren(...drawn.flatMap(d => [...d.boxes.map(rect => box(d.post === current && !hasLamp(d) ? marked + ring : marked, rect)),
    ...hasLamp(d) ? [badge(d.badge, d.post.marks!.state, d.post === current)] : []]))
  return drawn
}

/** Whether a lamp stands beside the marks: a post without a key cannot be claimed, and its card says so. */
export const hasLamp = ({ post }: Drawn) => post.marks !== undefined && post.marks.key !== NO_KEY

/** An element in the closed root to draw into, and what is in it. */
export interface Layer { element: HTMLElement; drawn: string }

/** Makes a layer. What sticks out of it counts for nobody: else the host's scrollWidth tells the page that something is drawn. */
export function newLayer(): Layer {
  const element = document.createElement('div')
  element.style.cssText = 'position:absolute;left:0;top:0;width:0;height:0;contain:layout size style'
  return { element, drawn: '' }
}

function measure(post: Post, most: number, anyway: boolean): Drawn | undefined {
  if (!post.words || !anyway && (!post.marks || most <= 0)) return undefined
  const clip = clipOf(post.found.element)
  const boxes: DOMRect[] = []
  for (const { start, end } of post.marks?.marks ?? []) {
    if (boxes.length >= most) break
    for (const rect of range(post.words, start, end)?.getClientRects() ?? []) {
      const seen = cut(rect, clip)
      if (seen && isOnTop(seen, post)) boxes.push(toPage(seen))
    }
  }
  const area = areaOf(post)
  if (!area || boxes.length === 0 && !anyway) return undefined
  return { post, boxes, area: toPage(area), badge: toPage(badgePlace(area, post, side)) }
}

/** The box around all of a post's own text, in the coordinates of the viewport. */
export function areaOf(post: Post): DOMRect | undefined {
  const { words, found } = post
  const whole = words && range(words, 0, words.text.length)?.getBoundingClientRect()
  const rect = whole && whole.width > 0 ? whole : found.element.getBoundingClientRect()
  return rect.width > 0 && rect.height > 0 ? rect : undefined
}

// What of the viewport the scrolling boxes around an element leave free.
function clipOf(element: Element): DOMRect {
  let [left, top, right, bottom] = [-1e6, -1e6, 1e6, 1e6]
  for (let e: Element | null = element; e && e !== document.body && e !== document.documentElement; e = e.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(e)
    if (overflowX === 'visible' && overflowY === 'visible') continue
    const rect = e.getBoundingClientRect()
    left = Math.max(left, rect.left); right = Math.min(right, rect.right)
    top = Math.max(top, rect.top); bottom = Math.min(bottom, rect.bottom)
  }
  return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top))
}

function cut(rect: DOMRect, clip: DOMRect): DOMRect | undefined {
  const left = Math.max(rect.left, clip.left), right = Math.min(rect.right, clip.right)
  const top = Math.max(rect.top, clip.top), bottom = Math.min(rect.bottom, clip.bottom)
  return right - left >= 1 && bottom - top >= 1 ? new DOMRect(left, top, right - left, bottom - top) : undefined
}

// A word under a sticky header or a dialog of the page gets no mark on top of that.
function isOnTop(rect: DOMRect, post: Post): boolean {
  const x = rect.left + rect.width / 2, y = rect.top + rect.height / 2
  if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return true
  const hit = document.elementFromPoint(x, y)
  return !hit || partsOf(post.found).some(part => part.contains(hit) || hit.contains(part))
}

const toPage = (rect: DOMRect) => new DOMRect(rect.left + scrollX, rect.top + scrollY, rect.width, rect.height)

function box(style: string, rect: DOMRect): HTMLElement {
  const element = document.createElement('div')
  element.setAttribute('aria-hidden', 'true')
  element.style.cssText = `${style}left:${rect.left}px;top:${rect.top}px;width:${rect.width}px;height:${rect.height}px`
  return element
}

function badge(rect: DOMRect, state: State, current: boolean): HTMLElement {
  const element = box(current ? placed + ring : placed, rect)
  element.dataset['state'] = state
  element.append(drawBadge(state))
  return element
}
