// Which row the keys are about: it stays with its conversation, and where that goes, with
// its place.
import { type RefObject } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Item } from '../shared/board'

/** The active row, and ways to give another one the focus. */
export interface Active {
  key: string | undefined
  index: number // -1 where there is no row
  focus: (index: number) => void
  moved: boolean // a key has moved it
  go: (step: number) => void // from the row that has the focus, else to an end of the list
}

const keyOf = (e: Element | null) => e?.closest<HTMLElement>('[data-key]')?.dataset['key']

/** Follows the focus, and moves it. */
export function useActive(hits: readonly Item[], list: RefObject<HTMLElement | null>): Active {
  const [at, set] = useState<{ key: string; index: number }>(), wish = useRef(false), [moved, setMoved] = useState(false)
  const found = at ? hits.findIndex(i => i.look.key === at.key) : 0
  const index = found >= 0 ? found : Math.min(at?.index ?? 0, hits.length - 1), key = hits[index]?.look.key
  const focus = (to: number) => {
    const near = Math.max(0, Math.min(hits.length - 1, to)), item = hits[near]
    if (!item) return
    wish.current = true
    set({ key: item.look.key, index: near })
  }
  useLayoutEffect(() => {
    const box = list.current, came = (e: FocusEvent) => {
      const to = keyOf(e.target as Element)
      if (to && to !== key) set({ key: to, index: hits.findIndex(i => i.look.key === to) })
    }
    box?.addEventListener('focusin', came)
    return () => box?.removeEventListener('focusin', came)
  })
  useLayoutEffect(() => { // the row is drawn by now, wherever it is
    if (!wish.current || key === undefined) return
    wish.current = false
    const open = list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"] [data-open]`)
    open?.focus({ preventScroll: true })
    open?.scrollIntoView({ block: 'nearest' })
  })
  const go = (step: number) => { setMoved(true); focus(list.current?.contains(document.activeElement) ? index + step : step < 0 ? hits.length - 1 : 0) }
  return { key, index, focus, moved, go }
}
