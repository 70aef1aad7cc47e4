// What the router can tell without waking a team's object: is the id one that this home
// made, is the token one that anybody could have made, is it the operator.

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const encoder = new TextEncoder();

/** @type {{secret: string, key: Promise<CryptoKey>} | undefined} the home's, not a team's */
let keyed;

function tagKey(secret) {
  if (keyed?.secret !== secret) {
    const key = crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    keyed = { secret, key };
  }
  return keyed.key;
}

/** First 10 hex characters of HMAC-SHA256(operator secret, "team:" + random part). */
async function tag(secret, random) {
  const mac = await crypto.subtle.sign("HMAC", await tagKey(secret), encoder.encode(`team:${random}`));
  return new DataView(mac).getBigUint64(0).toString(16).padStart(16, "0").slice(0, 10);
}

/** n random base62 characters. */
export function random62(n) {
  let out = "";
  while (out.length < n) {
    for (const b of crypto.getRandomValues(new Uint8Array(n + 8))) {
      if (b < 248 && out.length < n) out += base62[b % 62]; // 248 = 4 * 62: no character is likelier
    }
  }
  return out;
}

/** A new team id: 22 random base62 characters (131 bit), then their tag. */
export async function mintTeam(secret) {
  const random = random62(22);
  return random + (await tag(secret, random));
}

/** Ids that were found good, under the secret they were made with. */
const good = { secret: "", ids: new Set() };

/** Is the id one that this home made? Otherwise anybody could make objects for invented names. */
export async function isTeam(secret, id) {
  if (good.secret === secret && good.ids.has(id)) return true;
  if (!same(encoder.encode(await tag(secret, id.slice(0, 22))), encoder.encode(id.slice(22)))) return false;
  if (good.secret !== secret || good.ids.size >= 10_000) good.ids.clear();
  good.secret = secret;
  good.ids.add(id);
  return true;
}

/** @returns {Promise<boolean>} compared by digest, so the time tells nothing */
export async function isOperator(secret, bearer) {
  const [a, b] = await Promise.all([secret, bearer].map((s) => crypto.subtle.digest("SHA-256", encoder.encode(s))));
  return secret !== "" && same(new Uint8Array(a), new Uint8Array(b));
}

const same = (a, b) => a.byteLength === b.byteLength && crypto.subtle.timingSafeEqual(a, b);

/** Is the token's checksum right? Says nothing about who it is. */
export function isToken(bearer) {
  const parts = /^(pl_d_[0-9A-Za-z]{16}_[0-9A-Za-z]{43})_([0-9A-Za-z]{6})$/.exec(bearer);
  return parts !== null && checksum(parts[1]) === parts[2];
}

/** CRC-32 (IEEE) of each byte. */
const crcs = Uint32Array.from({ length: 256 }, (_, crc) => {
  for (let k = 0; k < 8; k++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});

/** CRC-32 of an ASCII text as six base62 characters. */
function checksum(text) {
  let crc = ~0;
  for (let i = 0; i < text.length; i++) crc = (crc >>> 8) ^ crcs[(crc ^ text.charCodeAt(i)) & 255];
  let n = ~crc >>> 0;
  let out = "";
  for (let i = 0; i < 6; i++, n = Math.floor(n / 62)) out = base62[n % 62] + out;
  return out;
}
