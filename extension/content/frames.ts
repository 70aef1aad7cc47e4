// Frames that the page wrote itself, on a site whose posts are in such frames. Each has its
// own script, which reads it and draws in it; here it is only asked for, at every load: the
// worker knows which of them have one.
import { framed } from './around'
import type { Site } from '../shared/wire'
import { ask } from './worker'

/** Frames listens to those of one document, until the signal ends it. */
export class Frames {
  #known = new WeakSet<HTMLIFrameElement>()
  readonly #here: boolean

  constructor({ frame, hosts }: Site, private signal: AbortSignal) { this.#here = !!frame && !hosts.length && !framed }

  /** Looks for new ones. */
  look() {
    if (!this.#here) return
    for (const frame of document.querySelectorAll<HTMLIFrameElement>('iframe[srcdoc]')) {
      if (this.#known.has(frame)) continue
      this.#known.add(frame)
      frame.addEventListener('load', () => void ask('frames', {}), { signal: this.signal })
      const loaded = frame.contentDocument
      if (loaded?.URL === 'about:srcdoc' && loaded.readyState === 'complete') void ask('frames', {})
    }
  }
}
