// The badge: one small drawing for each state of a conversation, a porch lamp on a plate.
// The content script puts it into pages, so it has no text, title, label, id or style
// (RULINGS 12), and a state is told by its shape as well as by its colour. The white rim
// keeps it apart from dark pages, the dark plate from light ones.
import type { State } from './wire'

/** One SVG element: its name and its attributes. */
export type Shape = readonly [tag: 'path' | 'circle', attributes: Readonly<Record<string, string | number>>]

const ink = '#14213d', amber = '#ffb627', white = '#ffffff', round = { 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }

const disc = (fill: string): Shape => ['circle', { cx: 12, cy: 12, r: 10.75, fill, stroke: white, 'stroke-width': 1.5 }]

// The rim of what is not settled is broken.
const broken = (fill: string): Shape[] => [
  ['circle', { cx: 12, cy: 12, r: 11.5, fill: white }],
  ['circle', { cx: 12, cy: 12, r: 9.75, fill: white, stroke: fill, 'stroke-width': 2, 'stroke-dasharray': '3.8 2.326' }],
]

// The lamp: knob, roof and foot in one colour, glass in another.
const lamp = (frame: string, glass: string): Shape[] => [
  ['circle', { cx: 12, cy: 4.9, r: 1.1, fill: frame }],
  ['path', { d: 'M12 6 17.4 9.6H6.6Z', fill: frame, stroke: frame, 'stroke-width': 1, ...round }],
  ['path', { d: 'M8 10.2h8l-1.1 6.4H9.1Z', fill: glass, stroke: frame, 'stroke-width': 1.2, ...round }],
  ['path', { d: 'M8.8 18.4h6.4', fill: 'none', stroke: frame, 'stroke-width': 1.8, ...round }],
]

const stroke = (d: string, colour: string, width = 2.4): Shape => ['path', { d, fill: 'none', stroke: colour, 'stroke-width': width, ...round }]

/** What each state looks like, in a box of 24 by 24. */
export const badges: Readonly<Record<State, readonly Shape[]>> = {
  // lit, and nobody at the door
  free: [disc(ink), ...lamp(white, amber)],
  // asked for, not confirmed
  pending: [...broken(ink), ['circle', { cx: 7.6, cy: 12, r: 1.6, fill: ink }], ['circle', { cx: 12, cy: 12, r: 1.6, fill: ink }], ['circle', { cx: 16.4, cy: 12, r: 1.6, fill: ink }]],
  // my own porch: a house with the lamp in it
  mine: [
    ['path', { d: 'M12 1 22.8 9v13.8H1.2V9Z', fill: ink, stroke: white, 'stroke-width': 1.5, ...round }],
    ['path', { d: 'M12 3.2 21.2 10v11.2H2.8V10Z', fill: amber, stroke: amber, 'stroke-width': .6, ...round }],
    ...lamp(ink, white),
  ],
  // somebody else stands there
  theirs: [disc('#2f5d8a'), ['circle', { cx: 12, cy: 9, r: 3.2, fill: white }], ['path', { d: 'M5.8 18.2c.6-3.4 3-5 6.2-5s5.6 1.6 6.2 5Z', fill: white }]],
  // out, and struck through
  lost: [disc('#8c2f39'), ...lamp(white, '#8c2f39'), stroke('M5.6 18.4 18.4 5.6', '#8c2f39', 4.4), stroke('M5.6 18.4 18.4 5.6', white, 1.9)],
  // we cannot know at present
  unverified: [...broken('#5b6472'), stroke('M9.3 9.3a2.75 2.75 0 1 1 4.5 2.15c-1.1.85-1.8 1.35-1.8 2.6', '#3d4552', 2), ['circle', { cx: 12, cy: 17.4, r: 1.25, fill: '#3d4552' }]],
  // a reply is there
  answered: [disc('#1f6f4a'), stroke('M6.9 12.6 10.5 16.2 17.3 8.6', white)],
}

/** Draws the badge of a state, 24 by 24 CSS pixels; the caller places it. */
export function drawBadge(state: State): SVGSVGElement {
  const make = <T extends SVGElement>(tag: string, attributes: Readonly<Record<string, string | number>>) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag) as T
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value))
    return element
  }
  const svg = make<SVGSVGElement>('svg', { viewBox: '0 0 24 24', width: 24, height: 24, 'aria-hidden': 'true', focusable: 'false' })
  svg.append(...badges[state].map(([tag, attributes]) => make(tag, attributes)))
  return svg
}
