// Ranking as the worker asks for it, measured in a browser. Not to forget: a time counts
// only when every post got the answer that it is about.

declare const chrome: unknown
Object.assign(globalThis, { chrome: { runtime: { getURL: (path: string) => '/' + path } } })

import { ask, byteLength, load, pick, playbookFrom } from '../../../../extension/background/engine'

interface Client { postMessage(data: unknown): void }
interface Input { posts: { Text: string; Answer: string }[]; playbook: unknown }

async function suggest({ Text, Answer }: Input['posts'][number]): Promise<void> {
  const { suggestions } = pick(await ask({ suggest: { posts: [{ id: '', bytes: byteLength(Text) }] } }, Text), 'suggested')
  const { abstain, answers } = suggestions[0]!
  if (abstain || answers[0]!.id !== Answer) throw new Error(`${Text}: ${abstain ? 'none' : answers[0]!.id}, not ${Answer}`)
}

const input = async () => await (await fetch('/input.json')).json() as Input
const median = (all: number[]) => all.sort((a, b) => a - b)[all.length >> 1]!

/** In a service worker: ms from its start to the first answer, with all that comes before one. */
async function first(): Promise<number> {
  const { playbook, posts } = await input()
  playbookFrom(async () => JSON.stringify(playbook))
  await suggest(posts[0]!)
  return performance.now()
}

if ('ServiceWorkerGlobalScope' in globalThis) {
  const done = first()
  addEventListener('message', e => void done.then(ms => (e as unknown as { source: Client }).source.postMessage({ born: performance.timeOrigin, ms })))
}

/** In a page: starts the worker, unless it runs, and hears when it was started and what it measured. */
async function cold(): Promise<{ born: number; ms: number }> {
  const { serviceWorker } = navigator
  await serviceWorker.register('/speed.js')
  const { active } = await serviceWorker.ready
  return new Promise(heard => {
    serviceWorker.onmessage = e => heard(e.data as { born: number; ms: number })
    active!.postMessage('')
  })
}

/** Medians in ms: a post when warm, and the first one after a playbook is loaded. */
async function warm(rounds: number): Promise<{ post: number; first: number }> {
  const { playbook, posts } = await input(), each: number[] = [], firsts: number[] = []
  for (let i = 0; i < rounds; i++) {
    await load(JSON.stringify(playbook))
    for (const [k, post] of posts.entries()) {
      const from = performance.now()
      await suggest(post)
      ;(k ? each : firsts).push(performance.now() - from)
    }
  }
  return { post: median(each), first: median(firsts) }
}

Object.assign(globalThis, { cold, warm })
