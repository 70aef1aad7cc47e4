// How a promise made in a conversation stands, said under the list. Where more than one is
// owed there, the person chooses which; the one that is due first is chosen.
import { useState } from 'preact/hooks'
import { closable, type Item } from '../shared/board'
import { Owe, type Way } from '../shared/owe'
import { answeredAt } from '../shared/promises'
import type { Failed } from '../shared/say'
import { clock, t } from '../shared/words'

type Said = Exclude<Way, undefined>

/** Whether an action says how a promise stands. */
export const isWay = (act: string): act is Said => act === 'kept' || act === 'late' || act === 'withdrawn'

/** The form; own promises come first. */
export function OweForm({ item, way, me, failed, noted, back }: { item: Item; way: Said; me: string; failed: Failed; noted: () => void; back: () => void }) {
  const all = closable(item), [id, choose] = useState((all.find(p => p.owner === me) ?? all[0])?.id), promise = all.find(p => p.id === id)
  if (!promise) return <div class="bar"><p class="quiet" role="status">{t('promise_over')}</p><button class="plain" data-act="back" onClick={back}>{t('back')}</button></div>
  return <div class="bar bar-owe">
    {all.length > 1
      ? <label class="bar-which">{t('promise_which')} <select name="promise" value={id} onChange={e => choose(e.currentTarget.value)}
          onKeyDown={e => { if (e.key === 'Escape') { e.preventDefault(); back() } }}>
          {all.map(p => <option key={p.id} value={p.id}>{`${clock(p.fact.due_ms ?? 0)} · ${p.fact.text ?? ''}`}</option>)}
        </select></label>
      : <p class="bar-which" dir="auto"><q>{promise.fact.text}</q></p>}
    <Owe key={promise.id} way={way} promise={promise} link={answeredAt(promise, item.look)} failed={failed} done={noted} close={back} />
  </div>
}
