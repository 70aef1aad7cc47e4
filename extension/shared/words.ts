// The words, numbers and times that people read, in the language of their browser. All
// words are in _locales/*/messages.json; a key that is not there does not compile.
import en from '../_locales/en/messages.json'

/** A key of _locales/en/messages.json. */
export type Word = keyof typeof en

/**
 * What a key says, "" where it says nothing; what is put into it stays plain text. A busy
 * Chromium now and then starts a process of ours without its words and leaves it so: then
 * English is better than keys.
 */
export const said = (key: string, ...parts: string[]): string => chrome.i18n.getMessage(key, parts) ||
  ((en as Partial<Record<string, { message: string }>>)[key]?.message ?? '').replace(/\$(\d)/g, (_, n) => parts[+n - 1] ?? '')

const words = said('language'), browser = chrome.i18n.getUILanguage()

/** The language of our words, as Intl wants it; the browser's own region where it is the same one. */
export const language = browser.startsWith(words) ? browser : words

// Browsers may lack the forms of nynorsk; those of bokmål are the same for times and numbers.
const forms = Intl.DateTimeFormat.supportedLocalesOf(language).length ? language : ['nn', 'nb', 'no'].includes(language.slice(0, 2)) ? 'nb' : 'en'

/** The sentence for a key. A card that outlived its extension has no words. */
export const t = (key: Word, ...parts: (string | number)[]): string => chrome.runtime?.id ? said(key, ...parts.map(String)) : ''

type Counted = Word extends infer W ? W extends `${infer Stem}_other` ? Stem : never : never

/** The sentence for a number of things: one form for one, one for others. */
export function counted(stem: Counted, n: number): string {
  const form = new Intl.PluralRules(forms).select(n) === 'one' ? 'one' : 'other'
  return t(`${stem}_${form}` as Word, n.toLocaleString(forms))
}

/** Whether a text from elsewhere, such as a problem's code, has words of ours. */
export const hasWord = (key: string): key is Word => said(key) !== ''

const unit = (n: number, name: 'minute' | 'hour' | 'day') =>
  new Intl.NumberFormat(forms, { style: 'unit', unit: name, unitDisplay: 'short' }).format(n)

/** A length of time in milliseconds as people say it: "9 min", "2 hr 5 min", "3 days". */
export function duration(ms: number): string {
  const minutes = Math.floor(ms / 60_000), hours = Math.floor(minutes / 60)
  if (minutes < 1) return t('under_a_minute')
  if (minutes < 60) return unit(minutes, 'minute')
  if (hours < 24) return minutes % 60 ? `${unit(hours, 'hour')} ${unit(minutes % 60, 'minute')}` : unit(hours, 'hour')
  return unit(Math.floor(hours / 24), 'day')
}

/** A moment in local milliseconds: the time of today, else with its date. */
export function clock(ms: number, now = Date.now()): string {
  const today = new Date(ms).toDateString() === new Date(now).toDateString()
  const form: Intl.DateTimeFormatOptions = today ? { timeStyle: 'short' } : { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }
  return new Intl.DateTimeFormat(forms, form).format(ms)
}

/** A language by its name. */
export const speech = (lang: string): string => new Intl.DisplayNames([language], { type: 'language' }).of(lang) ?? lang

/** Gives the document its language and direction; every screen calls it once. */
export function speak(title: string): void {
  document.documentElement.lang = language
  document.documentElement.dir = chrome.i18n.getMessage('@@bidi_dir') || 'ltr'
  document.title = title
}
