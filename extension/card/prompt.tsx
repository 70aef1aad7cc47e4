// The prompt: the card as it comes by itself, to a leader, beside a post that they look at.
// In one glance who asks what, for how long, why them, and what the team said; one press is
// enough for each way to go on. It goes by itself, and nothing of it stays.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { ask, trouble } from '../shared/api'
import { hostOf } from '../shared/address'
import { Excerpt } from '../shared/excerpt'
import { LineTrouble } from '../shared/line'
import { nameOf } from '../shared/state'
import type { CardPrompt, CardView, Member, Prompt } from '../shared/wire'
import { duration, t, type Word } from '../shared/words'
import { ActButton, type Pressable } from './button'
import { Heard, useSuggested } from './drafts'
import { Hand } from './hand'
import { useKeys } from './keys'

const AWAY_MS = 20_000 // out of view
const REPLY: Pressable = { act: 'reply', kind: 'reply', word: 'prompt_reply', key: 'r' }
const HAND: Pressable = { act: 'hand', kind: 'hand', word: 'prompt_hand', key: 'h' }
const LATER: Pressable = { act: 'later', kind: 'later', word: 'prompt_later', key: 'n' }
const never = ({ intent }: Prompt): Pressable => ({ act: 'never', kind: 'never', word: `never_${intent}` as Word, key: '' })

const TITLE: Record<string, Word> = { given: 'prompt_given', asked: 'prompt_asked', named: 'prompt_named' }

interface Props { view: CardView; prompt: Prompt; reply: () => Promise<string | undefined>; acting: { current: boolean } }

const close = () => void ask({ close: {} })

/** The whole prompt; Reply makes it a card. */
export function Asked({ view, prompt, reply, acting }: Props) {
  const { post, look, members, link } = view
  const [unsure, setUnsure] = useState(false), [busy, setBusy] = useState(''), [handing, setHanding] = useState<'no' | 'choosing' | Member>('no')
  const [problem, setProblem] = useState<string>(), { suggested } = useSuggested()
  const author = post.author || t('unknown_author'), title = t(TITLE[prompt.why] ?? 'prompt_named', prompt.by ? nameOf(members, prompt.by) : author)
  const waits = look.posted ? t('prompt_waits', duration(Date.now() - look.posted.to_ms)) : ''
  useEnd(handing === 'choosing' ? 0 : prompt.untilMs)
  useKeys(() => void ask({ panel: {} }), () => void say({ act: 'later' }))
  useWayBack(handing !== 'no', acting)
  const say = async (said: CardPrompt) => {
    setUnsure(false)
    setBusy(said.act)
    acting.current = true
    const wrong = said.act === 'reply' ? await reply() : trouble(await ask({ prompt: said }))
    acting.current = wrong === undefined || handing !== 'no'
    setProblem(wrong)
    setBusy('')
    if (wrong !== undefined || said.act === 'reply') return
    const to = members.find(m => m.id === said.to)
    if (to) setHanding(to)
    else close()
  }
  const button = (action: Pressable, loud: 'primary' | 'steady' | 'plain' | 'link', press: () => void) =>
    <ActButton action={action} loud={loud} busy={busy === action.act} press={press} unsure={() => setUnsure(true)} />
  if (typeof handing === 'object') return <Handed to={handing} />
  return <main class="card asked" data-key={look.key} data-why={prompt.why}>
    <Announce text={[title, waits].filter(Boolean).join('. ')} />
    <header><h1>{title}</h1></header>
    <p class="asked-who">{prompt.by && <b dir="auto">{author}</b>} <span class="quiet">{[hostOf(look.link) || post.site, waits].filter(Boolean).join(' · ')}</span></p>
    {prompt.note && <p class="asked-note"><q dir="auto">{prompt.note}</q></p>}
    <Excerpt text={post.excerpt} mentions={post.mentions} lang={post.lang} cut={post.cut} />
    <div class="asked-why quiet">
      {prompt.why !== 'given' && <p>{prompt.topic ? t('prompt_topic', prompt.topic) : t('prompt_name')}</p>}
      {suggested?.earlier.length ? <Heard suggested={{ ...suggested, suggestion: { ...suggested.suggestion, asks: '' } }} /> : <p>{t('prompt_nobody')}</p>}
    </div>
    <LineTrouble link={link} />
    {problem && <p class="trouble" role="alert">{problem}</p>}
    {unsure && <p class="trouble" role="alert">{t('unsure')} <button class="link" onClick={e => e.isTrusted && void ask({ panel: {} })}>{t('open_panel')}</button></p>}
    {handing === 'choosing' ? <Hand prompt={prompt} members={members} back={() => setHanding('no')} button={(action, press) => button(action, 'primary', press)} say={said => void say(said)} /> : <>
      <div class="card-acts">
        {button(REPLY, 'primary', () => void say({ act: 'reply' }))}
        {prompt.to.length > 0 && button(HAND, 'plain', () => setHanding('choosing'))}
        {button(LATER, 'plain', () => void say({ act: 'later' }))}
      </div>
      <div class="asked-foot">{button(never(prompt), 'link', () => void say({ act: 'never' }))}</div>
    </>}
  </main>
}

/** What they write to a colleague is theirs, whoever takes the conversation meanwhile; who goes back is where they were. */
function useWayBack(away: boolean, acting: { current: boolean }) {
  const was = useRef(false)
  useLayoutEffect(() => {
    if (away === was.current) return
    was.current = acting.current = away
    if (!away) document.querySelector<HTMLElement>('[data-act=hand]')?.focus()
  }, [away])
}

/** Says it to a screen reader, once: what stands there from the start is not read out. */
function Announce({ text }: { text: string }) {
  const [said, say] = useState('')
  useEffect(() => say(text), [text])
  return <p class="sr" role="status">{said}</p>
}

const SEEN_MS = 4000

function Handed({ to }: { to: Member }) {
  useEffect(() => {
    const over = setTimeout(close, SEEN_MS)
    return () => clearTimeout(over)
  }, [])
  const said = t('prompt_handed', to.name)
  return <main class="card asked"><Announce text={said} /><p>{said}</p></main>
}

/** Goes by itself: at its time, or when nobody has seen it for a while. 0: not now. */
function useEnd(untilMs: number) {
  const away = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => {
    if (!untilMs) return
    const over = setTimeout(close, Math.max(0, untilMs - Date.now()))
    const seen = new IntersectionObserver(entries => {
      clearTimeout(away.current)
      if (!entries.at(-1)!.isIntersecting) away.current = setTimeout(close, AWAY_MS)
    })
    seen.observe(document.body)
    return () => { clearTimeout(over); clearTimeout(away.current); seen.disconnect() }
  }, [untilMs])
}
