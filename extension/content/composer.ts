// Which reply box is the one of a post: the site file against the page, as it is at the
// press. The one thing not to forget: an answer in the wrong box is public under the
// wrong person, so where two fit, or none surely does, nothing is written.
import type { Site } from '../shared/wire'
import { editorIn, isBeside, light, press, usable } from './box'
import { room } from './counter'
import { partsOf } from './find'
import type { Post, Posts } from './posts'
import { content, frame, settled } from './readback'

/** Where an answer to a post goes: an editor, another page, or why nowhere. */
export type Place = { box: HTMLElement } | { page: HTMLAnchorElement } | { why: string }

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

  /** The most characters that a post's open reply box still takes; 0 where it does not say. */
  most(post: Post): number {
    const place = this.#place(post), box = place && 'box' in place ? place.box : undefined
    if (!box) return 0
    const counted = post.found.layout.counter && room(post.found.layout.counter, box)
    if (counted !== undefined) return Math.max(1, counted)
    const limited = box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement ? box.maxLength : -1
    return limited < 0 ? 0 : Math.max(1, limited - content(box).length)
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
