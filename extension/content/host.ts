// The one element of ours in the page: no extent, random name, closed root, top layer, the
// same whether or not anything was found (SEC-03). There is never text in it. When the
// page fights it we leave for the life of the document, and never pull back.
import { declarations } from './style'

const letters = (n: number) => Array.from(crypto.getRandomValues(new Uint8Array(n)), b => String.fromCharCode(97 + b % 26)).join('')

const changesAllowed = 100, changesWithin = 2000 // as Bitwarden's overlay, SEC-03
const returnsAllowed = 5, returnsWithin = 5000

/** Host is the element and its root. */
export class Host {
  readonly attr = letters(16)
  readonly element = document.createElement(`${letters(6)}-${letters(6)}`)
  readonly root = this.element.attachShadow({ mode: 'closed' })
  #observer: MutationObserver
  #changes: number[] = []
  #returns: number[] = []
  #gone = false

  constructor(private tampered: () => void) {
    this.#observer = new MutationObserver(records => this.#changed(records))
  }

  show() {
    this.element.setAttribute(this.attr, '')
    this.element.popover = 'manual'
    this.#style()
    this.#insert()
    this.#observe()
  }

  remove() {
    this.#gone = true
    this.#observer.disconnect()
    this.element.remove()
  }

  /** Puts the element back if the page took it out; called after each change of the page. */
  check() {
    if (this.#gone || this.element.isConnected) return
    if (tooMany(this.#returns, 1, returnsAllowed, returnsWithin)) return this.#leave()
    this.#insert()
  }

  #insert() {
    document.documentElement.append(this.element)
    this.element.showPopover()
  }

  #style() {
    this.element.style.cssText = ''
    for (const [name, value] of declarations) this.element.style.setProperty(name, value, 'important')
  }

  #observe() { this.#observer.observe(this.element, { attributes: true, attributeFilter: ['style', 'hidden', 'popover'], childList: true }) }

  #changed(records: readonly MutationRecord[]) {
    if (this.#gone) return
    if (tooMany(this.#changes, records.length, changesAllowed, changesWithin)) return this.#leave()
    this.#observer.disconnect()
    this.element.hidden = false
    this.#style()
    this.element.replaceChildren()
    if (this.element.popover !== 'manual') {
      this.element.popover = 'manual'
      this.element.showPopover()
    }
    this.#observer.takeRecords()
    this.#observe()
  }

  #leave() {
    this.remove()
    this.tampered()
  }
}

function tooMany(times: number[], count: number, allowed: number, within: number): boolean {
  const now = performance.now()
  for (let i = 0; i < Math.min(count, allowed + 1); i++) times.push(now)
  while (times.length > 0 && now - times[0]! > within) times.shift()
  return times.length > allowed
}
