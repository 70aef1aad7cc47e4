// What is typed in a form of a popup, which closes whenever somebody looks elsewhere: kept
// until it is said or taken back, in this session of the browser alone.
import { useEffect, useRef, useState } from 'preact/hooks'

/** The form as it stands, a way to change parts of it, and one to forget it. */
export function useTyped<T extends object>(name: string, begin: T): { typed: T; type: (part: Partial<T>) => void; forget: () => void } {
  const [typed, set] = useState(begin), touched = useRef(false), place = `typed:${name}`
  useEffect(() => {
    void chrome.storage.session.get(place).then(kept => { if (kept[place] && !touched.current) set({ ...begin, ...kept[place] }) })
  }, [place])
  const type = (part: Partial<T>) => {
    touched.current = true
    set(now => {
      const next = { ...now, ...part }
      void chrome.storage.session.set({ [place]: next })
      return next
    })
  }
  const forget = () => void chrome.storage.session.remove(place)
  return { typed, type, forget }
}
