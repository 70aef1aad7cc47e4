// What changes in the page: one MutationObserver for everything, whose callback only takes
// notes. Text and the attributes that name a post are watched inside known posts alone
// (RULINGS 18). A page that changes without end and without its reader is left alone.

/** Notes of what changed since they were last taken. */
export interface Notes {
  tree: boolean // elements came or went
  touched: Set<Node> // where something changed, for the posts around them
  fields: Set<Element> // elements that came, with or without a field in them
}

const perSecond = 500, seconds = 10 // sustained, while the reader does nothing
const flood = 30_000, floodSeconds = 3 // whatever the reader does
const most = 4000 // nodes noted one by one; with more, everything is looked at

/** Which posts are near. A window's height ahead is time enough to ask five times a second: asked at each frame, the places of thousands of posts would be most of what we cost. */
export const nearby: IntersectionObserverInit & { delay: number } = { rootMargin: '100% 0px', delay: 200 }

/** Watch observes the document until it is stopped. */
export class Watch {
  #notes: Notes = { tree: false, touched: new Set(), fields: new Set() }
  #observer: MutationObserver
  #second = 0
  #records = 0
  #busy = 0
  #flooded = 0
  #acted = performance.now()

  constructor(private attributes: readonly string[], private changed: () => void, private storm: () => void) {
    this.#observer = new MutationObserver(records => this.#take(records))
  }

  start() { this.#observer.observe(document, { childList: true, subtree: true }) }

  stop() { this.#observer.disconnect() }

  /** Watches the text and the naming attributes of one post. */
  post(element: Element) {
    const filter = this.attributes.length > 0 ? { attributes: true, attributeFilter: [...this.attributes] } : {}
    this.#observer.observe(element, { childList: true, subtree: true, characterData: true, ...filter })
  }

  /** The reader did something: changes that follow are theirs. */
  acted() { this.#acted = performance.now() }

  /** Hands over the notes and begins anew. */
  take(): Notes {
    const notes = this.#notes
    this.#notes = { tree: false, touched: new Set(), fields: new Set() }
    return notes
  }

  #take(records: readonly MutationRecord[]) {
    const notes = this.#notes
    for (const record of records) {
      if (notes.touched.size < most) notes.touched.add(record.target)
      if (record.type !== 'childList') continue
      notes.tree = true
      if (notes.fields.size < most) for (const node of record.addedNodes) if (node instanceof Element) notes.fields.add(node)
    }
    this.#count(records.length)
    this.changed()
  }

  #count(records: number) {
    const now = performance.now(), second = Math.floor(now / 1000)
    if (second !== this.#second) {
      const idle = second > this.#second + 1
      this.#busy = !idle && this.#records > perSecond && now - this.#acted > 2000 ? this.#busy + 1 : 0
      this.#flooded = !idle && this.#records > flood ? this.#flooded + 1 : 0
      this.#second = second
      this.#records = 0
    }
    this.#records += records
    if (this.#busy >= seconds || this.#flooded >= floodSeconds) this.storm()
  }
}
