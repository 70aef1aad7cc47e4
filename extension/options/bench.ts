// The workbench: the engine's own source with YAML, for this page alone and only while it is
// open. It answers everything that the engine answers, and reviews a playbook. The team's
// engine in the worker, which reads pages, knows nothing of what is tried here.

import { Exit, wasi } from '../background/wasi'
import type { Answer, Request, Review, Reviewed } from '../shared/wire'

interface Exports {
  memory: WebAssembly.Memory
  _initialize(): void
  buffer(n: number): number
  call(jsonLength: number, textLength: number): bigint
  review(jsonLength: number, textLength: number): bigint
}

const encoder = new TextEncoder(), decoder = new TextDecoder()

/** A text's length in the text block. */
export const bytes = (text: string): number => encoder.encode(text).length

/** One instance; after a trap it is of no more use, and open() gives another. */
export class Bench {
  private constructor(private readonly wasm: Exports) {}

  static async open(): Promise<Bench> {
    const module = await WebAssembly.compileStreaming(fetch(chrome.runtime.getURL('workbench.wasm')))
    let memory: WebAssembly.Memory
    const { exports } = await WebAssembly.instantiate(module, wasi(module, () => memory))
    const wasm = exports as unknown as Exports
    memory = wasm.memory
    wasm._initialize()
    return new Bench(wasm)
  }

  /** Asks as the worker asks its engine. */
  ask(request: Request, text = ''): Answer { return this.run('call', request, text) as Answer }

  /** Says what is wrong with a playbook, YAML or JSON. */
  review(text: string, now = new Date()): Reviewed {
    const date = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
    const asked: Review = { today: date(0), soon: date(14) }
    return this.run('review', asked, text) as Reviewed
  }

  private run(name: 'call' | 'review', json: unknown, text: string): unknown {
    const head = encoder.encode(JSON.stringify(json)), body = encoder.encode(text), { wasm } = this
    const at = wasm.buffer(head.length + body.length) >>> 0, input = new Uint8Array(wasm.memory.buffer, at, head.length + body.length)
    input.set(head)
    input.set(body, head.length)
    const packed = BigInt.asUintN(64, wasm[name](head.length, body.length))
    return JSON.parse(decoder.decode(new Uint8Array(wasm.memory.buffer, Number(packed >> 32n), Number(packed & 0xffffffffn))))
  }
}

/** Whether an error means that the instance is gone. */
export const gone = (e: unknown): boolean => e instanceof Exit || e instanceof WebAssembly.RuntimeError
