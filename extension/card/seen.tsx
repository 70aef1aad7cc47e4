// "Was this your answer?": asked where a post of an own account came that is not what was
// inserted. Only the person knows.
import type { Action } from '../shared/state'
import type { Seen } from '../shared/wire'
import { t } from '../shared/words'
import { ActButton } from './button'

const YES: Action = { act: 'mine', kind: 'mine', word: 'seen_yes', key: 'y' }
const NO: Action = { act: 'not_mine', kind: 'not_mine', word: 'seen_no', key: 'n' }

interface Props { seen: Seen; say: (yes: boolean) => void; unsure: (yes: boolean) => void }

/** The question with its two answers. */
export function WasIt({ seen, say, unsure }: Props) {
  const press = (kind: string) => { unsure(false); say(kind === 'mine') }
  return <div class="was-it" role="group" aria-labelledby="was-it">
    <p id="was-it"><b>{t('seen_ask')}</b></p>
    <p class="excerpt" dir="auto">{seen.text}</p>
    <div class="was-it-acts">{[YES, NO].map(action =>
      <ActButton key={action.act} action={action} loud="plain" busy={false} press={press} unsure={() => unsure(true)} />)}</div>
  </div>
}
