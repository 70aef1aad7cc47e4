// What the board does with a conversation: at once, or after the words that it needs.
import { useState } from 'preact/hooks'
import { ask, trouble } from '../shared/api'
import type { Item } from '../shared/board'
import { type Action, nameOf } from '../shared/state'
import type { Board } from '../shared/wire'
import { t } from '../shared/words'
import type { Sent } from './form'

/** Actions whose words are asked for first. */
const WRITES = ['give', 'bounce', 'note', 'nudge', 'tell', 'kept', 'late', 'withdrawn']

/** What can be done, what is being written, and what was said last to those who cannot see. */
export interface Deeds {
  act: (item: Item, action: Action) => void
  send: (item: Item, action: Action, words?: Sent) => Promise<boolean>
  open: (item: Item) => void
  writing: { key: string; action: Action } | undefined
  stop: () => void
  told: (to: string) => void // a signal was sent
  noted: () => void // how a promise stands was said
  said: string
}

/** The deeds of one board; what goes wrong is told to failed. */
export function useDeeds(board: Board, failed: (problem: string | undefined) => void): Deeds {
  const [writing, write] = useState<Deeds['writing']>(), [said, say] = useState('')
  const send: Deeds['send'] = async ({ look }, { kind }, words = {}) => {
    const wrong = trouble(await ask({ act: { kind, key: look.key, tab: 0, ...words } }))
    failed(wrong)
    if (!wrong) say(words.target ? t('given_to', nameOf(board.members, words.target)) : words.note ? t('note_sent') : '')
    return !wrong
  }
  const act: Deeds['act'] = (item, action) => {
    if (WRITES.includes(action.act)) write({ key: item.look.key, action })
    else if (action.act === 'seen') void ask({ read: { id: String(item.look.word!.seq) } }).then(got => failed(trouble(got)))
    else void send(item, action)
  }
  const open: Deeds['open'] = ({ look }) => void ask({ show: { key: look.key, tab: 0 } }).then(got => failed(trouble(got)))
  return { act, send, open, writing, stop: () => write(undefined), told: to => say(t('signal_sent', nameOf(board.members, to))), noted: () => say(t('promise_noted')), said }
}
