// What the benchmarks in a browser share: a service worker that is started cold. Not to
// forget: import this before the engine, which asks chrome where its bytes are.

declare const chrome: unknown
Object.assign(globalThis, { chrome: { runtime: { getURL: (path: string) => '/' + path } } })

interface Client { postMessage(data: unknown): void }

export const median = (all: number[]) => all.sort((a, b) => a - b)[all.length >> 1]!

/** In a service worker: does what comes first, and tells how many ms after its start that was done. */
export function worker(first: () => Promise<void>): void {
  if (!('ServiceWorkerGlobalScope' in globalThis)) return
  const done = first().then(() => performance.now())
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

Object.assign(globalThis, { cold })
