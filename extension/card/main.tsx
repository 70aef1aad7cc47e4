// The card: a frame of ours inside a page that is not ours. It can speak for one
// conversation only, by the token in its address; everything goes through messages, and
// no press counts that was not really seen (arm.ts).
import './card.css'
import { render } from 'preact'
import { useCallback, useEffect, useState } from 'preact/hooks'
import { ask, pick, trouble } from '../shared/api'
import type { CardCheck, CardPromise, CardView, Saw, ToPage } from '../shared/wire'
import { speak, t } from '../shared/words'
import { Card } from './card'
import { early } from './drafts'

const token = location.hash.slice(1)
const root = document.getElementById('root')!

function Frame() {
  const [view, set] = useState<CardView>()
  const [problem, setProblem] = useState<string>()
  const take = useCallback(async (answer: Promise<Awaited<ReturnType<typeof ask>>>) => {
    const got = await answer
    const next = pick(got, 'card')
    if (next) set(next)
    setProblem(next ? undefined : trouble(got))
    return !!next
  }, [])
  const insert = async (answer: CardCheck, promises: CardPromise[], saw: Saw) => {
    const got = await ask({ insert: { id: press(), answer, promises, saw } }), done = pick(got, 'inserted')
    if (done) set(done.card)
    setProblem(done ? undefined : trouble(got))
    return done
  }
  useEffect(() => {
    void ask({ start: { token } }).then(async got => {
      const first = pick(got, 'card')
      if (!first) return // no answer: stay blank
      await early()
      set(first)
    })
    const pushed = (message: ToPage) => { if ('keysChanged' in message) void take(ask({ refresh: {} })) }
    chrome.runtime.onMessage.addListener(pushed)
    return () => chrome.runtime.onMessage.removeListener(pushed)
  }, [])
  if (!view) return null
  return <Card view={view} problem={problem} insert={insert} say={yes => void take(ask({ mine: { yes } }))}
    act={(kind, refusal) => take(ask({ act: { kind, ...refusal && { refusal } } }))} again={() => take(ask({ refresh: {} }))} />
}

// The name of one press: said twice, it is still one.
const press = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16).padStart(2, '0')).join('')

// The page gives the frame as much room as its content is high.
let height = 0
new ResizeObserver(() => {
  const now = Math.ceil(root.getBoundingClientRect().height)
  if (now === height || now === 0) return
  height = now
  void ask({ resize: { height } })
}).observe(root)

speak(t('name'))
history.replaceState(null, '', location.pathname) // the token is used up; nobody needs to see it
render(<Frame />, root)
