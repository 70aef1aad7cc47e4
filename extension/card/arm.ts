// Whether a press in the card counts. The page around the card is hostile: it can cover,
// fade, scale or move the frame, or push it under a pointer that is about to press. So a
// press counts only when the control was really seen, where it is, for 300 ms (SEC-04).
// A browser that cannot tell leaves every control unarmed: then the side panel is the way.
import { type RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

const LONG_MS = 300
const DISPLAYS = [1, 1.25, 1.5, 2, 3] // device pixels per screen pixel, as displays have them
const never = Number.POSITIVE_INFINITY

// IntersectionObserver v2, which TypeScript's library does not know.
interface Seen extends IntersectionObserverEntry { isVisible?: boolean }
interface Watch extends IntersectionObserverInit { trackVisibility: boolean; delay: number }

/** One control's watch. */
export interface Arm {
  ref: RefObject<HTMLButtonElement | null>
  armed: boolean
  /** Whether this press counts. */
  counts: (e: Event) => boolean
}

let focusedAt = document.hasFocus() ? performance.now() : never
addEventListener('focus', () => { focusedAt = performance.now() })
addEventListener('blur', () => { focusedAt = never })

/** Arms a control; `what` names what it does, and another action starts anew. */
export function useArm(what: string): Arm {
  const ref = useRef<HTMLButtonElement>(null), since = useRef(never)
  const [armed, set] = useState(false)
  useEffect(() => {
    const control = ref.current
    if (!control) return
    const stop = watch(control, since, set)
    return () => { stop(); since.current = never; set(false) }
  }, [what])
  const counts = (e: Event) => e.isTrusted && document.visibilityState === 'visible' &&
    performance.now() - since.current >= LONG_MS && (!byKey(e) || performance.now() - focusedAt >= LONG_MS)
  return { ref, armed, counts }
}

const byKey = (e: Event) => e instanceof KeyboardEvent || (e instanceof MouseEvent && e.detail === 0)

function watch(control: Element, since: { current: number }, set: (armed: boolean) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined, seen = false
  const begin = () => {
    clearTimeout(timer)
    set(false)
    since.current = seen ? performance.now() : never
    if (seen) timer = setTimeout(() => set(true), LONG_MS)
  }
  const options: Watch = { trackVisibility: true, delay: 100, threshold: [1] }
  const observer = new IntersectionObserver(entries => {
    const now = (entries.at(-1) as Seen).isVisible === true
    if (now !== seen) { seen = now; begin() }
  }, options)
  observer.observe(control)
  const again = () => { seen = false; begin(); observer.unobserve(control); observer.observe(control) }
  const where = () => { const r = control.getBoundingClientRect(); return `${innerWidth} ${r.x} ${r.y} ${r.width} ${r.height}` }
  let stood = where()
  const resized = () => { // a card that only grew at its end left the control where it is; what covers or cuts it the observer tells
    const before = stood
    if ((stood = where()) !== before) again()
  }
  const ended = new AbortController(), signal = ended.signal
  addEventListener('resize', resized, { signal })
  document.addEventListener('visibilitychange', again, { signal })
  const moved = place(begin)
  for (const kind of ['pointerover', 'pointermove', 'pointerdown'] as const) addEventListener(kind, moved, { capture: true, signal })
  return () => { clearTimeout(timer); observer.disconnect(); ended.abort() }
}

// Only the pointer tells a frame where on the screen it is. The first event after the
// pointer came in, or one that shows the frame elsewhere, means: wait, look again. Screen
// pixels per CSS pixel depend on zoom and display, which a frame cannot tell apart, so
// any of the ratios that fits will do; under a pointer at rest none does.
function place(begin: () => void): (e: PointerEvent) => void {
  let last: PointerEvent | undefined
  return e => {
    const before = last
    last = e
    const fits = before && [1, ...DISPLAYS.map(d => devicePixelRatio / d)].some(ratio => {
      const offX = e.screenX - before.screenX - ratio * (e.clientX - before.clientX)
      const offY = e.screenY - before.screenY - ratio * (e.clientY - before.clientY)
      return Math.abs(offX) <= 3 && Math.abs(offY) <= 3
    })
    if (!fits) begin()
  }
}
