// The crossing as the worker makes it, measured in a browser beside a regular expression
// of the same names and beside the mere encoding of the same text. Not to forget: every
// way has to find the same number of names, or its time says nothing.

declare const chrome: unknown
Object.assign(globalThis, { chrome: { runtime: { getURL: (path: string) => '/' + path } } })

import { ask, byteLength, load, pick, unload } from '../../../extension/background/engine'

interface Input { posts: string[]; names: number; playbooks: Record<string, { brands: { name: string }[] }> }

const median = (all: number[]) => all.sort((a, b) => a - b)[all.length >> 1]!

async function times(rounds: number, once: () => Promise<unknown> | unknown): Promise<number> {
  const all: number[] = []
  for (let i = 0; i < rounds; i++) {
    const from = performance.now()
    await once()
    all.push(performance.now() - from)
  }
  return median(all)
}

async function scan(posts: string[]): Promise<number> {
  let found = 0
  for (let i = 0; i < posts.length; i += 50) {
    const some = posts.slice(i, i + 50)
    const request = { scan: { page: { url: 'https://x.com/home', site: 'x', lang: 'en' }, posts: some.map((text, k) => ({ id: String(k), bytes: byteLength(text), lang: 'en' })) } }
    for (const f of pick(await ask(request, some.join('')), 'scanned').findings) found += f.mentions.length
  }
  return found
}

function expression(names: string[]): RegExp {
  const escaped = [...names].sort((a, b) => b.length - a.length).map(n => n.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${escaped.join('|')})(?![\\p{L}\\p{N}_])`, 'giu')
}

function match(re: RegExp, posts: string[]): number {
  let found = 0
  for (const text of posts) for (const _ of text.matchAll(re)) found++
  return found
}

const same = (what: string, found: number, want: number) => {
  if (found !== want) throw new Error(`${what} found ${found} names, ${want} are there`)
}

async function cold(playbook: string, post: string): Promise<number> {
  return times(7, async () => {
    unload()
    await load(playbook)
    await scan([post])
  })
}

/** Asks about n short posts and says by how many bytes the memory of the page grew. */
async function flat(n: number, posts: string[]): Promise<number> {
  const short = posts.slice(0, 500).map(p => p.slice(0, 60))
  const heap = () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize
  await scan(short)
  const before = heap()
  for (let i = 0; i < n; i += short.length) await scan(short)
  return heap() - before
}

async function run(rounds: number, million: number): Promise<Record<string, number>> {
  const input = await (await fetch('/input.json')).json() as Input
  const bytes = input.posts.reduce((n, p) => n + byteLength(p), 0), buffer = new Uint8Array(4096), encoder = new TextEncoder()
  const out: Record<string, number> = { MB: bytes / 1e6 }
  out['floor'] = await times(rounds, () => { for (const p of input.posts) encoder.encodeInto(p, buffer) })
  for (const [n, playbook] of Object.entries(input.playbooks)) {
    unload()
    await load(JSON.stringify(playbook))
    same('engine', await scan(input.posts), input.names)
    out[`engine ${n}`] = await times(rounds, () => scan(input.posts))
  }
  const thousand = expression(input.playbooks['1000']!.brands.map(b => b.name))
  same('RegExp', match(thousand, input.posts), input.names)
  out['regexp 1000'] = await times(3, () => match(thousand, input.posts))
  const book = JSON.stringify(input.playbooks['1000'])
  out['cold'] = await cold(book, input.posts[0]!)
  await load(book)
  out['screen'] = await times(rounds, () => scan(input.posts.slice(0, 50)))
  out['grown'] = await flat(million, input.posts)
  return out
}

Object.assign(globalThis, { run })
