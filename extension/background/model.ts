// The one way by which a post's text leaves this device: the team's home has a language
// model, the conversation is this person's, and the person pressed "Ask the model". The card
// shows before what will be sent. Whatever goes wrong, the drafts of this device stay.

import { OWN_MODEL } from '../shared/storage'
import type { AsksModel, CardModel, ModelIn, ModelSaid, SuggestedDraft, UIAnswer } from '../shared/wire'
import type { Bound } from './card'
import { looks } from './desk'
import { api } from './home'
import { fact } from './store'
import { textOf } from './suggest'

const MOST_TEXT = 8 << 10 // bytes, the home's limit

/** The model that the home has; undefined for none. */
const modelName = async () => (await fact('me'))?.model || undefined

/** Whether the person switched the browser's own model on; whether there is one the card knows. */
export const builtIn = async () => (await chrome.storage.local.get(OWN_MODEL))[OWN_MODEL] === true

/** The models that a card may ask about its post, with drafts to go by; undefined for none. */
export async function asksModel(drafts: readonly SuggestedDraft[], bound: Bound): Promise<AsksModel | undefined> {
  const [name = '', own] = await Promise.all([modelName(), builtIn()]), [first] = drafts
  return first && (name || own) ? { name, builtIn: own, sends: modelIn({ lang: first.lang, drafts: drafts.map(d => d.text) }, bound) } : undefined
}

/** Exactly what a press sends. */
function modelIn({ lang, drafts }: CardModel, bound: Bound): ModelIn {
  const text = textOf(bound).replace(/(?![\n\t])\p{Cc}/gu, ' ') // as the home wants it
  const bytes = new Uint8Array(MOST_TEXT), { read } = new TextEncoder().encodeInto(text, bytes)
  return { key: bound.conversation.key, text: text.slice(0, read), lang, drafts }
}

/** Asks, for who holds the conversation. */
export async function askModel(m: CardModel, bound: Bound): Promise<UIAnswer> {
  const [look] = await looks([bound.conversation.key])
  if (look?.state !== 'mine' || !await modelName()) return { modelled: { text: '', why: 'conflict' } }
  const got = await api<ModelSaid>('POST', 'model', JSON.stringify(modelIn(m, bound)))
  return { modelled: got.ok ? got.body : { text: '', why: got.code } }
}
