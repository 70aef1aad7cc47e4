// The time now, for what counts down on a screen: it moves every ten seconds, and not at
// all while nobody can see it.
import { useEffect, useState } from 'preact/hooks'

const STEP_MS = 10_000

/** Local milliseconds, moving in steps. */
export function useNow(): number {
  const [now, set] = useState(Date.now())
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const step = () => {
      clearTimeout(timer)
      if (document.visibilityState !== 'visible') return
      set(Date.now())
      timer = setTimeout(step, STEP_MS - Date.now() % STEP_MS)
    }
    step()
    document.addEventListener('visibilitychange', step)
    return () => { clearTimeout(timer); document.removeEventListener('visibilitychange', step) }
  }, [])
  return now
}
