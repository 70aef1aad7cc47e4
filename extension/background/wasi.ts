// The few system calls that Go's wasip1 runtime makes of its host. The engine has no
// files, no network, no arguments and no clock: what is not here answers "not supported",
// and anything it prints goes to the console. Time is what a request says it is.

const OK = 0, BADF = 8, NOSYS = 52

/** Thrown by proc_exit: the Go runtime has ended and its exports are dead. */
export class Exit extends Error {
  constructor(readonly code: number) { super(`the engine ended with code ${code}`) }
}

/** The imports that a module asks for; memory is known once the instance exists. */
export function wasi(module: WebAssembly.Module, memory: () => WebAssembly.Memory): WebAssembly.Imports {
  let readings = 0
  const view = () => new DataView(memory().buffer)
  const none = (count: number, size: number) => {
    view().setUint32(count, 0, true)
    view().setUint32(size, 0, true)
    return OK
  }
  const known: Record<string, (...args: never[]) => number> = {
    args_sizes_get: none,
    args_get: () => OK,
    environ_sizes_get: none,
    environ_get: () => OK,
    clock_time_get: (id: number, _precision: bigint, out: number) => {
      // Wall time stands still; the runtime's own clock must not be 0 and must go on, so each reading is a ms.
      view().setBigUint64(out, id === 0 ? 0n : BigInt(++readings) * 1_000_000n, true)
      return OK
    },
    random_get: (at: number, length: number) => {
      for (let i = 0; i < length; i += 65536) // the most that one call fills
        crypto.getRandomValues(new Uint8Array(memory().buffer, at + i, Math.min(65536, length - i)))
      return OK
    },
    fd_write: (_fd: number, vectors: number, count: number, written: number) => print(view(), vectors, count, written),
    fd_fdstat_get: (fd: number, out: number) => {
      if (fd > 2) return BADF
      new Uint8Array(memory().buffer, out, 24).fill(0)
      view().setUint8(out, 2) // a character device
      return OK
    },
    fd_fdstat_set_flags: () => OK,
    fd_prestat_get: () => BADF,
    fd_close: () => BADF,
    fd_read: () => BADF,
    sched_yield: () => OK,
    poll_oneoff: (_in: number, out: number, count: number, events: number) => {
      new Uint8Array(memory().buffer, out, 32 * count).fill(0) // each is due at once
      view().setUint32(events, count, true)
      return OK
    },
    proc_exit: (code: number) => { throw new Exit(code) },
  }
  const imports: Record<string, CallableFunction> = {}
  for (const { name } of WebAssembly.Module.imports(module)) imports[name] = known[name] ?? (() => NOSYS)
  return { wasi_snapshot_preview1: imports as WebAssembly.ModuleImports }
}

function print(view: DataView, vectors: number, count: number, written: number): number {
  let text = '', total = 0
  for (let i = 0; i < count; i++) {
    const at = view.getUint32(vectors + 8 * i, true), length = view.getUint32(vectors + 8 * i + 4, true)
    text += new TextDecoder().decode(new Uint8Array(view.buffer, at, length))
    total += length
  }
  console.warn('engine:', text.trimEnd())
  view.setUint32(written, total, true)
  return OK
}
