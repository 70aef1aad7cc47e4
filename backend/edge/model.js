// What a team's Go asks a language model: one request out of the object, to the address that
// the operator set, under a key that Go never sees. Its twin is backend/server/model_native.go.

const most = (64 << 10) + 1; // bytes; Go refuses what is longer than 64 KiB

/**
 * @param {{MODEL_URL: string, MODEL_KEY?: string}} env
 * @param {Uint8Array} body
 * @param {number} ms how long Go waits; it tells of that by itself
 * @returns {Promise<Uint8Array | undefined>} the body of an answer with status 200 that is JSON; undefined: there is none
 */
export async function askModel({ MODEL_URL, MODEL_KEY }, body, ms) {
  const headers = { "Content-Type": "application/json" };
  if (MODEL_KEY) headers.Authorization = `Bearer ${MODEL_KEY}`;
  try {
    const answer = await fetch(MODEL_URL, { method: "POST", headers, body, redirect: "manual", signal: AbortSignal.timeout(ms + 1000) });
    const type = answer.headers.get("Content-Type")?.split(";", 1)[0].trim().toLowerCase();
    if (answer.status === 200 && type === "application/json") return await start(answer.body);
    await answer.body?.cancel();
  } catch {
    // slow, cut off, nobody there: the device has drafts of its own
  }
  return undefined;
}

async function start(stream) {
  const parts = [];
  let size = 0;
  for await (const part of stream) {
    parts.push(part);
    if ((size += part.byteLength) >= most) break;
  }
  return new Uint8Array(await new Blob(parts).slice(0, most).arrayBuffer());
}
