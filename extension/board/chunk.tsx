// A stretch of the list. Only stretches near the window, and the one with the active row,
// have rows; the others keep the room that theirs took, so that nothing jumps.
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

/** Rows in a stretch. */
export const STRETCH = 15
const ROW_PX = 66 // until a stretch was seen
const NEAR = '800px'

/** Draws its rows while it is near or held. */
export function Chunk({ rows, first, held, draw }: { rows: number; first: boolean; held: boolean; draw: () => ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null), [near, set] = useState(first), height = useRef(0), drawn = near || held
  useLayoutEffect(() => { if (drawn) height.current = box.current!.offsetHeight })
  useLayoutEffect(() => {
    const observer = new IntersectionObserver(e => set(e.at(-1)!.isIntersecting), { rootMargin: NEAR })
    observer.observe(box.current!)
    return () => observer.disconnect()
  }, [])
  return <div class="stretch" ref={box} style={drawn ? undefined : { blockSize: `${height.current || rows * ROW_PX}px` }}>{drawn && draw()}</div>
}
