// The town square with Lexical in its box, as Facebook, Threads and Reddit have it.
import { lexicalRich } from '../editors/lexical'
import { attributes, serve, slot } from './thread'

const editor = lexicalRich(slot, attributes, () => {})

document.querySelector('.bar')!.remove() // it takes no marks

serve({ text: () => editor.model(), focus: () => slot.querySelector<HTMLElement>('.editor')!.focus() })
