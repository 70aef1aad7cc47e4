// The keys of the board: arrows or j and k move, / searches, Enter opens, and the letters of
// the actions act on the row that has the focus. No key acts while somebody types.
import { type RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

/** What the keys drive. Step is how far to go; Infinity to the end. */
export interface Driven {
  list: RefObject<HTMLElement | null>
  search: RefObject<HTMLInputElement | null>
  go: (step: number) => void
  act: (key: string) => boolean // whether there was such an action
}

const STEPS: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, Home: -Infinity, End: Infinity }

const typing = (e: KeyboardEvent) => e.target instanceof HTMLInputElement || e.target instanceof HTMLSelectElement || e.target instanceof HTMLTextAreaElement

/** Listens on the document while the list is shown. */
export function useBoardKeys({ list, search, go, act }: Driven): void {
  useLayoutEffect(() => { // with the rows, never after them
    const onKey = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.defaultPrevented) return
      const step = STEPS[e.key], searching = e.target === search.current
      if (searching && (e.key === 'ArrowDown' || e.key === 'Enter')) go(0)
      else if (typing(e)) return
      else if (e.key === '/') search.current?.focus()
      else if (step !== undefined) go(step)
      else if (e.repeat || !list.current?.contains(document.activeElement) || !act(e.key.toLowerCase())) return
      e.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}

/** Keeps the focus in the list when the row that had it moves or goes: on its conversation, else on what stands in its place. */
export function useSteadyFocus(list: RefObject<HTMLElement | null>, back: () => void): void {
  const inside = useRef(false)
  useEffect(() => {
    const came = (e: FocusEvent) => { inside.current = !!list.current?.contains(e.target as Element) }
    const went = ({ target }: FocusEvent) => queueMicrotask(() => { if ((target as Element).isConnected && document.activeElement === document.body) inside.current = false })
    document.addEventListener('focusin', came)
    document.addEventListener('focusout', went)
    return () => { document.removeEventListener('focusin', came); document.removeEventListener('focusout', went) }
  }, [])
  useLayoutEffect(() => { if (inside.current && document.activeElement === document.body) back() })
}
