// Reading back: what stands in an editor, and the wait until it does.

/** What stands in an editor, without what the editor itself writes there, such as its placeholder. */
export function content(box: HTMLElement): string {
  if (box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement) return box.value
  return textIn(box)
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
