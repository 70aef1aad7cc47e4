// What is broken now, on top of popup and panel, for everybody; leads declare it here.
import { useRef, useState } from 'preact/hooks'
import { Declare } from './declare'
import type { About } from './due'
import { Incident } from './incident'
import { useNow } from './now'
import type { Failed } from './say'
import { t } from './words'

/** The incidents and, for leads, the way to say that there is one. */
export function Incidents({ board, failed }: { board: About; failed: Failed }) {
  const [declaring, declare] = useState(false), now = useNow(), button = useRef<HTMLButtonElement>(null)
  const { incidents, members, me } = board, role = members.find(m => m.id === me)?.role, leads = role === 'lead' || role === 'admin'
  if (!incidents.length && !leads) return null
  const close = () => { declare(false); requestAnimationFrame(() => button.current?.focus()) }
  return <section class="incidents" aria-label={t('incidents')}>
    <h2 class="sr">{t('incidents')}</h2>
    {incidents.map(m => <Incident key={m.id} incident={m} board={board} now={now} failed={failed} />)}
    {leads && !declaring && <button ref={button} class="link declare" data-act="incident" onClick={() => declare(true)}>{t('incident_declare')}</button>}
    {declaring && <Declare members={members} failed={failed} close={close} />}
  </section>
}
