// The buttons that change something. One is armed or it is not; a press on one that is not
// changes nothing and says so.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { ask, pick } from '../shared/api'
import { type Drafted, RefusalForm, type Writing } from '../shared/refusal'
import { type Action, actions, loudness, SEND } from '../shared/state'
import type { Look, Refusal } from '../shared/wire'
import { t } from '../shared/words'
import { useArm } from './arm'

interface Props { action: Action; loud: 'primary' | 'steady' | 'plain' | 'link'; busy: boolean; press: (kind: string) => void; unsure: () => void }

/** One action with its key, if it has one. */
function ActButton({ action, loud, busy, press, unsure }: Props) {
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
    aria-keyshortcuts={action.key || undefined} aria-busy={busy} onClick={pressed}>
    {t(action.word)}{action.key && <kbd aria-hidden="true">{action.key}</kbd>}
  </button>
}

const drafted: Drafted = async refusal => pick(await ask({ draft: refusal ? { refusal } : {} }), 'draft')?.refusal

interface All { look: Look; act: (kind: string, refusal?: Refusal) => Promise<boolean>; panel: () => void; rest: () => void }

/** What can be done now; declining opens its form in their place. "rest" puts the focus where it can stay. */
export function Acts({ look, act, panel, rest }: All) {
  const [busy, setBusy] = useState(''), [unsure, setUnsure] = useState(false), [writing, write] = useState<Writing>('no')
  const acts = useRef<HTMLDivElement>(null), pressed = useRef(false)
  const offered = actions(look), [first] = offered
  const go = async (kind: string, refusal?: Refusal) => {
    setUnsure(false)
    setBusy(kind)
    pressed.current = true
    if (await act(kind, refusal) && refusal) write('no')
    setBusy('')
  }
  useEffect(() => { setUnsure(false) }, [look.state])
  useEffect(() => { if (writing === 'aside') acts.current?.querySelector<HTMLElement>('[data-act=refuse]')?.focus() }, [writing])
  useEffect(() => { // the button that was pressed is gone, and the focus with it
    if (!busy && pressed.current && document.hasFocus() && document.activeElement === document.body) rest()
    if (!busy) pressed.current = false
  }, [busy])
  const button = (a: Action, loud: Props['loud'], press: Props['press']) =>
    <ActButton key={a.act} action={a} loud={loud} busy={busy === a.kind} press={press} unsure={() => setUnsure(true)} />
  const offer = (a: Action) => button(a, a.ends ? 'link' : a === first ? loudness(look) : 'plain',
    kind => a.act === 'refuse' ? write('open') : void go(kind))
  return <>
    {unsure && <p class="trouble" role="alert">{t('unsure')} <button class="link" onClick={e => e.isTrusted && panel()}>{t('open_panel')}</button></p>}
    {writing !== 'open' && offered.length > 0 && <div ref={acts} class="card-acts">
      {offered.filter(a => !a.ends).map(offer)}
      {look.may.settle && <div class="card-ends">{offered.filter(a => a.ends).map(offer)}</div>}
    </div>}
    {writing !== 'no' && <RefusalForm open={writing === 'open'} back={() => write('aside')} drafted={drafted}
      button={ready => button(SEND, 'steady', kind => { const said = ready(); if (said) void go(kind, said) })} />}
  </>
}
