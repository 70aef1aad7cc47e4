// What a person types is never lost: it is kept at each pause, when its form goes and when
// the page goes, and taken up again when the form is back.
import { useEffect, useRef } from 'preact/hooks'

const PAUSE_MS = 300

/** Takes up what was kept, then keeps what is typed at each pause, and at the end; the answer keeps it now. */
export function useKept<T>(said: T, drafted: (said?: T) => Promise<T | undefined>, takeUp: (before: T) => void): () => void {
  const last = useRef({ said, drafted, kept: said })
  last.current = { ...last.current, said, drafted }
  const keep = () => {
    const { said, drafted, kept } = last.current
    if (said === kept) return
    last.current.kept = said
    void drafted(said)
  }
  useEffect(() => {
    void drafted().then(before => before && takeUp(before))
    addEventListener('pagehide', keep)
    addEventListener('focusout', keep) // a card may be taken away without another word
    return () => {
      removeEventListener('pagehide', keep)
      removeEventListener('focusout', keep)
      keep()
    }
  }, [])
  useEffect(() => {
    const timer = setTimeout(keep, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [said])
  return keep
}
