// Editors without a library: what the page hears by input events is all it will send.
import { put, type Mount } from './mount'

/** A plain contenteditable, as YouTube has. */
export const contenteditable: Mount = (slot, attrs, changed) => {
  const box = put(slot, 'div', { contenteditable: 'true', ...attrs })
  let model = ''
  box.addEventListener('input', () => {
    model = box.innerText.replace(/\n$/, '') // the line that an editable ends in
    changed()
  })
  return { model: () => model, end: () => box.remove() }
}

/** A textarea in an open shadow root, as Reddit's Markdown mode has. */
export const shadowTextarea: Mount = (slot, attrs, changed) => {
  const host = put(slot, 'markdown-field', attrs), box = document.createElement('textarea')
  host.attachShadow({ mode: 'open' }).append(box)
  let model = ''
  host.addEventListener('input', () => {
    model = box.value
    changed()
  })
  return { model: () => model, end: () => host.remove() }
}
