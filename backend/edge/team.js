// The Durable Object of one team: its SQLite, its Go, its sockets. Nothing that matters
// lives in this class alone: the platform may drop it between any two requests.

import { DurableObject } from "cloudflare:workers";
import { Instance, Unavailable } from "./instance.js";
import { askModel } from "./model.js";
import { header, pack, respond, sent, unpack } from "./packed.js";

const memoryLimit = 64 * 1024 * 1024; // bytes; the isolate of about 128 MB is shared with other teams
const socketsPerDevice = 8;
const socketsPerTeam = 1000;
const hour = 60 * 60 * 1000;
const strangeMessages = 3; // anything but "p"; then the socket is closed

export class Team extends DurableObject {
  /** @type {Promise<Instance> | undefined} */
  #starting;
  /** @type {Instance | undefined} what #starting became */
  #go;
  #env = {
    DEVICE_RATE: this.env.DEVICE_RATE, // requests a second, where the operator set it
    MODEL_NAME: this.env.MODEL_URL && this.env.MODEL_NAME, // of the language model, where there is one
    MODEL_SECONDS: this.env.MODEL_SECONDS, // to wait for it
    MODEL_MOST: this.env.MODEL_MOST, // answers of a team in a day
    MODEL: { ask: (body, ms) => askModel(this.env, body, ms) },
    LIVE: {
      poke: (seq) => this.#poke(String(seq)),
      close: (device) => this.#close(device),
    },
  };

  constructor(ctx, env) {
    super(ctx, env);
    // Answered by the platform without waking the object.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("p", "p"));
    // A failed start is told to the request that needs it, which tries once more.
    ctx.blockConcurrencyWhile(() => Promise.allSettled([this.#instance(), this.#wake()]));
  }

  async #wake() {
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now());
  }

  /**
   * The daily job, at the object's first start and then within the hour after each day (UTC).
   * Its path is none that the router lets in.
   */
  async alarm() {
    let next = (Math.floor(Date.now() / (24 * hour)) + 1) * 24 * hour + Math.random() * hour;
    try {
      const { status } = unpack(await this.#ask(pack(["POST", "/daily"], null)));
      if (status !== 204) throw new Error(`status ${status}`);
    } catch (error) {
      console.error(`team: the daily job: ${error}`);
      next = Date.now() + hour;
    }
    await this.ctx.storage.setAlarm(next); // by hand: the platform gives up after a few failures
  }

  /**
   * Answers a request of the router: what becomes a socket as it is, all others packed
   * (packed.js) in the body of a POST. An answer with Porchlight-Problem is made into that
   * problem there.
   * @param {Request} request
   */
  async fetch(request) {
    try {
      if (request.method === "POST") return respond(unpack(await this.#ask(new Uint8Array(await request.arrayBuffer()))));
      const answer = unpack(await this.#ask(pack([request.method, sent(request.url).path, ...[...request.headers].flat()], null)));
      const device = header(answer, "Porchlight-Socket");
      return device === null ? respond(answer) : this.#accept(device, header(answer, "Porchlight-Seq"));
    } catch (error) {
      if (!(error instanceof Unavailable)) console.error(`team: ${error}`);
      return new Response(null, { status: 503, headers: { "Porchlight-Problem": "unavailable" } });
    }
  }

  async #ask(packed) {
    const go = await this.#instance();
    const answer = await go.call(packed);
    if (go.size > memoryLimit) this.#renew(go);
    return answer;
  }

  async #instance() {
    if (this.#go?.dead) this.#go = this.#starting = undefined;
    const starting = (this.#starting ??= Instance.start(this.#env, this.ctx.storage.sql));
    try {
      const go = await starting;
      if (this.#starting === starting) this.#go = go;
      return go;
    } catch (error) {
      if (this.#starting === starting) this.#starting = undefined;
      throw error;
    }
  }

  // The next request starts a new instance; the open ones end on the old one.
  #renew(go) {
    if (this.#go !== go || go.dead) return;
    console.log(`team: instance of ${go.size >> 20} MB renewed`);
    this.#go = this.#starting = undefined;
    go.retire();
  }

  #accept(device, seq) {
    const full = this.ctx.getWebSockets(device).length >= socketsPerDevice || this.ctx.getWebSockets().length >= socketsPerTeam;
    if (full) return new Response(null, { status: 503, headers: { "Porchlight-Problem": "rate_limited" } });
    const [client, server] = Object.values(new WebSocketPair());
    this.ctx.acceptWebSocket(server, [device]);
    server.send(seq);
    return new Response(null, { status: 101, webSocket: client });
  }

  #poke(seq) {
    for (const socket of this.ctx.getWebSockets()) {
      try {
        socket.send(seq);
      } catch {
        // closing already; its client pulls after the next connect
      }
    }
  }

  #close(device) {
    for (const socket of this.ctx.getWebSockets(device)) socket.close(1008, "revoked");
  }

  // "p" never arrives here. The count is kept with the socket, for the object may sleep.
  webSocketMessage(socket) {
    const strange = (socket.deserializeAttachment() ?? 0) + 1;
    if (strange >= strangeMessages) socket.close(1008, "unexpected messages");
    else socket.serializeAttachment(strange);
  }
}
