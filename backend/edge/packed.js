// Requests and answers as bytes: the size of the head, the head as lines, the body. So
// they go from the router to the object, and from JavaScript to Go and back, in one piece;
// the other side is glue/serve_js.go. No line break can be in a method, a path as it was
// sent, or a header.

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const bodiless = new Set([204, 205, 304]); // statuses that may have no body, as the platform sees it

/**
 * @param {string[]} lines
 * @param {ArrayBuffer | null} body
 */
export function pack(lines, body) {
  const head = encoder.encode(lines.join("\n"));
  const size = body?.byteLength ?? 0;
  const packed = new Uint8Array(4 + head.length + size);
  new DataView(packed.buffer).setUint32(0, head.length, true);
  packed.set(head, 4);
  if (size > 0) packed.set(new Uint8Array(body), 4 + head.length);
  return packed;
}

/**
 * Takes apart what pack made; the lines after the first few are the names and values of
 * headers in turn.
 * @param {Uint8Array} packed
 * @param {number} few
 */
export function split(packed, few) {
  const end = 4 + new DataView(packed.buffer, packed.byteOffset).getUint32(0, true);
  const lines = decoder.decode(packed.subarray(4, end)).split("\n");
  const headers = [];
  for (let i = few; i + 1 < lines.length; i += 2) headers.push([lines[i], lines[i + 1]]);
  return { lines: lines.slice(0, few), headers, body: packed.subarray(end) };
}

/**
 * An answer's one line is the status.
 * @param {Uint8Array} packed
 */
export function unpack(packed) {
  const { lines, headers, body } = split(packed, 1);
  return { status: Number(lines[0]), headers, body };
}

/**
 * One of an answer's headers, by the name as Go writes it.
 * @param {ReturnType<typeof unpack>} answer
 * @param {string} name
 */
export const header = (answer, name) => answer.headers.find((pair) => pair[0] === name)?.[1] ?? null;

/** @param {ReturnType<typeof unpack>} answer */
export const respond = ({ status, headers, body }) => new Response(bodiless.has(status) ? null : body, { status, headers });

/** A URL in two, as it was sent: nothing unescaped, nothing resolved. @param {string} url */
export function sent(url) {
  const at = url.indexOf("/", url.indexOf("//") + 2);
  return { origin: url.slice(0, at), path: url.slice(at) };
}
