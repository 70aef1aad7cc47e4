// Only for the benchmark: the glue as syumai/workers ships it, which starts Go anew for
// each request, in an object with the same database behind the same router.

import { DurableObject } from "cloudflare:workers";
import stock from "stock";
import { database } from "./database.js";
import { route } from "./router.js";

export class Team extends DurableObject {
  fetch(request) {
    const live = { poke() {}, close() {} };
    const env = { DB: database(this.ctx.storage.sql), LIVE: live, DEVICE_RATE: this.env.DEVICE_RATE };
    return stock.fetch(request, env, this.ctx);
  }
}

export default { fetch: route };
