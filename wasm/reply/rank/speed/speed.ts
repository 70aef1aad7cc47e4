// Ranking as the worker asks for it, measured in a browser. Not to forget: a time counts
// only when every post got the answer that it is about.

import { median, worker } from '../../../speed/cold'
import { ask, byteLength, load, pick, playbookFrom } from '../../../../extension/background/engine'

interface Input { posts: { Text: string; Answer: string }[]; playbook: unknown }

async function suggest({ Text, Answer }: Input['posts'][number]): Promise<void> {
  const { suggestions } = pick(await ask({ suggest: { posts: [{ id: '', bytes: byteLength(Text) }] } }, Text), 'suggested')
  const { abstain, answers } = suggestions[0]!
  if (abstain || answers[0]!.id !== Answer) throw new Error(`${Text}: ${abstain ? 'none' : answers[0]!.id}, not ${Answer}`)
}

const input = async () => await (await fetch('/input.json')).json() as Input

worker(async () => {
  const { playbook, posts } = await input()
  playbookFrom(async () => JSON.stringify(playbook))
  await suggest(posts[0]!)
})

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

Object.assign(globalThis, { warm })
