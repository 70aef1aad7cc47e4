// Editors that React draws: Draft.js, Slate, and a textarea whose value is React's.
import 'draft-js/dist/Draft.css'
import { Editor as DraftEditor, EditorState } from 'draft-js'
import { createElement as h, useState, type ReactElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { createEditor, Node } from 'slate'
import { Editable, Slate, withReact } from 'slate-react'
import type { Mount } from './mount'

type Said = (text: string) => void

const inReact = (view: (attrs: Record<string, string>, said: Said) => () => ReactElement): Mount => (slot, attrs, changed) => {
  let model = ''
  const root = createRoot(slot), View = view(attrs, text => { model = text; changed() })
  flushSync(() => root.render(h(View)))
  return { model: () => model, end: () => root.unmount() }
}

/** As on X. */
export const draft = inReact((attrs, said) => () => {
  const [state, set] = useState(EditorState.createEmpty())
  const onChange = (next: EditorState) => {
    set(next)
    said(next.getCurrentContent().getPlainText('\n'))
  }
  return h(DraftEditor, { editorState: state, onChange, webDriverTestID: attrs['data-testid'] })
})

/** As in newer applications. */
export const slate = inReact((attrs, said) => {
  const editor = withReact(createEditor())
  const initialValue = [{ type: 'paragraph', children: [{ text: '' }] }]
  return () => h(Slate, { editor, initialValue, onChange: () => said(editor.children.map(n => Node.string(n)).join('\n')) },
    h(Editable, { ...attrs, placeholder: 'What do you say?' }))
})

/** As on Mastodon, Instagram and GitHub. */
export const textarea = inReact((attrs, said) => () => {
  const [text, set] = useState('')
  const { class: className, ...rest } = attrs
  return h('textarea', { ...rest, className, value: text, onChange: (e: { target: { value: string } }) => {
    set(e.target.value)
    said(e.target.value)
  } })
})
