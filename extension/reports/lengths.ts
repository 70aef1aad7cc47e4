// How long, in hours: a day of business time is no day of the calendar, so days are not said.
import { language, t } from '../shared/words'

const unit = (n: number, name: 'minute' | 'hour', tongue: string) =>
  new Intl.NumberFormat(formsOf(tongue), { style: 'unit', unit: name, unitDisplay: 'short' }).format(n)

/** The forms that Intl has for a tongue; those of bokmål are the same for nynorsk. */
export const formsOf = (tongue: string): string => Intl.NumberFormat.supportedLocalesOf(tongue).length ? tongue : tongue.startsWith('n') ? 'nb' : 'en'

/** A length in ms: "9 min", "2 hr 5 min", "31 hr". */
export function length(ms: number, tongue = language, short = t('under_a_minute')): string {
  const minutes = Math.floor(ms / 60_000), hours = Math.floor(minutes / 60)
  if (minutes < 1) return short
  if (hours < 1) return unit(minutes, 'minute', tongue)
  return hours < 10 && minutes % 60 ? `${unit(hours, 'hour', tongue)} ${unit(minutes % 60, 'minute', tongue)}` : unit(hours, 'hour', tongue)
}

/** At least and at most, once where people say the same for both. */
export function span(least: number, most: number, tongue = language, short?: string): string {
  const a = length(least, tongue, short), b = length(most, tongue, short)
  return a === b ? a : `${a} – ${b}`
}

/** A part of 100 %, as people write it. */
export const percent = (part: number, tongue = language): string => new Intl.NumberFormat(formsOf(tongue), { style: 'percent', maximumFractionDigits: 0 }).format(part)
