// The card: a frame of ours inside a page that is not ours. It can speak for one
// conversation only, by the token in its address; everything goes through messages, and
// no press counts that was not really seen (arm.ts).
import './card.css'
import { render } from 'preact'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { ask, pick, trouble } from '../shared/api'
import type { CardCheck, CardPromise, CardView, Prompt, Saw, ToPage } from '../shared/wire'
import { speak, t } from '../shared/words'
import { Card } from './card'
import { early } from './drafts'
import { Asked } from './prompt'

const token = location.hash.slice(1)
const root = document.getElementById('root')!

function Frame() {
  const [view, set] = useState<CardView>()
  const [problem, setProblem] = useState<string>(), [asks, setAsks] = useState(false) // it came by itself, and waits for a press
  const prompt = useRef<Prompt | undefined>(undefined), acting = useRef(false)
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
      setAsks(!!first.prompt)
      set(first)
    })
    const pushed = (message: ToPage) => { if ('keysChanged' in message) void take(ask({ refresh: {} })) }
    chrome.runtime.onMessage.addListener(pushed)
    return () => chrome.runtime.onMessage.removeListener(pushed)
  }, [])
  const reply = async () => {
    const got = await ask({ prompt: { act: 'reply' } }), next = pick(got, 'card')
    if (!next) return trouble(got)
    setAsks(false)
    set(next)
    begin()
    return undefined
  }
  if (!view) return null
  prompt.current = view.prompt ?? (acting.current ? prompt.current : undefined) // what they do about it may end it
  if (asks && prompt.current) return <Asked view={view} prompt={prompt.current} reply={reply} acting={acting} />
  if (asks) return <Gone /> // a colleague has it, or its time is over
  return <Card view={view} problem={problem} insert={insert} say={yes => void take(ask({ mine: { yes } }))}
    act={(kind, refusal) => take(ask({ act: { kind, ...refusal && { refusal } } }))} again={() => take(ask({ refresh: {} }))} />
}

function Gone() {
  useEffect(() => void ask({ close: {} }), [])
  return null
}

// They pressed Reply: on to their own sentence, as soon as its field is there, unless they went elsewhere.
function begin() {
  const late = new MutationObserver(() => {
    const own = document.querySelector<HTMLElement>('[data-slot=own]'), at = document.activeElement
    if (own && (at === document.body || at?.matches('[name=answer]'))) own.focus()
    else if (!own && at === document.body) document.querySelector<HTMLElement>('[name=answer]')?.focus()
    if (own) late.disconnect()
  })
  late.observe(root, { childList: true, subtree: true })
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
