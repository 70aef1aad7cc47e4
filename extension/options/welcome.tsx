// The way from nothing to the first claim: join, turn on a site, know what leaves, begin.
// A step is done when it is really done, so a half-finished start goes on where it was.
import type { Status } from '../shared/wire'
import { t, type Word } from '../shared/words'
import { Join } from './join'
import { Leaves } from './leaves'
import { Legend } from './legend'
import { Sites } from './sites'

/** The four steps; the first one that is not done is open. */
export function Welcome({ status, again }: { status: Status; again: () => void }) {
  const done = [status.joined, status.joined && status.sites.length > 0]
  const now = done.findIndex(d => !d)
  return <ol class="steps">
    <Step n={1} title="step_join" done={status.joined} open={!status.joined}>
      {status.joined ? <p class="quiet">{t('step_joined', status.me?.team.name ?? '')}</p> : <Join again={again} />}
    </Step>
    <Step n={2} title="step_site" done={done[1] === true} open={status.joined}><Sites status={status} again={again} first /></Step>
    <Step n={3} title="part_leaves" done={false} open={status.joined && now !== 1}><Leaves home={status.home} model={status.me?.model} /></Step>
    <Step n={4} title="step_ready" done={false} open={status.joined && now !== 1}>
      <ol class="try"><li>{t('try_1')}</li><li>{t('try_2')}</li><li>{t('try_3')}</li></ol>
      <h3>{t('step_lamp')}</h3>
      <Legend />
      <p><a href="options.html">{t('all_settings')}</a></p>
    </Step>
  </ol>
}

interface StepProps { n: number; title: Word; done: boolean; open: boolean; children: preact.ComponentChildren }

function Step({ n, title, done, open, children }: StepProps) {
  return <li class="step" data-done={done} data-open={open}>
    <h2><span class="step-n" aria-hidden="true">{done ? <Tick /> : n}</span>{t(title)}{done && <span class="sr"> {t('done')}</span>}</h2>
    {open && <div class="step-body">{children}</div>}
  </li>
}

const Tick = () => <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="m3.5 8.5 3 3 6-7" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" /></svg>
