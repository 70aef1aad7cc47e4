// What the person wants to see of the board: kept in this browser until it leaves the team.
import { useEffect, useState } from 'preact/hooks'
import { ALL, type Wanted } from '../shared/board'
import { WANTED } from '../shared/storage'

/** The filter, undefined until it is known, and a way to change parts of it. */
export function useWanted(): [Wanted | undefined, (part: Partial<Wanted>) => void] {
  const [wanted, set] = useState<Wanted>()
  useEffect(() => void chrome.storage.local.get(WANTED).then(kept => set({ ...ALL, ...kept[WANTED] as Partial<Wanted> | undefined })), [])
  const change = (part: Partial<Wanted>) => set(before => {
    const now = { ...ALL, ...before, ...part }
    void chrome.storage.local.set({ [WANTED]: now })
    return now
  })
  return [wanted, change]
}
