// Answers that are made before Go sees the request, with the headers and words that
// backend/server/{headers,problem}.go give. Never a text of the platform.

import { random62 } from "./guard.js";

const extension = "chrome-extension://kgjjopcdffmilajjpnadfkjocbpkfhii";

const problems = {
  invalid: [400, "The request is not valid"],
  unauthorized: [401, "This device is not signed in"],
  not_found: [404, "There is nothing here"],
  too_large: [413, "The request is too large"],
  rate_limited: [429, "Too many requests"],
  unavailable: [503, "Not available right now"],
};
const retryAfter = { rate_limited: "60", unavailable: "1" }; // seconds

const isOurs = (origin) => origin === extension || /^moz-extension:\/\/./.test(origin);

/** Headers of every answer. @param {Request} request */
export function plain(request) {
  const headers = new Headers({
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    Vary: "Origin",
  });
  const origin = request.headers.get("Origin") ?? "";
  if (isOurs(origin)) {
    headers.set("Access-Control-Allow-Origin", origin);
    headers.set("Access-Control-Expose-Headers", "ETag, Retry-After");
  }
  return headers;
}

/** Answers OPTIONS, for any path. @param {Request} request */
export function preflight(request) {
  const headers = plain(request);
  if (isOurs(request.headers.get("Origin") ?? "")) {
    headers.set("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
    headers.set("Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match");
    headers.set("Access-Control-Max-Age", "86400");
  }
  return new Response(null, { status: 204, headers });
}

/**
 * An RFC 9457 problem.
 * @param {Request} request
 * @param {keyof typeof problems} code
 * @param {string} [detail]
 */
export function problem(request, code, detail) {
  const [status, title] = problems[code];
  const headers = plain(request);
  headers.set("Content-Type", "application/problem+json");
  if (code in retryAfter) headers.set("Retry-After", retryAfter[code]);
  const body = { type: "about:blank", title, status, code, detail, request_id: requestId(request) };
  return new Response(JSON.stringify(body), { status, headers });
}

const ids = new WeakMap();

/** The request's id, the same each time it is asked. @param {Request} request */
export function requestId(request) {
  if (!ids.has(request)) ids.set(request, random62(16));
  return ids.get(request);
}
