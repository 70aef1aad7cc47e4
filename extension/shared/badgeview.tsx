// The badge as a component of our own screens; the drawing is badge.ts.
import { h } from 'preact'
import { badges } from './badge'
import type { State } from './wire'

/** A state's badge; the words beside it tell the same, so it is hidden from readers. */
export function Badge({ state, size = 24 }: { state: State; size?: number }) {
  return <svg class="badge" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
    {badges[state].map(([tag, attributes]) => h(tag, attributes))}
  </svg>
}
