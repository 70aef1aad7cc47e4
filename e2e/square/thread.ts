// What the town square does around its rich editor, whichever that is: posting from it, and
// "Answer" under a post, which puts the reader's eyes and the caret into the box below.

/** The editor in the box. */
export interface Box { text(): string; focus(): void }

const field = document.querySelector<HTMLElement>('#rich')!

/** Where the editor goes, and what it is to people and to the style sheet. */
export const slot = field
export const attributes = { 'aria-label': 'Your reply', class: 'editor' }

export function serve(box: Box): void {
  document.querySelector('#post-rich')!.addEventListener('click', async () => {
    const text = box.text().trim()
    if (!text) return box.focus()
    const res = await fetch('/reply', { method: 'POST', body: new URLSearchParams({ text, to: field.dataset.to ?? '' }) })
    if (res.ok) location.assign(res.url)
  })
  for (const answer of document.querySelectorAll<HTMLAnchorElement>('a.answer'))
    answer.addEventListener('click', event => {
      event.preventDefault()
      field.dataset.to = answer.dataset.to ?? ''
      document.querySelector('#replying')!.textContent = `to ${answer.dataset.name}`
      field.scrollIntoView({ block: 'center' })
      box.focus()
    })
}
