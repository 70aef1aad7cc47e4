// The card's own keys beside those of its actions: p opens the side panel, Escape closes.
// They count only while the focus is in the card, which it never takes by itself.
import { useLayoutEffect } from 'preact/hooks'

/** Listens while the card is shown. */
export function useKeys(panel: () => void, close: () => void): void {
  useLayoutEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (!e.isTrusted || e.repeat || e.ctrlKey || e.metaKey || e.altKey) return
      if (e.key === 'Escape') close()
      else if (e.key.toLowerCase() === 'p') panel()
      else return
      e.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
