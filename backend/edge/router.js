// What stands in front of the teams on the edge: one strict path, a checked team id, a
// token that could be real, a body that is all there; only then the team's object. Its
// twin is backend/server/router.go: the two check the same and set the same headers.

import { isOperator, isTeam, isToken, mintTeam } from "./guard.js";
import { pack, sent } from "./packed.js";
import { plain, preflight, problem, requestId } from "./problem.js";
import joinPage from "../server/join.html";

/**
 * @typedef {object} Env
 * @property {DurableObjectNamespace} TEAMS
 * @property {string} OPERATOR_SECRET
 * @property {string} [ORIGIN] the home's own address, where a proxy hides it
 * @property {string} [ADDRESS_HEADER] the header in which a trusted proxy tells the client's address
 */

// On the path as it was sent: nothing escaped, nothing doubled.
const teamPath = /^\/v1\/teams\/([0-9A-Za-z]{22}[0-9a-f]{10})((?:\/[0-9A-Za-z-]+)+)$/;
const bodyLimit = 1 << 20; // bytes, the largest of any route; Go has a smaller one for most
const rowsLimit = 4 << 20; // the operator's, for a team that moves here

/**
 * @param {Request} request
 * @param {Env} env
 */
export async function route(request, env) {
  const { method, headers } = request; // each is a call into the platform
  const at = sent(request.url);
  const path = at.path.split("?", 1)[0];
  if (method === "OPTIONS") return preflight(request);
  if (method === "GET" && path === "/health") return page(request, "text/plain; charset=utf-8", "ok\n");
  if (method === "GET" && path === "/join") return page(request, "text/html; charset=utf-8", joinPage);

  const bearer = /^Bearer (\S+)$/.exec(headers.get("Authorization") ?? "")?.[1] ?? "";
  const operator = bearer !== "" && !bearer.startsWith("pl_d_") && (await isOperator(env.OPERATOR_SECRET, bearer));
  if (method === "POST" && path === "/v1/teams") {
    if (!operator) return problem(request, "unauthorized", "making a team needs the operator's secret");
    return forward(request, env, at, await mintTeam(env.OPERATOR_SECRET), "", true);
  }
  const [, team, rest] = teamPath.exec(path) ?? [];
  if (team === undefined || !(await isTeam(env.OPERATOR_SECRET, team))) {
    return problem(request, "not_found", "no such address");
  }
  if (!operator && headers.has("Authorization") && !isToken(bearer)) {
    return problem(request, "unauthorized", "join the team again with an invite link");
  }
  return forward(request, env, at, team, rest, operator);
}

async function forward(request, env, { origin, path }, team, rest, operator) {
  const limit = operator ? rowsLimit : bodyLimit;
  const body = await whole(request, limit);
  if (body === undefined) return problem(request, "too_large", `a body may have ${limit >> 20} MiB at most`);
  const query = path.indexOf("?");
  const inside = `/v1/teams/${team}${rest}${query < 0 ? "" : path.slice(query)}`;
  const headers = within(request, env, origin, operator);
  const object = env.TEAMS.get(objectId(env, team));
  const socket = request.headers.get("Upgrade") === "websocket";
  const answer = socket
    ? await object.fetch(origin + inside, { headers })
    : await object.fetch(origin, { method: "POST", body: pack([request.method, inside, ...headers.flat()], body) });
  const code = answer.headers.get("Porchlight-Problem");
  return code === null ? answer : problem(request, code);
}

/** @type {Map<string, DurableObjectId>} making one is a keyed hash */
const ids = new Map();

function objectId(env, team) {
  let id = ids.get(team);
  if (id === undefined) {
    if (ids.size >= 10_000) ids.clear();
    ids.set(team, (id = env.TEAMS.idFromName(team)));
  }
  return id;
}

// What Go reads; a header that is not listed cannot pretend to be ours.
const passed = ["Authorization", "Content-Type", "Content-Encoding", "If-None-Match", "Origin", "Upgrade"];

/** The headers that the object sees, in pairs. Those named Porchlight-* are ours alone. */
function within(request, env, origin, operator) {
  const { headers } = request;
  const pairs = [
    ["Porchlight-Request", requestId(request)],
    ["Porchlight-Origin", env.ORIGIN || origin],
    ["Porchlight-Address", (env.ADDRESS_HEADER && headers.get(env.ADDRESS_HEADER)) || "unknown"],
  ];
  if (operator) pairs.push(["Porchlight-Operator", "1"]);
  for (const name of passed) {
    if (operator && name === "Authorization") continue; // the home's secret stays in the router
    const value = headers.get(name);
    if (value !== null) pairs.push([name, value]);
  }
  return pairs;
}

/**
 * The body, read here so that a slow sender keeps no object busy.
 * @param {Request} request
 * @param {number} limit bytes
 * @returns {Promise<ArrayBuffer | null | undefined>} null: there is none; undefined: too large
 */
async function whole(request, limit) {
  if (request.body === null) return null;
  const told = request.headers.get("Content-Length");
  if (Number(told) > limit) {
    // Who is still sending when the answer comes may lose it with the connection; so what is only somewhat too long is let in.
    if (Number(told) <= 4 * limit) await request.arrayBuffer();
    return undefined;
  }
  if (told !== null) return request.arrayBuffer(); // the platform holds a sender to what it told
  const parts = [];
  let size = 0;
  for await (const part of request.body) {
    size += part.byteLength;
    if (size > limit) return undefined;
    parts.push(part);
  }
  return new Blob(parts).arrayBuffer();
}

function page(request, type, text) {
  const headers = plain(request);
  headers.set("Content-Type", type);
  headers.set(
    "Content-Security-Policy",
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  return new Response(text, { headers });
}
