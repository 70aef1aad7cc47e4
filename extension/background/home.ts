// Who this browser is to its team's backend, and the one way to speak to it. The device
// token is read here and nowhere else; it goes into one header, never into a message, an
// address or a log.

import type { APIProblem } from '../shared/wire'

/** Where the team lives and the key to it. */
export interface Home {
  origin: string
  team: string
  token: string
  /** Local time at which this token's secret was made, in ms; none before secrets were renewed. */
  madeMs?: number
}

/** An answer of the backend; status 0 means that there was none. */
export type Reply<T> = { ok: true; body: T; sentMs: number } | { ok: false; status: number; code: string; detail: string; sentMs: number }

const TIMEOUT_MS = 20_000

export async function home(): Promise<Home | undefined> {
  return (await chrome.storage.local.get('home'))['home'] as Home | undefined
}

/** The device's id: the part of the token that is no secret. */
export const deviceId = (h: Home) => h.token.split('_')[2] ?? ''

/** Whether both are this browser in the same team: its secret may have been renewed between. */
export const sameDevice = (a: Home | undefined, b: Home | undefined) => !!a && !!b && deviceId(a) === deviceId(b)

const unknown = { ok: false, status: 401, code: 'unauthorized', detail: '' } as const

let refused: () => Promise<void> = async () => {}

/** Hears that the backend does not know this device any more. */
export function onRefused(listener: typeof refused): void { refused = listener }

/**
 * Calls the own team's backend. Not joined is answered like a lost sign-in, without a
 * request; so is what comes back when the person has left meanwhile, for it belongs to
 * another team than the data here. A request that went out under a secret that was
 * renewed meanwhile is made again.
 */
export async function api<T>(method: string, path: string, body?: string): Promise<Reply<T>> {
  for (let h = await home(); ;) {
    if (!h) return { ...unknown, sentMs: Date.now() }
    const reply: Reply<T> = await request<T>(h, method, path, body, { Authorization: `Bearer ${h.token}` }), now = await home()
    if (!now || !sameDevice(now, h)) return { ...unknown, sentMs: reply.sentMs }
    if (reply.ok || reply.status !== 401 || reply.code !== 'unauthorized') return reply
    if (now.token === h.token) {
      await refused()
      return reply
    }
    h = now
  }
}

/** Calls a team's backend under given headers, for the one call made before there is a token. */
export async function request<T>(h: Pick<Home, 'origin' | 'team'>, method: string, path: string, body?: string,
  headers: Record<string, string> = {}): Promise<Reply<T>> {
  const sentMs = Date.now()
  try {
    const init: RequestInit = {
      method, headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
      credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }
    if (body !== undefined) init.body = body
    const response = await fetch(`${h.origin}/v1/teams/${h.team}/${path}`, init)
    if (response.ok) return { ok: true, body: await decoded<T>(response), sentMs }
    const problem = await response.json().catch(() => ({})) as Partial<APIProblem>
    return { ok: false, status: response.status, code: problem.code ?? '', detail: problem.detail ?? '', sentMs }
  } catch {
    return { ok: false, status: 0, code: '', detail: '', sentMs }
  }
}

async function decoded<T>(response: Response): Promise<T> {
  return (response.status === 204 ? undefined : await response.json()) as T
}
