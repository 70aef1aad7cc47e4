// What a person says of themselves to the team: on duty or not, and which accounts are
// theirs. What the home has not taken is never shown as saved.
import { useEffect, useState } from 'preact/hooks'
import { ask, pick, trouble } from '../shared/api'
import { useLive } from '../shared/live'
import type { Oneself, SetOneself } from '../shared/wire'
import { t } from '../shared/words'
import { Accounts } from './accounts'
import { Asking } from './asking'

const load = async (): Promise<Oneself | undefined> => pick(await ask({ oneself: {} }), 'oneself')

/** The switch and the list. */
export function Me() {
  const { value } = useLive(load), [own, told] = useState<Oneself>()
  useEffect(() => { if (value) told(value) }, [value])
  if (!own) return null
  return <>
    <Duty on={own.onDuty} told={told} />
    <Asking own={own} told={told} />
    <Accounts handles={own.handles} told={told} />
  </>
}

/** How the last change went, in words. */
interface Saying { how: 'saving' | 'saved' | 'failed'; text: string }

/** Makes one change after the other, and says how it went; the answer is whether it was saved. */
export function useSaving(told: (own: Oneself) => void) {
  const [said, say] = useState<Saying>(), busy = said?.how === 'saving'
  const save = async (change: SetOneself, saved: string): Promise<boolean> => {
    if (busy) return false
    say({ how: 'saving', text: t('own_saving') })
    const got = await ask({ setOneself: change }), wrong = trouble(got), own = pick(got, 'oneself')
    if (own) told(own)
    say(wrong === undefined ? { how: 'saved', text: saved } : { how: 'failed', text: t('own_unsaved', wrong) })
    return wrong === undefined
  }
  return { said, busy, save, hush: () => say(undefined) }
}

/** Says it where a screen reader listens. */
export const Said = ({ said }: { said: Saying | undefined }) => <div class="said" data-said={said?.how ?? ''}>
  <p class="quiet" role="status">{said && said.how !== 'failed' && said.text}</p>
  {said?.how === 'failed' && <p class="trouble" role="alert">{said.text}</p>}
</div>

function Duty({ on, told }: { on: boolean; told: (own: Oneself) => void }) {
  const [wanted, want] = useState<boolean>(), { said, busy, save } = useSaving(told), shown = wanted ?? on
  const turn = async (e: Event & { currentTarget: HTMLInputElement }) => {
    const onDuty = e.currentTarget.checked
    if (busy) return void (e.currentTarget.checked = shown)
    want(onDuty)
    await save({ onDuty }, t(onDuty ? 'own_duty_on' : 'own_duty_off'))
    want(undefined) // what the home said counts
  }
  return <div class="duty">
    <div class="switch">
      <input id="duty" type="checkbox" role="switch" checked={shown} aria-busy={busy} aria-describedby="duty-why" onChange={e => void turn(e)} />
      <label for="duty">{t('own_duty')}</label> <span class="quiet" aria-hidden="true">{t(shown ? 'own_on' : 'own_off')}</span>
    </div>
    <p id="duty-why" class="quiet">{t('own_duty_why')}</p>
    <Said said={said} />
  </div>
}
