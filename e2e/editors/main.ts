// The editors of the sites, real ones from npm, each in a page with the structure of a site
// that uses it. A test mounts one anew for each case, types, and reads the editor's own
// model: what the site would send.
import { contenteditable, shadowTextarea } from './plain'
import { draft, slate, textarea } from './react'
import { lexicalPlain, lexicalRich, lexicalShadow } from './lexical'
import { quillOne, quillTwo, tiptap } from './rich'
import type { Mount, Mounted } from './mount'

const kinds: Record<string, Mount> = {
  draft, lexicalPlain, lexicalRich, tiptap, quillOne, quillTwo, slate, contenteditable, textarea, shadowTextarea, lexicalShadow,
}

const slot = document.querySelector<HTMLElement>('#slot')!
const post = document.querySelector<HTMLButtonElement>('#post')!
const attrs = JSON.parse(slot.dataset.attrs ?? '{}') as Record<string, string>
let mounted: Mounted | undefined

// Whatever arrives here and was not made by a person's hand was made by us.
const made: string[] = []
for (const kind of ['click', 'submit', 'keydown', 'keypress', 'keyup', 'pointerdown'])
  addEventListener(kind, e => { if (!e.isTrusted) made.push(`${kind} on ${(e.target as Element).tagName}`) }, true)

Object.assign(window, {
  editors: {
    mount() {
      mounted?.end()
      slot.replaceChildren()
      post.disabled = true
      mounted = kinds[slot.dataset.editor!]!(slot, attrs, () => { post.disabled = mounted?.model().trim() === '' })
    },
    model: () => mounted!.model(),
    made: () => made.splice(0).join(', '),
  },
})
