// The town square's own scripts: a rich editor under the thread, as forums have one, and
// posting from it. The plain textarea needs no script: its form posts by itself.
import { Editor } from '@tiptap/core'
import StarterKit from '@tiptap/starter-kit'

const field = document.querySelector<HTMLElement>('#rich')!
const editor = new Editor({
  element: field,
  extensions: [StarterKit],
  editorProps: { attributes: { 'aria-label': 'Your reply', class: 'editor' } },
})

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-mark]'))
  button.addEventListener('click', () => {
    const chain = editor.chain().focus()
    if (button.dataset.mark === 'bold') chain.toggleBold().run()
    else if (button.dataset.mark === 'italic') chain.toggleItalic().run()
    else chain.toggleBulletList().run()
  })

document.querySelector('#post-rich')!.addEventListener('click', async () => {
  const text = editor.getText({ blockSeparator: '\n\n' }).trim()
  if (!text) return void editor.commands.focus()
  const res = await fetch('/reply', { method: 'POST', body: new URLSearchParams({ text, to: field.dataset.to ?? '' }) })
  if (res.ok) location.assign(res.url)
})

// "Answer" under a post puts the reader's eyes and the caret into the reply box below it.
for (const answer of document.querySelectorAll<HTMLAnchorElement>('a.answer'))
  answer.addEventListener('click', event => {
    event.preventDefault()
    field.dataset.to = answer.dataset.to ?? ''
    document.querySelector('#replying')!.textContent = `to ${answer.dataset.name}`
    field.scrollIntoView({ block: 'center' })
    editor.commands.focus()
  })
