// Lexical, as Facebook, Threads and Reddit have it. The root's children are read, for its
// cached text may leave out an empty paragraph.
import { createEmptyHistoryState, registerHistory } from '@lexical/history'
import { registerPlainText } from '@lexical/plain-text'
import { registerRichText } from '@lexical/rich-text'
import { $createParagraphNode, $getRoot, createEditor, type LexicalEditor } from 'lexical'
import { put, type Mount } from './mount'

const lexical = (register: (editor: LexicalEditor) => () => void, root: (host: HTMLElement) => ParentNode & Node): Mount => (slot, attrs, changed) => {
  const host = put(slot, 'div', {}), box = document.createElement('div')
  for (const [name, value] of Object.entries({ contenteditable: 'true', role: 'textbox', ...attrs })) box.setAttribute(name, value)
  root(host).append(box)
  const editor = createEditor({ namespace: 'reply', nodes: [], onError: e => { throw e } })
  const ends = [register(editor), registerHistory(editor, createEmptyHistoryState(), 300)]
  editor.setRootElement(box)
  editor.update(() => { $getRoot().append($createParagraphNode()) }, { discrete: true })
  ends.push(editor.registerUpdateListener(() => changed()))
  return {
    model: () => editor.getEditorState().read(() => $getRoot().getChildren().map(child => child.getTextContent()).join('\n')),
    end() {
      for (const end of ends) end()
      editor.setRootElement(null)
    },
  }
}

export const lexicalPlain = lexical(registerPlainText, host => host)
export const lexicalRich = lexical(registerRichText, host => host)

/** Inside a shadow root nothing works, not even typing; no site does this. */
export const lexicalShadow = lexical(registerRichText, host => host.attachShadow({ mode: 'open' }))
