// What the worker itself needs of the team's playbook; all else of it is the engine's to read.
import { fact } from './store'

/** Those parts. */
export interface Book {
  leaders?: { name: string; aliases?: string[]; handles?: Record<string, string[]>; topics?: string[]; public?: boolean }[]
  answers?: { id: string; owner?: string; blocks?: Record<string, unknown> }[]
  voice?: { disclosure?: Record<string, unknown> }
  incidents?: { id: string; title?: string; status?: Record<string, string> }[]
}

let read: { text: string; book: Book } | undefined

/** The playbook in force, parsed once a version; empty where there is none. */
export async function playbook(): Promise<Book> {
  const text = (await fact('playbook'))?.text ?? '{}'
  if (read?.text !== text) read = { text, book: JSON.parse(text) as Book }
  return read.book
}
