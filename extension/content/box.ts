// One reply box: whether it is one, where it stands, and the press that opens it.
import type { Post, Posts } from './posts'
import { partsOf } from './find'

const editable = 'textarea,input[type="text" i],[contenteditable]:not([contenteditable="false" i])'
const never = '[aria-hidden="true"],[aria-hidden="true"] *,[type="search" i],[type="password" i],[role="searchbox"],[role="search"] *,search *,[aria-readonly="true"]'

/** The editor that an element is or holds, in open roots too. */
export function editorIn(element: Element): HTMLElement | undefined {
  const found = element.matches(editable) ? element : element.querySelector(editable)
  if (found instanceof HTMLElement) return found
  for (const e of [element, ...element.querySelectorAll('*')]) {
    const inside = e.shadowRoot && [...e.shadowRoot.children].map(editorIn).find(box => box)
    if (inside) return inside
  }
  return undefined
}

/** Whether a person can see it and write in it. */
export function usable(box: HTMLElement): boolean {
  const { width, height } = box.getBoundingClientRect()
  if (width < 32 || height < 12 || // smaller ones are there to catch machines
    !box.checkVisibility({ visibilityProperty: true }) || box.matches(never)) return false
  if (box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement) return !box.disabled && !box.readOnly
  return box.isContentEditable
}

/** The element itself, or the one in the page's own tree in whose open root it is. */
export function light(element: Element): Element {
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? light(root.host) : element
}

/** Whether it is behind the post, before the next one: so LinkedIn and forums place the box of a comment. */
export function isBeside(box: Element, post: Post, posts: Posts): boolean {
  for (let next = partsOf(post.found).at(-1)!.nextElementSibling; next; next = next.nextElementSibling) {
    if ([...posts.byElement.keys()].some(e => next!.contains(e))) return false
    if (next.contains(box)) return true
  }
  return false
}

/** Presses Reply; false where that leads to another page, which is then not entered: the card with its text would be gone. */
export function press(button: HTMLElement): boolean {
  let leads = false
  const last = (e: Event) => {
    if (e.isTrusted) return // a person's own click goes where it leads
    const link = e.target instanceof Element ? e.target.closest('a[href]') : null
    leads = !e.defaultPrevented && link instanceof HTMLAnchorElement && link.protocol.startsWith('http') && bare(link.href) !== bare(location.href)
    if (leads) e.preventDefault()
  }
  addEventListener('click', last)
  button.click()
  removeEventListener('click', last)
  return !leads
}

const bare = (url: string) => url.replace(/#.*$/, '')
