// Addresses as people read them, and as the browser's permissions want them.

/** The key of a post without an address of its own: there is nothing to claim it by. */
export const NO_KEY = '-'

/** The host of a link without "www.", or "" when it is no web address. */
export function hostOf(link: string): string {
  const url = webAddress(link)
  return url ? url.host.replace(/^www\./, '') : ''
}

/** The permission pattern for an address: one host, no port; "" where the browser cannot grant it. */
export function patternOf(link: string): string {
  const url = webAddress(link)
  if (!url) return ''
  const loopback = url.hostname === '127.0.0.1' || url.hostname === 'localhost'
  return url.protocol === 'https:' || loopback ? `${url.protocol}//${url.hostname}/*` : ''
}

/** What a pattern covers, for people: "square.example". */
export const siteOf = (pattern: string): string => pattern.replace(/^(https?|\*):\/\//, '').replace(/\/\*$/, '')

/** A web address, or undefined. */
export function webAddress(link: string): URL | undefined {
  if (!URL.canParse(link)) return undefined
  const url = new URL(link)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined
}
