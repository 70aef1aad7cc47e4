// One Go instance: how it starts, is called and ends. It may end at any moment (a panic
// outside a handler, a trap), so every promise here also ends with the instance.

import "wasm_exec"; // GOROOT's, of the Go that built app.wasm; defines globalThis.Go
import program from "./app.wasm";

const deadline = 25_000; // ms for a request, and for the start

/** Thrown instead of an answer. The op may have been written: clients send the same op id again. */
export class Unavailable extends Error {}

export class Instance {
  #go = new Go();
  #binding = {};
  #open = new Set(); // one function per open request; it refuses that request
  #retired = false;
  #memory;
  dead = false;

  /**
   * Starts Go and waits for its handler.
   * @param {object} env all that Go may see of the platform
   * @returns {Promise<Instance>}
   */
  static async start(env) {
    const made = new Instance();
    await made.#bounded((ready) => made.#run(env, ready));
    return made;
  }

  /**
   * @param {Request} request
   * @returns {Promise<Response>}
   */
  call(request) {
    return this.#bounded((done, fail) => this.#binding.handleRequest(request).then(done, fail));
  }

  /** Bytes of wasm memory, which never shrinks. */
  get size() {
    return this.#memory.buffer.byteLength;
  }

  /** Ends the instance when its open requests are answered; no new ones may come. */
  retire() {
    this.#retired = true;
    if (this.#open.size === 0) this.#end("retired");
  }

  #run(env, ready) {
    const go = this.#go;
    const resume = go._resume.bind(go);
    go.exit = (code) => console.error(`go: exit ${code}`);
    // A trap leaves go.run pending for ever, and a late timer may call a dead instance.
    go._resume = () => {
      if (this.dead) return;
      try {
        resume();
      } catch (trap) {
        this.#end(go.exited ? "exited" : `trap: ${trap}`);
      }
    };
    const instance = new WebAssembly.Instance(program, { ...go.importObject, workers: { ready } });
    this.#memory = instance.exports.mem;
    // Read by package initialisers only, which all run before go.run returns: so teams
    // that share the isolate do not share it.
    globalThis.context = { env, binding: this.#binding };
    const ended = go.run(instance);
    delete globalThis.context;
    ended.then(() => this.#end("exited"), (trap) => this.#end(`trap: ${trap}`));
  }

  #end(why) {
    if (this.dead) return;
    this.dead = true;
    if (!this.#retired) console.error(`go: instance ended: ${why}`);
    for (const fail of [...this.#open]) fail(why);
  }

  // No Promise.race with a promise of the instance's life: each race would leave a
  // reaction on it until the instance ends.
  #bounded(begin) {
    return new Promise((resolve, reject) => {
      const close = (settle, value) => {
        clearTimeout(timer);
        this.#open.delete(fail);
        settle(value);
        if (this.#retired && this.#open.size === 0) this.#end("retired");
      };
      const fail = (why) => close(reject, new Unavailable(String(why)));
      const timer = setTimeout(fail, deadline, "deadline");
      this.#open.add(fail);
      try {
        begin((value) => close(resolve, value), fail);
      } catch (trap) {
        this.#end(`trap: ${trap}`);
      }
    });
  }
}
