// When a post was written, as far as its page says: a moment, or from when to when it may
// have been. "3h" is an hour long, a bare date is a day anywhere on earth; what is not
// understood is left out.

import type { Range } from '../shared/wire'

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR
const EAST = 14 * HOUR, WEST = 12 * HOUR // how far a clock without a zone may be off

// English and Norwegian, short and long: 5m, 5 min, 3h, 3 timer, 2d, 2 dager siden, 1w, 1 uke.
const AGE = /^(\d{1,3})\s*(?:(s|se[ck]\w*)|(m|min\w*)|(h|hrs?|hours?|t|timer?)|(d|days?|dag|dager)|(w|weeks?|u|uker?))(?![\p{L}\d])/iu
const UNITS = [1000, MINUTE, HOUR, DAY, 7 * DAY]
const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?)?/

/** From when to when a post may have been written that was seen then; undefined where nothing tells. */
export function posted(time: string, seenMs: number): Range | undefined {
  const range = moment(time.trim()) ?? age(time.trim(), seenMs)
  if (!range) return undefined
  const to = Math.min(range.to_ms, seenMs), from = Math.min(range.from_ms, to)
  return from > 0 ? { from_ms: from, to_ms: to } : undefined
}

function moment(time: string): Range | undefined {
  const [, day, clock, zone] = MOMENT.exec(time) ?? []
  if (!day) return undefined
  const at = Date.parse(`${day}T${clock ?? '00:00'}${zone?.replace(/^(...)(\d\d)$/, '$1:$2') ?? 'Z'}`)
  if (Number.isNaN(at)) return undefined
  return zone ? { from_ms: at, to_ms: at } : { from_ms: at - EAST, to_ms: at + WEST + (clock ? 0 : DAY) }
}

function age(time: string, seenMs: number): Range | undefined {
  const [, count, ...unit] = AGE.exec(time) ?? []
  if (!count) return undefined
  const length = UNITS[unit.findIndex(u => u)]!
  return { from_ms: seenMs - (Number(count) + 1) * length, to_ms: seenMs - Number(count) * length }
}
