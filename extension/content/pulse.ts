// When to measure: after the page's own layout, before it is painted. In an animation
// frame, asking for a place would make the browser lay out all that the page has just
// changed, in a task of ours. A ResizeObserver is called when that is done; so we let an
// element that nobody sees beat.
import { newLayer } from './draw'

/** Pulse calls back once in the next frame, when the places of things are known. */
export class Pulse {
  readonly element = newLayer().element
  #heart = this.element.appendChild(document.createElement('div'))
  #asked = false
  #wide = false
  #observer = new ResizeObserver(() => {
    if (!this.#asked) return
    this.#asked = false
    this.beat()
  })

  constructor(private beat: () => void) {
    this.#heart.style.cssText = 'visibility:hidden;height:1px;width:1px'
    this.#observer.observe(this.#heart)
  }

  /** Asks for a call; any number before the next frame make one. */
  ask() {
    if (this.#asked) return
    this.#asked = true
    this.#wide = !this.#wide
    this.#heart.style.width = this.#wide ? '2px' : '1px'
  }

  stop() {
    this.#observer.disconnect()
    this.element.remove()
  }
}
