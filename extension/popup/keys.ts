// The keys of the list: arrows move, / searches, Enter opens, c, t, r, l and o act on the
// row that has the focus, Escape leaves the search. No key acts while somebody types.
import { type RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { type Action, actions } from '../shared/state'
import type { Look } from '../shared/wire'

/** Keeps the focus on a conversation when its row moves to another group and is made anew. */
export function useSteadyFocus(list: RefObject<HTMLElement | null>): void {
  const key = useRef<string | undefined>(undefined)
  useEffect(() => {
    const came = (e: FocusEvent) => { key.current = (e.target as Element).closest<HTMLElement>('[data-key]')?.dataset['key'] }
    const went = ({ target }: FocusEvent) => queueMicrotask(() => { if ((target as Element).isConnected && document.activeElement === document.body) key.current = undefined })
    document.addEventListener('focusin', came)
    document.addEventListener('focusout', went)
    return () => { document.removeEventListener('focusin', came); document.removeEventListener('focusout', went) }
  }, [])
  useLayoutEffect(() => {
    if (key.current === undefined || document.activeElement !== document.body) return
    list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key.current)}"] [data-open]`)?.focus()
  })
}

/** Listens on the document while the list is shown. */
export function useListKeys(list: RefObject<HTMLElement | null>, search: RefObject<HTMLInputElement | null>,
  lookOf: (key: string) => Look | undefined, act: (look: Look, action: Action) => void): void {
  useLayoutEffect(() => { // with the rows, never after them
    const rows = () => [...list.current?.querySelectorAll<HTMLElement>('[data-open]') ?? []]
    const focused = () => document.activeElement?.closest<HTMLElement>('[data-key]') ?? null
    const move = (step: number) => {
      const all = rows(), row = focused()
      const at = row ? all.findIndex(open => row.contains(open)) : step > 0 ? -1 : all.length
      all[Math.max(0, Math.min(all.length - 1, at + step))]?.focus()
    }
    const doKey = (key: string): boolean => {
      const look = lookOf(focused()?.dataset['key'] ?? '')
      const action = look && actions(look).find(a => a.key === key && a.act !== 'refuse') // a reason needs more room
      if (action) act(look, action)
      return !!action
    }
    const onKey = (e: KeyboardEvent) => {
      const typing = e.target === search.current
      if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return
      if (e.key === 'ArrowDown') move(1)
      else if (e.key === 'ArrowUp' && !typing) move(-1)
      else if (e.key === '/' && !typing) search.current?.focus()
      else if (typing || e.repeat || !doKey(e.key.toLowerCase())) return
      e.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}
