// The text of a post, and the way back from a place in it to the page. The engine sees
// one string; the page has hundreds of nodes. Each piece says which part of a node (or
// which picture of an emoji) stands at an offset, so that a span of UTF-16 units becomes
// a DOM range again. White space is folded as a browser shows it; what a style hides, the
// values of fields and anything editable are never read.
import { Shown } from './shown'

/** A run of the text that one node supplies: length units from offset `from` of node. */
interface Piece { at: number; node: Text | Element; from: number; length: number }

/** What a post says, with the way back. */
export interface Words { text: string; pieces: Piece[]; cut: boolean }

// A longer post is cut; the engine and the message would bear more, no reader does.
const longest = 1 << 20

const silent = new Set('SCRIPT STYLE NOSCRIPT TEMPLATE TEXTAREA INPUT SELECT OPTION DATALIST BUTTON METER PROGRESS IFRAME OBJECT EMBED VIDEO AUDIO CANVAS SVG svg MATH HEAD'.split(' '))
const block = new Set('ADDRESS ARTICLE ASIDE BLOCKQUOTE BR DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TD TH TR UL'.split(' '))
const emoji = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|:\w+:|[\d#*]\uFE0F?\u20E3)/u

/** How to read: only what is within a range; as of a post that has more to show. */
interface How { within?: Range; folded?: boolean }

/** Reads the text under the roots, in order; yields now and then, so that the caller can stop for a while. */
export function* read(roots: readonly Element[], skip: (element: Element) => boolean, how: How = {}): Generator<void, Words> {
  const words = yield* readOnce(roots, skip, how, true)
  return words.text || how.within ? words : yield* readOnce(roots, skip, how, false) // what is hidden as a whole is no decoy
}

function* readOnce(roots: readonly Element[], skip: (element: Element) => boolean, { within, folded = false }: How, hides: boolean): Generator<void, Words> {
  const out = new Builder()
  for (const root of roots) {
    out.breakLine()
    out.keep = keepsSpace(root)
    yield* walk(root, within ? e => skip(e) || !within.intersectsNode(e) : skip, out, new Shown(root, hides, folded), within)
  }
  return { text: out.parts.join('').trimEnd(), pieces: out.pieces, cut: out.full }
}

const keepsSpace = (element: Element) => /^(?:pre|break-spaces)/.test(getComputedStyle(element).whiteSpace)

function* walk(root: Element, skip: (element: Element) => boolean, out: Builder, shown: Shown, within?: Range): Generator<void, void> {
  let node: Node | null = root
  for (let seen = 1; node && !out.full; seen++) {
    if (seen % 128 === 0) yield
    let into = false
    if (node instanceof Text) { if (shown.words(node)) out.add(node, ...within ? ends(within, node) : []) }
    else if (node instanceof Element) {
      const isBlock = block.has(node.tagName)
      if (isBlock) out.breakLine()
      if (node.tagName === 'IMG') { if (!within || within.intersectsNode(node)) out.picture(node) }
      else into = readable(node) && (node === root || !skip(node) && !shown.hides(node, !isBlock))
    }
    if (into && node.firstChild) { node = node.firstChild; continue }
    while (node && node !== root && !node.nextSibling) {
      node = node.parentNode
      if (node instanceof Element && block.has(node.tagName)) out.breakLine()
    }
    if (!node || node === root) return
    if (node instanceof Element && block.has(node.tagName)) out.breakLine()
    node = node.nextSibling
  }
}

// What of a node is in a range: the same place twice where nothing is.
function ends(range: Range, node: Text): [from: number, to: number] {
  if (!range.intersectsNode(node)) return [0, 0]
  return [node === range.startContainer ? range.startOffset : 0, node === range.endContainer ? range.endOffset : node.length]
}

const readable = (element: Element) =>
  !silent.has(element.tagName) && !(element instanceof HTMLElement && (element.hidden || element.isContentEditable))

class Builder {
  parts: string[] = []
  pieces: Piece[] = []
  keep = false
  full = false
  #at = 0
  #gap = true // the text ends in white space, or is empty
  #line = false // a line break is due before the next word

  breakLine() { this.#line = this.#at > 0 }

  add(node: Text, from = 0, to = node.length) {
    const data = to < node.length ? node.data.slice(0, to) : node.data
    if (this.keep) return this.#put(data.slice(from), node, from)
    const run = /[ \t\n\r\f]{2,}|[\t\n\r\f]/g // all but the single blank, which stays as it is
    run.lastIndex = from
    for (let m = run.exec(data); m && !this.full; m = run.exec(data)) {
      this.#words(data.slice(from, m.index), node, from)
      if (!this.#gap && !this.#line) this.#put(' ', node, m.index)
      from = run.lastIndex
    }
    this.#words(data.slice(from), node, from)
  }

  picture(image: Element) {
    const alt = image.getAttribute('alt') ?? ''
    if (alt.length <= 32 && emoji.test(alt)) this.#put(alt, image, 0)
  }

  #words(text: string, node: Text, from: number) {
    if (text.startsWith(' ') && (this.#gap || this.#line)) this.#put(text.slice(1), node, from + 1)
    else this.#put(text, node, from)
  }

  #put(text: string, node: Text | Element, from: number) {
    if (text === '' || this.full) return
    if (this.#line) {
      this.parts.push('\n')
      this.#at++
      this.#line = false
    }
    if (this.#at + text.length > longest) {
      this.full = true
      text = text.slice(0, longest - this.#at)
      if (/[\uD800-\uDBFF]$/.test(text)) text = text.slice(0, -1)
    }
    const last = this.pieces.at(-1)
    if (last && last.node === node && node instanceof Text && last.from + last.length === from && last.at + last.length === this.#at) last.length += text.length
    else this.pieces.push({ at: this.#at, node, from, length: text.length })
    this.parts.push(text)
    this.#at += text.length
    this.#gap = /\s/.test(text.at(-1) ?? '')
  }
}

/** The part of the page that shows the units start to end of the text; null when the page has changed under it. */
export function range(words: Words, start: number, end: number): Range | null {
  const a = pieceAt(words, start), b = pieceAt(words, end - 1)
  if (!a?.node.isConnected || !b?.node.isConnected) return null
  const range = new Range()
  try {
    if (a.node instanceof Text) range.setStart(a.node, a.from + Math.max(0, start - a.at))
    else range.setStartBefore(a.node)
    if (b.node instanceof Text) range.setEnd(b.node, b.from + Math.min(b.length, end - b.at))
    else range.setEndAfter(b.node)
  } catch (e) {
    if (e instanceof DOMException) return null // the node got shorter; its record is on the way
    throw e
  }
  return range
}

// The last piece that begins at or before the place.
function pieceAt({ pieces }: Words, at: number): Piece | undefined {
  let low = 0, high = pieces.length
  while (low < high) {
    const mid = (low + high) >> 1
    if (pieces[mid]!.at <= at) low = mid + 1
    else high = mid
  }
  return pieces[low - 1]
}
