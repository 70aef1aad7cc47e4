// What is never read (SEC-12, RULINGS 15). Only `input` elements count, and one that was
// there once counts for the life of the document: "show password" turns the field into
// plain text. A password keeps its own form or dialog out; a card number or a one-time
// code, the whole page.

const pageWide = 'input[autocomplete*="cc-" i],input[autocomplete*="one-time-code" i]'
const closed = 'form,dialog,[role="dialog"],[role="alertdialog"]'

/** Private remembers what it has seen in this document. */
export class Private {
  page = false
  #closed = new WeakSet<Element>()

  /** Looks for fields in a part of the page, itself included. */
  look(part: Element | Document) {
    if (this.page) return
    this.page = part.querySelector(pageWide) !== null || part instanceof Element && part.matches(pageWide)
    const passwords = [...part.querySelectorAll('input[type="password" i]')]
    if (part instanceof Element && part.matches('input[type="password" i]')) passwords.push(part)
    for (const field of passwords) {
      const around = field.closest(closed)
      if (around) this.#closed.add(around)
    }
  }

  /** Whether the element is inside such a form or dialog. */
  readonly has = (element: Element): boolean => {
    for (let e: Element | null = element; e; e = e.parentElement) if (this.#closed.has(e)) return true
    return false
  }
}
