// The focus is never lost: when what had it in a part of the screen goes, such as a button
// that was pressed, the part itself has it.
import { type RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

/** For an element with tabIndex −1. */
export function useRest<E extends HTMLElement>(): RefObject<E | null> {
  const part = useRef<E>(null), inside = useRef(false)
  useEffect(() => {
    const came = (e: FocusEvent) => { inside.current = !!part.current?.contains(e.target as Element) }
    const went = ({ target }: FocusEvent) => queueMicrotask(() => { if ((target as Element).isConnected && document.activeElement === document.body) inside.current = false })
    document.addEventListener('focusin', came)
    document.addEventListener('focusout', went)
    return () => { document.removeEventListener('focusin', came); document.removeEventListener('focusout', went) }
  }, [])
  useLayoutEffect(() => { if (inside.current && document.activeElement === document.body) part.current?.focus() })
  return part
}
