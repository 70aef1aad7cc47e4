// Which reply box is the one of a post: the site file against the page, as it is at the
// press. The one thing not to forget: an answer in the wrong box is public under the
// wrong person, so where two fit, or none surely does, nothing is written.
import type { Site } from '../shared/wire'
import type { Post, Posts } from './posts'
import { partsOf } from './find'

/** Where an answer to a post goes: an editor, another page, or why nowhere. */
export type Place = { box: HTMLElement } | { page: HTMLAnchorElement } | { why: string }

const editable = 'textarea,input[type="text" i],[contenteditable]:not([contenteditable="false" i])'
const never = '[aria-hidden="true"],[aria-hidden="true"] *,[type="search" i],[type="password" i],[role="searchbox"],[role="search"] *,search *,[aria-readonly="true"]'
const modal = 'dialog[open],[aria-modal="true"]'

// Whose Reply was pressed last, by the person or by us. A box that posts share is of that
// post when it came with the press, or got the focus by it.
interface Answering { post: Post; before: ReadonlySet<HTMLElement>; box?: HTMLElement }

/** Composers finds the reply boxes of one document, and remembers whose Reply was pressed last. */
export class Composers {
  #answering: Answering | undefined

  constructor(private site: Site, private posts: () => Posts) {}

  /** Hears every trusted click: the person may open a reply box before they press Insert. */
  clicked(target: EventTarget | undefined) {
    const post = target instanceof Element ? this.posts().around(target) : undefined
    const css = post?.found.layout.reply?.join(',')
    if (post && css && (target as Element).closest(css)) this.#answer(post)
  }

  /** Hears what gets the focus. */
  focused(target: EventTarget | undefined) {
    const now = this.#answering
    const box = now && target instanceof Node ? this.#boxes(now.post).find(box => box.contains(target)) : undefined
    if (box) now!.box = box
  }

  /** The place of a post's answer; presses Reply at most once, and waits for what opens. */
  async open(post: Post): Promise<Place> {
    const { layout } = post.found
    const first = this.#place(post)
    if (first) return first
    const button = this.#reply(post)
    if (!button) return { why: 'no_box' }
    if (layout.replyPage) return button instanceof HTMLAnchorElement ? { page: button } : { why: 'no_box' }
    if (layout.shared && this.#boxes(post).some(box => content(box).trim() !== '')) return { why: 'other_box' }
    this.#answer(post)
    if (!press(button)) return { why: 'elsewhere' }
    await settled(() => this.#place(post) !== undefined)
    await frame() // a site may put a name into it first
    await frame()
    return this.#place(post) ?? { why: 'no_box' }
  }

  // Undefined where no box is open that is surely of this post.
  #place(post: Post): Place | undefined {
    const { layout } = post.found
    const now = this.#answering
    const bound = !layout.shared || !this.#ownReply(post) ? () => true
      : (box: HTMLElement) => now?.post === post && (box === now.box || !now.before.has(box))
    const boxes = this.#boxes(post).filter(bound), inFront = boxes.filter(box => box.closest(modal))
    const [box, second] = inFront.length > 0 ? inFront : boxes
    if (second) return { why: 'two_boxes' }
    return box && { box }
  }

  #answer(post: Post) { this.#answering = { post, before: new Set(this.#boxes(post)) } }

  #boxes(post: Post): HTMLElement[] {
    const posts = this.posts(), { layout } = post.found
    const css = (layout.composer ?? this.site.layouts.flatMap(l => l.composer ?? [])).join(',')
    if (!css) return []
    const found = [...new Set([...document.querySelectorAll(css)].map(editorIn))].filter(box => box !== undefined && usable(box) && !posts.excluded(box)) as HTMLElement[]
    const own = found.filter(box => posts.around(light(box)) === post)
    if (own.length > 0) return own
    const beside = found.filter(box => isBeside(light(box), post, posts))
    if (beside.length > 0 || !layout.shared) return beside
    return found.filter(box => (posts.around(light(box))?.found.element ?? document).contains(post.found.element))
  }

  // In the post; of a shared box also the only one outside of all posts.
  #reply(post: Post): HTMLElement | undefined {
    const own = this.#ownReply(post)
    if (own || !post.found.layout.shared) return own
    const [only, second] = this.#replies(document, post, undefined)
    return second ? undefined : only
  }

  #ownReply(post: Post) { return partsOf(post.found).flatMap(part => this.#replies(part, post, post))[0] }

  #replies(inside: ParentNode, { found }: Post, around: Post | undefined): HTMLElement[] {
    const css = found.layout.reply?.join(',')
    if (!css) return []
    return ([...inside.querySelectorAll(css)] as HTMLElement[]).filter(e => this.posts().around(e) === around && e.checkVisibility())
  }
}

/** What stands in an editor, without what the editor itself writes there, such as its placeholder. */
export function content(box: HTMLElement): string {
  if (box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement) return box.value
  return textIn(box)
}

/** Waits until it is so, looking once a frame for up to a second: some editors open and commit late. */
export async function settled(so: () => boolean): Promise<boolean> {
  const until = performance.now() + 1000
  while (!so()) {
    if (performance.now() > until) return false
    await frame()
  }
  return true
}

/** The next frame; a document that draws none goes on all the same. */
export const frame = () => new Promise<void>(next => {
  const timer = setTimeout(next, 100)
  requestAnimationFrame(() => { clearTimeout(timer); next() })
})

// Presses Reply; false where that leads to another page, which is then not entered: the card
// with its text would be gone.
function press(button: HTMLElement): boolean {
  let leads = false
  const last = (e: Event) => {
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

// The editor that an element is or holds, in open roots too.
function editorIn(element: Element): HTMLElement | undefined {
  const found = element.matches(editable) ? element : element.querySelector(editable)
  if (found instanceof HTMLElement) return found
  for (const e of [element, ...element.querySelectorAll('*')]) {
    const inside = e.shadowRoot && [...e.shadowRoot.children].map(editorIn).find(box => box)
    if (inside) return inside
  }
  return undefined
}

function usable(box: HTMLElement): boolean {
  const { width, height } = box.getBoundingClientRect()
  if (width < 32 || height < 12 || // smaller ones are there to catch machines
    !box.checkVisibility({ visibilityProperty: true }) || box.matches(never)) return false
  if (box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement) return !box.disabled && !box.readOnly
  return box.isContentEditable
}

// The element itself, or the one in the page's own tree in whose open root it is.
function light(element: Element): Element {
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? light(root.host) : element
}

// Behind the post, before the next one: so LinkedIn and forums place the box of a comment.
function isBeside(box: Element, post: Post, posts: Posts): boolean {
  for (let next = partsOf(post.found).at(-1)!.nextElementSibling; next; next = next.nextElementSibling) {
    if ([...posts.byElement.keys()].some(e => next!.contains(e))) return false
    if (next.contains(box)) return true
  }
  return false
}

function textIn(node: Node): string {
  if (node instanceof Text) return node.data
  if (!(node instanceof Element)) return ''
  if (node.tagName === 'BR') return '\n'
  if (node.tagName === 'IMG') return node.getAttribute('alt') ?? ''
  if (node instanceof HTMLElement && !node.isContentEditable) return ''
  const text = [...node.childNodes].map(textIn).join('')
  return getComputedStyle(node).display.startsWith('inline') ? text : `\n${text}\n`
}
