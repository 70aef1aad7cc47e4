// The crossing as the worker makes it, measured in a browser beside a regular expression
// of the same names and beside the mere encoding of the same text. Not to forget: every
// way has to find the same number of names, or its time says nothing.

import { median, worker } from '../../speed/cold'
import { ask, byteLength, load, pick, playbookFrom, unload } from '../../../extension/background/engine'

interface Book { brands: { name: string }[] }
interface Input { posts: string[]; names: number; playbooks: Record<string, Book>; tweets?: { posts: string[]; playbook: Book } }
interface Span { start: number; end: number; name: string }

// The engine's memory is seen where its instance is made.
let memory: WebAssembly.Memory
const instantiate = WebAssembly.instantiate
WebAssembly.instantiate = (async (module: WebAssembly.Module, imports: WebAssembly.Imports) => {
  const instance = await instantiate(module, imports)
  memory = instance.exports['memory'] as WebAssembly.Memory
  return instance
}) as unknown as typeof WebAssembly.instantiate

async function time(once: () => Promise<unknown> | unknown): Promise<number> {
  const from = performance.now()
  await once()
  return performance.now() - from
}

async function times(rounds: number, once: () => Promise<unknown> | unknown): Promise<number> {
  const all: number[] = []
  for (let i = 0; i < rounds; i++) all.push(await time(once))
  return median(all)
}

/** Asks as extension/background/page.ts does, a screen of 50 posts at a time. */
async function scan(posts: string[]): Promise<Span[][]> {
  const out: Span[][] = []
  for (let i = 0; i < posts.length; i += 50) {
    const some = posts.slice(i, i + 50)
    const request = { scan: { page: { url: 'https://x.com/home', site: 'x', lang: 'en' }, posts: some.map((text, k) => ({ id: String(k), bytes: byteLength(text), lang: 'en' })) } }
    for (const f of pick(await ask(request, some.join('')), 'scanned').findings) out.push(f.mentions)
  }
  return out
}

/** What folds case and knows letters of all scripts, and lacks folded accents, disguises, endings and evidence. */
function expression(book: Book): RegExp {
  const escaped = book.brands.map(b => b.name).sort((a, b) => b.length - a.length).map(n => n.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`(?<![\\p{L}\\p{N}\\p{M}_])(?:${escaped.join('|')})(?![\\p{L}\\p{N}\\p{M}_])`, 'giu')
}

function match(re: RegExp, names: Map<string, string>, posts: string[]): Span[][] {
  return posts.map(text => {
    const spans: Span[] = []
    for (const m of text.matchAll(re)) spans.push({ start: m.index, end: m.index + m[0].length, name: names.get(m[0].toLowerCase())! })
    return spans
  })
}

const named = (book: Book) => new Map(book.brands.map(b => [b.name.toLowerCase(), b.name]))
const count = (spans: Span[][]) => spans.reduce((n, some) => n + some.length, 0)
const size = (posts: string[]) => posts.reduce((n, p) => n + byteLength(p), 0) / 1e6

const same = (what: string, found: number, want: number) => {
  if (found !== want) throw new Error(`${what} found ${found} names, ${want} are there`)
}

worker(async () => {
  const { playbook, post, names } = await (await fetch('/first.json')).json() as { playbook: Book; post: string; names: number }
  playbookFrom(async () => JSON.stringify(playbook)) // checked when it came, as the worker's is
  same('engine', count(await scan([post])), names)
})

/** Asks about n short posts and says by how many bytes the engine's memory grew. */
async function flat(n: number, posts: string[]): Promise<number> {
  const short = posts.slice(0, 500).map(p => p.slice(0, 60))
  for (let i = 0; i < n / 10; i += short.length) await scan(short)
  const before = memory.buffer.byteLength
  for (let i = 0; i < n; i += short.length) await scan(short)
  return memory.buffer.byteLength - before
}

/** One table: the ways take turns, so that what else the machine does falls on all. */
async function run(rounds: number, million: number): Promise<Record<string, number>> {
  const input = await (await fetch('/input.json')).json() as Input
  const buffer = new Uint8Array(4096), encoder = new TextEncoder(), thousand = input.playbooks['1000']!
  const re = expression(thousand), names = named(thousand), all: Record<string, number[]> = {}
  const add = (what: string, ms: number) => (all[what] ??= []).push(ms)
  for (let i = 0; i < rounds; i++) {
    add('floor', await time(() => { for (const p of input.posts) encoder.encodeInto(p, buffer) }))
    for (const [n, playbook] of Object.entries(input.playbooks)) {
      await load(JSON.stringify(playbook))
      same('engine', count(await scan(input.posts)), input.names)
      add(`engine ${n}`, await time(() => scan(input.posts)))
    }
    if (i === 0) same('RegExp', count(match(re, names, input.posts)), input.names)
    if (i < 5) add('regexp 1000', await time(() => match(re, names, input.posts)))
  }
  const out: Record<string, number> = { MB: size(input.posts) }
  for (const [what, some] of Object.entries(all)) out[what] = median(some)
  const book = JSON.stringify(thousand)
  await load(book)
  out['screen'] = await times(rounds, () => scan(input.posts.slice(0, 50)))
  out['grown'] = await flat(million, input.posts)
  out['memory'] = memory.buffer.byteLength
  if (input.tweets) await real(input.tweets, rounds, out)
  return out
}

/** Real posts and names: each way says how many it finds, for they differ in what they know. */
async function real({ posts, playbook }: NonNullable<Input['tweets']>, rounds: number, out: Record<string, number>): Promise<void> {
  const re = expression(playbook), names = named(playbook)
  await load(JSON.stringify(playbook))
  out['tweets'] = size(posts)
  out['tweets engine found'] = count(await scan(posts))
  out['tweets regexp found'] = count(match(re, names, posts))
  out['tweets engine'] = await times(rounds, () => scan(posts))
  out['tweets regexp'] = await times(3, () => match(re, names, posts))
}

Object.assign(globalThis, { run })
