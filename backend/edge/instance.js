// One Go instance: how it starts, is called and ends. It may end at any moment (a panic
// outside a handler, a trap), so every promise here also ends with the instance.

import "wasm_exec"; // GOROOT's, of the Go that built app.wasm; defines globalThis.Go
import program from "./app.wasm";
import { door } from "./database.js";

const deadline = 25_000; // ms for a request, and for the start

/** Thrown instead of an answer. The op may have been written: clients send the same op id again. */
export class Unavailable extends Error {}

export class Instance {
  #go = new Go();
  #accept; // Go's, as is the next
  #heard;
  #said = new Map(); // by number: what a model answered, until Go takes it
  #requests = new Map(); // by number: the body, and whom to give the answer
  #last = 0;
  #open = new Set(); // one function per open request; it refuses that request
  #retired = false;
  #memory;
  dead = false;

  /**
   * Starts Go and waits for its handler.
   * @param {object} env all that Go may see of the platform
   * @param {SqlStorage} sql the team's database
   * @returns {Promise<Instance>}
   */
  static async start(env, sql) {
    const made = new Instance();
    await made.#bounded((ready) => made.#run(env, sql, ready));
    return made;
  }

  /**
   * @param {Uint8Array} packed a request, see packed.js
   * @returns {Promise<Uint8Array>} its answer
   */
  async call(packed) {
    const number = ++this.#last;
    try {
      return await this.#bounded((answer) => {
        this.#requests.set(number, { packed, answer });
        this.#accept(number);
        this.#go._resume();
      });
    } finally {
      this.#requests.delete(number);
    }
  }

  // What Go imports for the requests; the other side is glue/serve_js.go. A request that
  // was given up has no entry any more.
  #desk(memory) {
    return {
      requestSize: (number) => this.#requests.get(number).packed.length,
      takeRequest: (number, at) => {
        const request = this.#requests.get(number);
        new Uint8Array(memory(), at, request.packed.length).set(request.packed);
        request.packed = undefined;
      },
      answer: (number, at, size) => this.#requests.get(number)?.answer(new Uint8Array(memory(), at, size).slice()),
    };
  }

  // What Go imports to ask a model; the other side is glue/model_js.go.
  #model(memory, ask) {
    return {
      askModel: (number, at, size, ms) => {
        const body = new Uint8Array(memory(), at, size).slice();
        ask(body, ms).then((said) => {
          if (this.dead) return;
          this.#said.set(number, said);
          try {
            this.#heard(number, said === undefined ? -1 : said.length);
            this.#go._resume(); // takes it, unless Go waits no longer
          } catch (trap) {
            this.#end(`trap: ${trap}`);
          }
          this.#said.delete(number);
        });
      },
      takeModel: (number, at) => {
        const said = this.#said.get(number);
        new Uint8Array(memory(), at, said.length).set(said);
      },
    };
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

  #run(env, sql, ready) {
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
    const memory = () => this.#memory.buffer;
    const porchlight = { ...door(sql, memory), ...this.#desk(memory), ...this.#model(memory, env.MODEL.ask), poke: env.LIVE.poke };
    const instance = new WebAssembly.Instance(program, { ...go.importObject, workers: { ready }, porchlight });
    this.#memory = instance.exports.mem;
    this.#accept = instance.exports.accept;
    this.#heard = instance.exports.heard;
    // Read by package initialisers only, which all run before go.run returns: so teams
    // that share the isolate do not share it.
    globalThis.context = { env, binding: {} };
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
  // reaction on it until the instance ends. And no timer for what is done at once, as
  // almost every request is.
  #bounded(begin) {
    return new Promise((resolve, reject) => {
      let timer;
      const close = (settle, value) => {
        if (!this.#open.delete(fail)) return;
        clearTimeout(timer);
        settle(value);
        if (this.#retired && this.#open.size === 0) this.#end("retired");
      };
      const fail = (why) => close(reject, new Unavailable(String(why)));
      this.#open.add(fail);
      try {
        begin((value) => close(resolve, value));
      } catch (trap) {
        this.#end(`trap: ${trap}`);
      }
      if (this.#open.has(fail)) timer = setTimeout(fail, deadline, "deadline");
    });
  }
}
