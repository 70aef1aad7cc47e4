// The town square's rich editor as make run shows it, with marks as forums have them. The
// plain textarea below it needs no script: its form posts by itself.
import { Editor } from '@tiptap/core'
import StarterKit from '@tiptap/starter-kit'
import { attributes, serve, slot } from './thread'

const editor = new Editor({ element: slot, extensions: [StarterKit], editorProps: { attributes } })

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-mark]'))
  button.addEventListener('click', () => {
    const chain = editor.chain().focus()
    if (button.dataset.mark === 'bold') chain.toggleBold().run()
    else if (button.dataset.mark === 'italic') chain.toggleItalic().run()
    else chain.toggleBulletList().run()
  })

serve({ text: () => editor.getText({ blockSeparator: '\n\n' }), focus: () => { editor.commands.focus() } })
