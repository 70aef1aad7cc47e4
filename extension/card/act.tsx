// A button that changes something. It is armed or it is not; a press on one that is not
// changes nothing and says so.
import { useLayoutEffect } from 'preact/hooks'
import type { Action } from '../shared/state'
import { t } from '../shared/words'
import { useArm } from './arm'

interface Props { action: Action; loud: 'primary' | 'steady' | 'plain'; busy: boolean; press: (kind: string) => void; unsure: () => void }

/** One action with its key. */
export function ActButton({ action, loud, busy, press, unsure }: Props) {
  const { ref, armed, counts } = useArm(action.act)
  const pressed = (e: Event) => {
    if (!e.isTrusted || busy) return
    if (counts(e)) press(action.kind)
    else unsure()
  }
  useLayoutEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (!e.isTrusted || e.repeat || e.ctrlKey || e.metaKey || e.altKey || e.key.toLowerCase() !== action.key) return
      e.preventDefault()
      pressed(e)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
  return <button ref={ref} class={loud} data-act={action.act} data-armed={armed}
    aria-keyshortcuts={action.key} aria-busy={busy} onClick={pressed}>
    {t(action.word)}<kbd aria-hidden="true">{action.key}</kbd>
  </button>
}
