// What of a post nobody sees: words that a style hides, there for machines, as a decoy, or a
// second time for who listens. The one thing not to forget: styles are asked for, places never
// (that would lay the page out), and what comes into view later is no decoy.

/** What a style hides of one root; nothing where the root itself is hidden, as a whole. */
export class Shown {
  readonly #asks: boolean
  #parent: Element | null = null
  #said = true

  /** folded: the root has more to show at a press, which counts as shown. */
  constructor(root: Element, hides: boolean, private folded: boolean) {
    this.#asks = hides && root.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  }

  /** Whether an element and all in it is hidden, inside a line or not. */
  hides(element: Element, inLine: boolean): boolean {
    if (!this.#asks) return false
    const style = getComputedStyle(element), { display, position } = style
    if (display === 'none') return !this.folded
    if (position === 'absolute' || position === 'fixed') return isSpeck(style) || isAway(element, style)
    // Whole blocks are often see-through until they are scrolled to; words in a line are not.
    return inLine && style.opacity === '0' && element.getAnimations().length === 0
  }

  /** Whether words are shown; the gap between two always is. */
  words(node: Text): boolean {
    const parent = node.parentElement
    if (!this.#asks || !parent) return true
    if (parent === this.#parent) return this.#said || !/\S/.test(node.data)
    const { fontSize, visibility, display } = getComputedStyle(parent)
    this.#parent = parent
    this.#said = fontSize !== '0px' && (visibility === 'visible' || !display.startsWith('inline'))
    return this.#said || !/\S/.test(node.data)
  }
}

const nothing = /^rect\([01]px,? [01]px,? [01]px,? [01]px\)$|^inset\((?:50|100)%\)$/

// Clipped to nothing, as what is meant for screen readers alone is.
const isSpeck = ({ clip, clipPath }: CSSStyleDeclaration) => clip !== 'auto' && nothing.test(clip) || nothing.test(clipPath)

// As the style says it: the place itself would have to be laid out first.
function isAway(element: Element, { overflowX }: CSSStyleDeclaration): boolean {
  const style = (element as Partial<Pick<Element, 'computedStyleMap'>>).computedStyleMap?.() // not in Firefox
  const px = (name: string) => {
    const value = style?.get(name)
    return value instanceof CSSUnitValue && value.unit === 'px' ? value.value : undefined
  }
  const out = (name: string) => (px(name) ?? 0) <= -999
  const tiny = (name: string) => (px(name) ?? 9) <= 1
  return out('left') || out('right') || out('top') || overflowX !== 'visible' && tiny('width') && tiny('height')
}
