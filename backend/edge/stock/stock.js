// Only for the benchmark: the glue as syumai/workers ships it, which starts Go anew for
// each request, and its d1 driver over the object's database, behind the same router.

import { DurableObject } from "cloudflare:workers";
import stock from "stock";
import { split } from "../packed.js";
import { route } from "../router.js";

/** A D1-shaped door to the object's own SQLite. */
const prepare = (sql, text, args) => ({
  bind: (...given) => prepare(sql, text, given.map((v) => (typeof v === "boolean" ? Number(v) : v))),
  run: async () => (sql.exec(text, ...args).toArray(), { meta: {} }),
  raw: async () => {
    const cursor = sql.exec(text, ...args);
    return [cursor.columnNames, ...cursor.raw()];
  },
});

export class Team extends DurableObject {
  async fetch(request) {
    const { lines, headers, body } = split(new Uint8Array(await request.arrayBuffer()), 2);
    const [method, path] = lines;
    const DB = { prepare: (text) => prepare(this.ctx.storage.sql, text, []) };
    const asked = new Request("https://home" + path, { method, headers, body: body.length > 0 ? body : null });
    return stock.fetch(asked, { DB, DEVICE_RATE: this.env.DEVICE_RATE }, this.ctx);
  }
}

export default { fetch: route };
