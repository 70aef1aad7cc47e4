// Where a badge goes: beside its post's text where nothing else stands, so that it hides
// no word and lies over nothing that a person may want to press. The choice is kept while
// the text stays as wide as it is, so that a badge does not jump as the page scrolls.
import type { Post } from './posts'

const gap = 4
const pressable = 'a,button,input,textarea,select,summary,label,img,video,audio,iframe,[role=button],[role=link],[contenteditable]'

const chosen = new WeakMap<Post, { width: number; n: number }>()

/** The place of a post's badge, in the coordinates of the viewport, as area is. */
export function badgePlace(area: DOMRect, post: Post, side: number): DOMRect {
  const places = candidates(area, post.found.element.getBoundingClientRect(), side)
  const before = chosen.get(post)
  if (before && before.width === area.width && places[before.n]) return places[before.n]!
  const n = Math.max(0, places.findIndex(isFree))
  const place = places[n]!
  if (inView(place)) chosen.set(post, { width: area.width, n })
  return place
}

function candidates(area: DOMRect, box: DOMRect, side: number): DOMRect[] {
  const width = document.documentElement.clientWidth
  const above = Math.max(area.top - gap - side, -scrollY)
  return [
    [area.right + gap, area.top], [area.right + 64, area.top], [area.right + 128, area.top], [box.right + gap, area.top], [box.right - side, area.top],
    [area.left - gap - side, area.top], [box.left - gap - side, area.top],
    [area.right - side, above], [area.left, above], [width - gap - side, above],
  ].filter(([x]) => x! >= 0 && x! + side <= width).map(([x, y]) => new DOMRect(x, y, side, side))
}

const inView = (r: DOMRect) => r.top >= 0 && r.left >= 0 && r.bottom <= innerHeight && r.right <= innerWidth

// Nothing to read or press under the middle and the corners; what is out of view counts
// as free until it is seen.
function isFree(r: DOMRect): boolean {
  if (!inView(r)) return true
  const [l, t, e, b] = [r.left + 3, r.top + 3, r.right - 3, r.bottom - 3]
  return [[(l + e) / 2, (t + b) / 2], [l, t], [e, t], [l, b], [e, b]].every(([x, y]) =>
    !document.elementFromPoint(x!, y!)?.closest(pressable) && !letterAt(x!, y!))
}

function letterAt(x: number, y: number): boolean {
  const at = document.caretPositionFromPoint?.(x, y)
  if (!(at?.offsetNode instanceof Text)) return false
  const letters = new Range()
  letters.setStart(at.offsetNode, Math.max(0, at.offset - 1))
  letters.setEnd(at.offsetNode, Math.min(at.offsetNode.length, at.offset + 1))
  return [...letters.getClientRects()].some(r => x >= r.left - 2 && x <= r.right + 2 && y >= r.top && y <= r.bottom)
}
