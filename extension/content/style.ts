// The style of the one element that holds all we draw. It has no extent: an element
// over the viewport would turn every IntersectionObserver v2 of the page false. The
// worker inserts it with user origin, where `!important` beats anything a page says.

/** hostCSS is the user style sheet for the element with the attribute attr. */
export const hostCSS = (attr: string): string =>
  `[${attr}]{${declarations.map(([name, value]) => `${name}:${value}!important`).join(';')}}`
  // What is in the top layer has a backdrop over the whole viewport, which covers the page.
  + `[${attr}]::backdrop{display:none!important}`

/** The same rules as [property, value]; also set inline, for the time until the sheet is in. */
export const declarations: readonly (readonly [string, string])[] = [
  ['all', 'initial'],
  ['display', 'block'],
  ['position', 'absolute'],
  ['inset', '0 auto auto 0'],
  ['width', '0'],
  ['height', '0'],
  ['margin', '0'],
  ['border', '0'],
  ['padding', '0'],
  ['overflow', 'visible'],
  ['contain', 'layout size style'],
  ['pointer-events', 'none'],
  ['z-index', '2147483647'],
]
