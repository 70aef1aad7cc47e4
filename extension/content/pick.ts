// What the person selected, as one post: the post that it is in, where the page has one
// there; else the words themselves, under the page's own address. The one thing not to
// forget: a selection may reach over anything, so nothing of it is read that a page's
// posts would not be read from either.
import type { Layout, PagePost } from '../shared/wire'
import { address } from './around'
import type { Post, Posts } from './posts'
import { read, type Words } from './text'

/** Why a selection cannot be taken. */
export type Refused = 'gone' | 'editable' | 'form' | 'two'

/** What was taken: a post, as the worker is told of it. */
export interface Picked { post: Post; message: PagePost }

const field = 'input,textarea,select'
const anyBox = ['textarea', '[contenteditable]:not([contenteditable="false" i])']

/** The selection as it is now; it stays where it is while the page changes around it. */
export function selected(): Range | Refused {
  const now = getSelection(), writing = document.activeElement
  if (now?.rangeCount && !now.isCollapsed) {
    const range = now.getRangeAt(0).cloneRange()
    return isEditable(around(range)) ? 'editable' : range
  }
  return writing && (writing.matches(field) || isEditable(writing)) ? 'editable' : 'gone'
}

/** The post of a selection; yields now and then. */
export function* pick(range: Range, posts: Posts, id: string): Generator<void, Picked | Refused> {
  const element = around(range)
  if (range.collapsed || !element.isConnected) return 'gone'
  if (posts.excluded(element)) return 'form'
  const words = yield* read([element], posts.excluded, { within: range })
  if (words.text.trim() === '') return 'gone'
  const owners = yield* ownersOf(words, posts), written = owners.filter(post => post?.found.layout.author.from?.length)
  if (written.length > 1) return 'two'
  const [only] = written.length > 0 ? written : owners.length === 1 && owners[0]?.marks ? owners : []
  return only ? yield* known(only, posts) : alone(element, words, posts, id)
}

// Blocks of a plain page are posts, too, but nobody wrote one block: only a marked one is more than the words in it.
function* known(post: Post, posts: Posts): Generator<void, Picked | Refused> {
  yield* posts.read(post)
  return post.sent.startsWith('{') ? { post, message: JSON.parse(post.sent) as PagePost } : 'gone'
}

function alone(element: Element, words: Words, posts: Posts, id: string): Picked {
  const link = pageAddress(), lang = element.closest('[lang]')?.getAttribute('lang')?.slice(0, 35)
  const message: PagePost = { id, order: 0, text: words.text, link, ...lang && { lang }, ...words.cut && { cut: true } }
  return { message, post: { id, order: 0, found: { element, layout: layoutOf(posts), id: '' }, near: true, fresh: true, sent: '', link, print: 0, words } }
}

function* ownersOf({ pieces }: Words, posts: Posts): Generator<void, (Post | undefined)[]> {
  const owners = new Set<Post | undefined>()
  for (const [i, { node }] of pieces.entries()) {
    if (i % 128 === 127) yield
    owners.add(posts.around(node))
  }
  return [...owners]
}

// It is answered in the page's reply box: one that a site file names, else the only one there is.
function layoutOf({ site, fallback }: Posts): Layout {
  const all = [...site.layouts, ...fallback?.layouts ?? []], named = all.flatMap(l => l.composer ?? [])
  const composer = named.length > 0 && document.querySelector(named.join(',')) ? named : anyBox
  return { ...all.at(-1)!, composer, shared: true }
}

// The part behind # says where on a page one is, but for pages that are made of nothing else.
const pageAddress = () => address().replace(/#(?![!/]).*$/, '')

const around = ({ commonAncestorContainer: node }: Range): Element =>
  node instanceof Element ? node : node.parentElement ?? document.documentElement

const isEditable = (element: Element) => element instanceof HTMLElement && element.isContentEditable
