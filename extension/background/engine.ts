// The engine: Go in WebAssembly, loaded at its first use, a pure function of playbook and
// request. After a trap its memory is worth nothing: a new instance takes over with the
// same playbook and is asked once more; a second trap in a row is told to the person.

import type { Answer, Loaded, Request as Ask } from '../shared/wire'
import { wasi } from './wasi'

interface Instance {
  memory: WebAssembly.Memory
  buffer(n: number): number
  call(jsonLength: number, textLength: number): bigint
}

/** What went wrong for good: the engine trapped twice in a row. */
export class EngineBroken extends Error {}

const encoder = new TextEncoder(), decoder = new TextDecoder()
let compiled: Promise<WebAssembly.Module> | undefined
let running: Promise<Instance> | undefined
let broken = false

/** True while the last question ended in two traps. */
export const engineBroken = () => broken

/** Where a new instance gets the playbook from; set once at start. */
let playbook: () => Promise<string | undefined> = async () => undefined
export function playbookFrom(source: typeof playbook): void { playbook = source }

/** The UTF-8 length of a text, as ScanPost.bytes counts it. */
export function byteLength(text: string): number {
  let n = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    n += unit < 0x800 ? 1 : 2
    if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++ // a pair: two units, four bytes
  }
  return n
}

/** Asks the engine; rejects with EngineBroken after the second trap. */
export async function ask(request: Ask, text = ''): Promise<Answer> {
  for (let last = false; ; last = true) {
    const instance = running ??= start()
    try {
      const answer = call(await instance, request, text)
      broken = false
      return answer
    } catch (trap) {
      console.warn('engine:', trap)
      if (running === instance) running = undefined
      if (!last) continue
      broken = true
      throw new EngineBroken(String(trap))
    }
  }
}

/** Drops the instance and the playbook in it; the next question starts another. */
export function unload(): void { running = undefined }

/** Puts a playbook into the running engine. On a problem the one before stays in use. */
export async function load(text: string): Promise<Loaded> {
  return pick(await ask({ load: {} }, text), 'loaded')
}

/** Takes the answer of one kind, or throws what the engine said instead. */
export function pick<K extends string, T>(answer: Answer, kind: K): Extract<Answer, Record<K, T>>[K] {
  if (kind in answer) return (answer as Extract<Answer, Record<K, T>>)[kind]
  throw new Error('error' in answer ? answer.error.message : `the engine gave no ${kind}`)
}

async function start(): Promise<Instance> {
  const module = await (compiled ??= compile().catch(e => { compiled = undefined; throw e }))
  let memory: WebAssembly.Memory
  const { exports } = await WebAssembly.instantiate(module, wasi(module, () => memory))
  memory = exports['memory'] as WebAssembly.Memory
  const instance = exports as unknown as Instance & { _initialize(): void }
  instance._initialize()
  const text = await playbook()
  if (text) call(instance, { load: { checked: true } }, text)
  return instance
}

async function compile(): Promise<WebAssembly.Module> {
  const url = chrome.runtime.getURL('engine.wasm')
  try {
    return await WebAssembly.compileStreaming(fetch(url))
  } catch {
    return WebAssembly.compile(await (await fetch(url)).arrayBuffer()) // a browser that serves no wasm type
  }
}

function call(instance: Instance, request: Ask, text: string): Answer {
  // Written where it is read: a unit of a JavaScript string is three bytes at most.
  const json = JSON.stringify(request)
  const room = 3 * (json.length + text.length), at = instance.buffer(room) >>> 0
  const input = new Uint8Array(instance.memory.buffer, at, room)
  const head = encoder.encodeInto(json, input).written
  const body = encoder.encodeInto(text, input.subarray(head)).written
  const packed = BigInt.asUintN(64, instance.call(head, body))
  const output = new Uint8Array(instance.memory.buffer, Number(packed >> 32n), Number(packed & 0xffffffffn))
  return JSON.parse(decoder.decode(output)) as Answer
}

