// ProseMirror, by way of TipTap, and both generations of Quill.
import 'quill2/dist/quill.core.css'
import { Editor } from '@tiptap/core'
import StarterKit from '@tiptap/starter-kit'
import QuillOne from 'quill1'
import QuillTwo from 'quill2'
import { put, type Mount } from './mount'

/** As on LinkedIn and Bluesky. */
export const tiptap: Mount = (slot, attrs, changed) => {
  const editor = new Editor({ element: slot, extensions: [StarterKit], editorProps: { attributes: attrs }, onUpdate: () => changed() })
  return { model: () => editor.getText({ blockSeparator: '\n' }), end: () => editor.destroy() }
}

interface Quill { getText(): string; on(event: 'text-change', heard: () => void): void }

const quill = (Make: new (at: HTMLElement) => Quill): Mount => (slot, attrs, changed) => {
  const editor = new Make(put(slot, 'div', attrs))
  editor.on('text-change', () => changed())
  return { model: () => editor.getText().replace(/\n$/, ''), end: () => slot.replaceChildren() }
}

/** As in LinkedIn's older comments. */
export const quillOne = quill(QuillOne as unknown as new (at: HTMLElement) => Quill)
export const quillTwo = quill(QuillTwo)
