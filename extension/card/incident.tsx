// Something is broken, and this post is about it: what to say, until when, and who says it.
import { Sign } from '../shared/sign'
import { StatusLine } from '../shared/statuslines'
import type { CardIncident } from '../shared/wire'
import { clock, t } from '../shared/words'

/** A strip over the state, or nothing. */
export function About({ incident: i, now }: { incident: CardIncident | undefined; now: number }) {
  if (!i) return null
  return <section class="incident" data-incident={i.id} data-state={i.over ? 'resolved' : 'open'} data-near={!i.over && i.nextMs <= now ? 'over' : 'calm'} aria-label={t('incidents')}>
    <h2><Sign /><span dir="auto">{i.hit}</span></h2>
    <p class="incident-when"><b class="deadline">{i.over ? t('card_over') : t(i.nextMs > now ? 'card_next' : 'incident_late', clock(i.nextMs, now))}</b></p>
    <StatusLine status={i.status} alone />
    {i.replies && <p data-barred={!!i.barred}>{t(i.barred ? 'who_others' : 'who_now', i.replies.join(', '))}</p>}
  </section>
}
