/** One editor in the page, until its end. */
export interface Mounted { model(): string; end(): void }

/** Puts an editor into the slot, with the attributes that its site gives the editable element. */
export type Mount = (slot: HTMLElement, attrs: Record<string, string>, changed: () => void) => Mounted

/** An element in the slot. */
export function put(slot: HTMLElement, tag: string, attrs: Record<string, string>): HTMLElement {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attrs)) element.setAttribute(name, value)
  slot.append(element)
  return element
}
