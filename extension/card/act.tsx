// What can be done now: an answer to write, the buttons that change something, and the form
// in which to decline.
import { useEffect, useRef, useState } from 'preact/hooks'
import { ask, pick } from '../shared/api'
import { type Drafted, RefusalForm, type Writing } from '../shared/refusal'
import { type Action, actions, loudness, SEND } from '../shared/state'
import type { CardCheck, CardIncident, CardPromise, Inserted, Look, Refusal, Saw, Seen } from '../shared/wire'
import { t } from '../shared/words'
import { ActButton, type Press } from './button'
import { Composer } from './composer'
import { WasIt } from './seen'

const drafted: Drafted = async refusal => pick(await ask({ draft: refusal ? { refusal } : {} }), 'draft')?.refusal

interface All {
  look: Look
  shown: string
  incident: CardIncident | undefined
  act: (kind: string, refusal?: Refusal) => Promise<boolean>
  insert: (answer: CardCheck, promises: CardPromise[], saw: Saw) => Promise<Inserted | undefined>
  seen: Seen | undefined
  say: (yes: boolean) => void
  panel: () => void
  rest: () => void
}

/** All of it; declining opens its form in place of the rest. "rest" puts the focus where it can stay. */
export function Acts({ look, shown, incident, act, insert, seen, say, panel, rest }: All) {
  const [busy, setBusy] = useState(''), [unsure, setUnsure] = useState(false), [writing, write] = useState<Writing>('no'), [filled, fill] = useState(false)
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
  }, [busy, seen])
  const button = (a: Action, loud: Press['loud'], press: Press['press']) =>
    <ActButton key={a.act} action={a} loud={loud} busy={busy === a.kind} press={press} unsure={() => setUnsure(true)} />
  const offer = (a: Action) => button(a, a.ends ? 'link' : a !== first ? 'plain' : filled ? 'steady' : loudness(look),
    kind => a.act === 'refuse' ? write('open') : void go(kind))
  return <>
    {unsure && <p class="trouble" role="alert">{t('unsure')} <button class="link" onClick={e => e.isTrusted && panel()}>{t('open_panel')}</button></p>}
    {seen && <WasIt seen={seen} say={yes => { pressed.current = true; say(yes) }} unsure={setUnsure} />}
    {writing !== 'open' && offered.length > 0 && <div ref={acts} class="card-acts">
      {offered.filter(a => !a.ends).map(offer)}
      {look.may.settle && <div class="card-ends">{offered.filter(a => a.ends).map(offer)}</div>}
    </div>}
    <Composer look={look} shown={shown} news={JSON.stringify(incident?.status)} hidden={writing === 'open'} insert={insert} unsure={setUnsure} rest={rest} filled={fill} />
    {writing !== 'no' && <RefusalForm open={writing === 'open'} back={() => write('aside')} drafted={drafted}
      button={ready => button(SEND, 'steady', kind => { const said = ready(); if (said) void go(kind, said) })} />}
  </>
}
