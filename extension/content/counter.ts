// The counter that a site shows beside its reply box: it wins over every table of ours, for
// only the site knows what this community, server or account may write.
import type { Pick } from '../shared/wire'
import { light, usable } from './box'
import { pick } from './find'

const editors = 'textarea,[contenteditable=""],[contenteditable=true]'

/** How many more characters the counter of a box says that it takes, below 0 where it has too many; undefined where none says so. */
export function room(counter: Pick, box: HTMLElement): number | undefined {
  const own = light(box)
  for (let around = own.parentElement; around && around !== document.body; around = around.parentElement) {
    if ([...around.querySelectorAll<HTMLElement>(editors)].some(e => e !== own && !own.contains(e) && usable(e))) return undefined // it may be that one's
    const said = pick(counter, around, [around], () => false)
    if (said !== undefined) return left(said)
  }
  return undefined
}

/** "480", "−3 left", "20/500", "20 of 500": what is left. */
function left(said: string): number | undefined {
  const [, minus, number, most] = /([-−])?(\d{1,7})(?:\s*(?:\/|of|av)\s*(\d{1,7}))?/u.exec(said.replace(/(\d)[.,\s](?=\d{3}(?!\d))/gu, '$1')) ?? []
  if (number === undefined) return undefined
  return most === undefined ? Number(number) * (minus ? -1 : 1) : Number(most) - Number(number)
}
