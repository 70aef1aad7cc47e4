// Checks of hostile values. A check says whether a value has its shape; record() knows
// every field of a wire type, so a field that is added to it does not compile until
// somebody says what may be in it.

/** Says whether a value has the shape. */
export type Check = (v: unknown) => boolean

export const text = (most: number): Check => v => typeof v === 'string' && v.length <= most
export const number: Check = v => typeof v === 'number' && Number.isFinite(v)
export const count: Check = v => Number.isSafeInteger(v) && (v as number) >= 0
export const flag: Check = v => typeof v === 'boolean'
export const one = (...of: string[]): Check => v => of.includes(v as string)
export const pattern = (p: RegExp): Check => v => typeof v === 'string' && p.test(v)
export const maybe = (check: Check): Check => v => v === undefined || check(v)
export const list = (most: number, check: Check): Check => v => Array.isArray(v) && v.length <= most && v.every(check)

export const not: Check = v => v === undefined

/** An object whose keys are values, too. */
export const mapOf = (most: number, key: Check, value: Check): Check => v =>
  plain(v) && Object.keys(v).length <= most && Object.entries(v).every(([k, one]) => key(k) && value(one))

/** A closed object: these fields and no others. */
export function record<T extends object>(fields: { [K in keyof T]-?: Check }): Check {
  const checks = Object.entries<Check>(fields)
  return v => plain(v) && Object.keys(v).every(k => Object.hasOwn(fields, k)) && checks.every(([k, check]) => check(v[k]))
}

/** The kinds of a union, each with the check of its body. */
export type Kinds<U> = { [K in U extends unknown ? keyof U : never]: Check }

/** Decodes a message of exactly one kind; undefined when it is anything else. */
export function decode<U>(kinds: Kinds<U>, v: unknown): U | undefined {
  if (!plain(v)) return undefined
  const [kind, ...more] = Object.keys(v)
  if (kind === undefined || more.length || !Object.hasOwn(kinds, kind)) return undefined
  return (kinds as Record<string, Check>)[kind]!(v[kind]) ? v as U : undefined
}

/** A message in a message, of exactly one kind. */
export const union = <U>(kinds: Kinds<U>): Check => v => decode(kinds, v) !== undefined

function plain(v: unknown): v is Record<string, unknown> {
  return typeof v === 'object' && v !== null && !Array.isArray(v)
}
