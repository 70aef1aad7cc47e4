// How text gets into each kind of editor, recognised by its marks before anything is
// written. A wrong route destroys what the person had typed, and some editors with it;
// no return value tells. The routes are those that were measured in real editors.

/** A way that text took. */
export type How = 'paste' | 'insertText' | 'lines'

// What to try first, and then where a paste is not taken.
interface Kind { paste: boolean; then: 'nothing' | 'whole' | 'insertParagraph' | 'insertLineBreak' }

function kindOf(box: HTMLElement, text: string): Kind {
  const is = (css: string) => box.closest(css) !== null || box.querySelector(css) !== null
  if (box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement) return { paste: false, then: 'whole' }
  if (is('[data-lexical-editor]')) return { paste: !(box.getRootNode() instanceof ShadowRoot), then: 'nothing' } // in a root not even typing works
  if (is('.DraftEditor-root') || is('[data-slate-editor]')) return { paste: true, then: 'nothing' }
  // A pasted blank line is a mere paragraph break there.
  if (is('.ProseMirror')) return { paste: !/\n[^\S\n]*\n/.test(text), then: 'whole' }
  return { paste: true, then: is('.ql-editor') ? 'insertParagraph' : 'insertLineBreak' }
}

/** Puts the caret behind the last letter: of the last leaf, for at the end of the whole some editors begin a new block. */
export function caretToEnd(box: HTMLElement) {
  if (box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement) return box.setSelectionRange(box.value.length, box.value.length)
  const root = box.getRootNode() as Document | (ShadowRoot & Partial<Pick<Document, 'getSelection'>>)
  const leaf = lastLeaf(box), at = new Range()
  if (leaf instanceof Text) at.setStart(leaf, leaf.length)
  else if (leaf instanceof HTMLBRElement) at.setStartBefore(leaf)
  else at.setStart(leaf, leaf.childNodes.length)
  at.collapse(true)
  const selection = root.getSelection?.() ?? getSelection()
  selection?.removeAllRanges()
  selection?.addRange(at)
}

/** How long an editor may take to hear where the caret is, in milliseconds: Slate looks ten times a second. */
export const hearsWithin = (box: HTMLElement) => box.closest('[data-slate-editor]') ? 150 : 0

function lastLeaf(node: Node): Node {
  for (let last = node.lastChild; last; last = last.previousSibling)
    if (last instanceof Text || last instanceof HTMLElement && last.isContentEditable) return lastLeaf(last)
  return node
}

/** Writes the text at the caret, by one route; undefined when this editor takes none. */
export function write(box: HTMLElement, text: string): How | undefined {
  const { paste, then } = kindOf(box, text)
  if (paste) {
    const taken = pasted(box, text)
    if (taken !== false) return taken && 'paste'
  }
  if (then === 'nothing') return undefined
  if (then === 'whole') {
    document.execCommand('insertText', false, text)
    return 'insertText'
  }
  for (const [i, line] of text.split('\n').entries()) {
    if (i > 0) document.execCommand(then)
    if (line) document.execCommand('insertText', false, line)
  }
  return 'lines'
}

// True when the editor took it, false when it did not; undefined when the event could not
// be filled: an empty one looks taken, too. Chromium reads clipboardData, Firefox the rest.
function pasted(box: HTMLElement, text: string): boolean | undefined {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  const init: ClipboardEventInit & { dataType: string; data: string } = { clipboardData, dataType: 'text/plain', data: text, bubbles: true, cancelable: true, composed: true }
  const event = new ClipboardEvent('paste', init)
  if (event.clipboardData?.getData('text/plain') !== text) return undefined
  box.dispatchEvent(event)
  return event.defaultPrevented
}
