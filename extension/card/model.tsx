// "Ask the model": the home's, for a conversation that is this person's, or the browser's own.
// What it says is one more draft: labelled, to be finished like the others, never put into
// the field by itself.
import { useEffect, useState } from 'preact/hooks'
import { ask, pick } from '../shared/api'
import { ready } from '../shared/builtin'
import type { Action } from '../shared/state'
import type { AsksModel, ModelSaid, SuggestedDraft } from '../shared/wire'
import { t } from '../shared/words'
import { ActButton } from './button'
import { askBuiltin } from './builtin'
import { Json } from './sends'

/** A draft, and who made it where that was a model. */
export type Offer = SuggestedDraft & { model?: string }

const HOME: Action = { act: 'model', kind: 'model', word: 'model_ask', key: '' }
const OWN: Action = { act: 'own_model', kind: 'model', word: 'model_own', key: '' }

interface Props { from: SuggestedDraft; use: (offer: Offer) => void; unsure: () => void }

/** A button for each model that may be asked now. */
export function Models({ asks: { name, builtIn, sends }, mine, ...rest }: Props & { asks: AsksModel; mine: boolean }) {
  const { lang, drafts } = sends, [own, found] = useState(false)
  useEffect(() => { if (builtIn) void ready(lang).then(found) }, [sends])
  return <>
    {name && mine && <Model {...rest} action={HOME} name={name} say={async () => pick(await ask({ model: { lang, drafts } }), 'modelled')}>
      <p class="quiet">{t('model_sends', name)}</p>
      <details><summary>{t('model_what')}</summary><Json json={JSON.stringify(sends)} what={t('model_what')} /></details>
    </Model>}
    {builtIn && own && <Model {...rest} action={OWN} name={t('model_browser')} say={() => askBuiltin(sends)}>
      <p class="quiet">{t('model_stays')}</p>
    </Model>}
  </>
}

interface One extends Props { action: Action; name: string; say: () => Promise<ModelSaid | undefined>; children: preact.ComponentChildren }

function Model({ action, name, say, from, use, unsure, children }: One) {
  const [state, set] = useState<'asked' | 'busy' | 'none' | Offer>('asked'), busy = state === 'busy'
  const press = async () => {
    set('busy')
    const said = await say().catch(() => undefined)
    set(said?.text ? offer(said.text, said.model || name, from) : 'none')
  }
  return <div class="model">
    <ActButton action={action} loud="plain" busy={busy} press={() => void press()} unsure={unsure} />
    {children}
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
