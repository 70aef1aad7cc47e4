// "Ask the model", where the team's home has one and the conversation is this person's. What
// it says is one more draft: labelled, to be finished like the others, never put into the
// field by itself.
import { useState } from 'preact/hooks'
import { ask, pick } from '../shared/api'
import type { Action } from '../shared/state'
import type { AsksModel, SuggestedDraft } from '../shared/wire'
import { t } from '../shared/words'
import { ActButton } from './button'
import { Json } from './sends'

/** A draft, and who made it where that was a model. */
export type Offer = SuggestedDraft & { model?: string }

const ASK: Action = { act: 'model', kind: 'model', word: 'model_ask', key: '' }

interface Props { asks: AsksModel; from: SuggestedDraft; use: (offer: Offer) => void; unsure: () => void }

export function Model({ asks: { name, sends }, from, use, unsure }: Props) {
  const [state, set] = useState<'asked' | 'busy' | 'none' | Offer>('asked'), busy = state === 'busy'
  const press = async () => {
    set('busy')
    const { lang, drafts } = sends, said = pick(await ask({ model: { lang, drafts } }), 'modelled')
    set(said?.text ? offer(said.text, said.model || name, from) : 'none')
  }
  return <div class="model">
    <ActButton action={ASK} loud="plain" busy={busy} press={() => void press()} unsure={unsure} />
    <p class="quiet">{t('model_sends', name)}</p>
    <details><summary>{t('model_what')}</summary><Json json={JSON.stringify(sends)} what={t('model_what')} /></details>
    <div role="status">
      {state === 'none' && <p class="quiet" data-model="none">{t('model_none')}</p>}
      {typeof state === 'object' && <div class="offer" data-model="draft">
        <p class="quiet">{t('model_says', state.model!)}</p>
        <p lang={state.lang} dir="auto">{state.text}</p>
        <button class="steady" data-draft="model" onClick={e => e.isTrusted && use(state)}>{t('draft_use')}</button>
      </div>}
    </div>
  </div>
}

// Its holes are those of the team's draft that it kept.
function offer(text: string, model: string, { slots = [], facts = [], ...from }: SuggestedDraft): Offer {
  return { ...from, text, model, blocks: [], problems: [], slots: slots.filter(s => text.includes(`{${s.id}}`)), facts: facts.filter(f => text.includes(f.text)) }
}
