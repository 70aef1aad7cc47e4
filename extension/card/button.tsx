// A button that changes something. It is armed or it is not; a press on one that is not
// changes nothing and says so.
import { useLayoutEffect } from 'preact/hooks'
import type { Action } from '../shared/state'
import { t } from '../shared/words'
import { useArm } from './arm'

/** What a button needs to know of an action. */
export type Pressable = Omit<Action, 'act'> & { act: string }

export interface Press { action: Pressable; loud: 'primary' | 'steady' | 'plain' | 'link'; busy: boolean; press: (kind: string) => void; unsure: () => void }

/** One action with its key, if it has one; Insert has Ctrl+Enter too, which counts from its field. */
export function ActButton({ action, loud, busy, press, unsure }: Press) {
  const { ref, armed, counts } = useArm(action.act)
  const pressed = (e: Event) => {
    if (!e.isTrusted || busy) return
    if (counts(e)) press(action.kind)
    else unsure()
  }
  useLayoutEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      const enter = action.act === 'insert' && e.key === 'Enter' && (e.ctrlKey || e.metaKey)
      const own = !e.ctrlKey && !e.metaKey && e.key.toLowerCase() === action.key
      if (!e.isTrusted || e.repeat || e.isComposing || e.altKey || !enter && !own) return
      e.preventDefault()
      pressed(e)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
  return <button ref={ref} class={loud} data-act={action.act} data-armed={armed}
    aria-keyshortcuts={action.act === 'insert' ? 'i Control+Enter' : action.key || undefined} aria-busy={busy} onClick={pressed}>
    {t(action.word)}{action.key && <kbd aria-hidden="true">{action.key}</kbd>}
  </button>
}
