// What a screen shows, kept fresh: it asks when it opens, when the worker raises the
// tick, when it is looked at again, and when a deadline that it shows has passed. The
// card does not import this file: it may not touch chrome.storage.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { SIGNED_OUT, TICK } from './storage'

/** The last answer, whether the worker is silent, and a way to ask again. */
export interface Live<T> {
  value: T | undefined
  silent: boolean
  again: () => void
}

/** Asks by load and again whenever something may have changed; `due` is the next moment that changes what it says. */
export function useLive<T>(load: () => Promise<T | undefined>, due?: (value: T) => number): Live<T> {
  const [value, set] = useState<T>()
  const [silent, setSilent] = useState(false)
  const asking = useRef(false), stale = useRef(false)
  const again = useCallback(async () => {
    if (asking.current) { stale.current = true; return }
    asking.current = true
    do {
      stale.current = false
      const got = await load()
      setSilent(got === undefined)
      if (got !== undefined) set(got)
    } while (stale.current)
    asking.current = false
  }, [load])
  useEffect(() => {
    void again()
    const ticked = (changes: Record<string, chrome.storage.StorageChange>, area: string) => { if (area === 'session' && TICK in changes) void again() }
    const seen = () => { if (document.visibilityState === 'visible') void again() }
    chrome.storage.onChanged.addListener(ticked)
    document.addEventListener('visibilitychange', seen)
    return () => { chrome.storage.onChanged.removeListener(ticked); document.removeEventListener('visibilitychange', seen) }
  }, [again])
  const at = value !== undefined && due ? due(value) : 0
  useEffect(() => {
    const wait = at - Date.now()
    if (wait < -1000 || wait > 86_400_000 || !at) return
    const timer = setTimeout(() => void again(), wait + 300)
    return () => clearTimeout(timer)
  }, [at, again])
  return { value, silent, again: () => void again() }
}

/** Whether the team ended this browser's access; false while it is not known. */
export function useSignedOut(joined: boolean): boolean {
  const [out, set] = useState(false)
  useEffect(() => void chrome.storage.local.get(SIGNED_OUT).then(kept => set(kept[SIGNED_OUT] === true)), [joined])
  return out && !joined
}
