// The one rule: an answer is written into the site's own editor once, by the route of that
// editor, and read back. What did not arrive is for the clipboard and the person's own
// hands: we never write a second time, never press Enter and never submit.
import type { InsertText, PageInserted, Site } from '../shared/wire'
import { Composers } from './composer'
import { caretToEnd, hearsWithin, write } from './editor'
import type { Posts } from './posts'
import { content, frame, settled } from './readback'
import { ask } from './worker'

type Outcome = Omit<PageInserted, 'id'>
const copy = (why: string): Outcome => ({ how: 'clipboard', ok: false, why })

/** Inserts writes answers into one document. */
export class Inserts {
  readonly composers: Composers
  #done = new Map<string, Promise<Outcome>>() // a message may come twice
  #asked = new Set<string>() // posts whose begun reply was asked for

  constructor(site: Site, private posts: () => Posts, private at: (box: HTMLElement) => void) {
    this.composers = new Composers(site, posts)
  }

  /** Does what the worker asks, and tells it what became of it. */
  async insert({ id, post, text }: InsertText): Promise<void> {
    const known = this.#done.get(id), done = known ?? this.#write(post, text)
    this.#done.set(id, done)
    const outcome = await done
    await ask('inserted', { id, ...outcome })
    if (outcome.how === 'page' && !known) this.#leave?.()
  }

  /** Goes on with a reply that was begun on the page before, where one of the posts is meant. */
  async resume(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      if (this.#asked.has(id)) continue
      this.#asked.add(id)
      const begun = await ask('resumeDraft', { id })
      if (begun) return this.insert(begun)
    }
  }

  #leave: (() => void) | undefined

  async #write(id: string, text: string): Promise<Outcome> {
    const post = this.posts().get(id)
    if (!post?.found.element.isConnected) return copy('no_post')
    const place = await this.composers.open(post)
    if ('why' in place) return copy(place.why)
    if ('page' in place) {
      this.#leave = () => place.page.click()
      return { how: 'page', ok: true, at: place.page.href }
    }
    const { box } = place
    const before = content(box)
    box.focus()
    this.at(box)
    caretToEnd(box)
    await frame()
    await new Promise(heard => setTimeout(heard, hearsWithin(box)))
    if (!box.isConnected || !same(content(box), before) || !post.found.element.isConnected) return copy('changed')
    const how = write(box, text)
    if (!how) return copy('not_taken')
    await frame()
    await frame()
    if (await settled(() => same(content(box), before + text))) return { how, ok: true }
    // Texts that run both ways come back in another order from some editors.
    return rightToLeft.test(text) && content(box) !== before ? { how, ok: false, why: 'check' } : copy('not_taken')
  }
}

const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

const plain = (text: string) => text.normalize('NFC').replace(/[\uFEFF\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '').replace(/\s+/gu, ' ').trim()
const same = (a: string, b: string) => plain(a) === plain(b)
