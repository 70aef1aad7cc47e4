// What the lamp means: each state with its picture and one sentence.
import { Badge } from '../shared/badgeview'
import { STATES } from '../shared/state'
import { t } from '../shared/words'

/** All seven states. */
export function Legend() {
  return <dl class="legend">{STATES.map(s => <div key={s}>
    <dt><Badge state={s} size={28} />{t(`state_${s}`)}</dt>
    <dd class="quiet">{t(`means_${s}`)}</dd>
  </div>)}</dl>
}
