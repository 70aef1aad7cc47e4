// The answer: typed here, put into the site's own editor by one press, posted by the person
// with the site's own button. What was typed is kept whatever happens.
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { ask, pick } from '../shared/api'
import { useKept } from '../shared/kept'
import { INSERT } from '../shared/state'
import type { CardCheck, CardPromise, Inserted, Look, Saw } from '../shared/wire'
import { t } from '../shared/words'
import { ActButton } from './button'
import { Ends, Problems, Promises, Room, useChecked } from './checks'
import { Drafts, Heard, useSuggested } from './drafts'
import { Models, type Offer } from './model'
import { Slots, toHole } from './slots'
import { type Told, tell } from './told'

interface Props {
  look: Look
  shown: string // of the post, above
  news: string | undefined // the line of an incident, for the drafts to be made anew when it changes
  hidden: boolean
  insert: (answer: CardCheck, promises: CardPromise[], saw: Saw) => Promise<Inserted | undefined>
  unsure: (yes: boolean) => void
  rest: () => void
  filled: (yes: boolean) => void
}

const kept = async (answer?: string) => pick(await ask({ draft: answer === undefined ? {} : { answer } }), 'draft')?.answer
const sawOf = ({ state, replied }: Look): Saw => ({ state, replied })

/** The field, its button, and what became of the last press. */
export function Composer({ look, shown, news, hidden, insert, unsure, rest, filled }: Props) {
  const [text, set] = useState(''), [busy, setBusy] = useState(false), [open, setOpen] = useState(false), [told, setTold] = useState<Told>()
  const field = useRef<HTMLTextAreaElement>(null), saw = useRef(sawOf(look)), id = useId()
  const { suggested, tone, again } = useSuggested(), [used, setUsed] = useState<Offer>(), begun = text.trim() !== '' && text !== used?.text
  const draft = useRef('') // the text of "used", for what was kept may come before or after it
  useKept(begun ? text : '', kept, before => set(now => now === draft.current ? before : now || before))
  const heard = useRef(news)
  useEffect(() => filled(begun), [begun])
  useEffect(() => {
    if (heard.current !== news) again('', tone)
    heard.current = news
  }, [news])
  useEffect(() => { // what fits best stands in the field; what was begun is never replaced
    const { drafts = [] } = suggested?.suggestion ?? {}, next = drafts.find(d => d.answer === used?.answer) ?? drafts[0]
    if (next && !begun && (text || !used)) use(next)
  }, [suggested])
  const use = (next: Offer) => {
    set(now => begun && now ? `${now.trimEnd()}\n\n${next.text}` : next.text)
    setUsed(next)
    draft.current = next.text
    setTold(undefined)
  }
  const take = (next: Offer) => { // pressed below, where the field is out of sight
    use(next)
    requestAnimationFrame(() => toHole(field.current))
  }
  const answer: CardCheck = { text: text.trim(), ...used && { suggested: used.text, answer: used.answer, lang: used.lang } }
  const checked = useChecked(answer), [not, setNot] = useState<ReadonlySet<string>>(new Set()) // promises that are not to be recorded
  const promises = (checked?.promises ?? []).flatMap(p => p.dueMs && !not.has(p.text) ? [{ text: p.text, dueMs: p.dueMs }] : [])
  useEffect(() => { if (open) field.current?.focus() }, [open])
  const taken = look.state === 'theirs' || look.state === 'lost' || look.state === 'answered'
  if (!begun && !look.may.insert && !look.may.claim) return null
  if (!begun && taken && !open) return <p hidden={hidden}><button class="link" data-act="answer" onClick={() => setOpen(true)}>{t('answer_anyway')}</button></p>
  const press = async () => {
    if (!text.trim()) {
      setTold({ tone: 'wrong', lines: [t('answer_first')] })
      return field.current?.focus()
    }
    setBusy(true)
    setTold(undefined)
    unsure(false)
    const got = await insert(answer, promises, saw.current)
    if (got && !got.how && got.why !== 'unfinished') saw.current = sawOf(got.card.look) // seen now: the next press is meant
    const signed = checked?.text.startsWith(answer.text) ? checked.text : answer.text
    if (got) setTold(tell(got, signed, field.current))
    if (got?.why === 'unfinished') toHole(field.current)
    setBusy(false)
  }
  const onKey = (e: KeyboardEvent) => {
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) return
    e.stopPropagation() // letters typed here are no commands
    if (e.key === 'Escape' && !e.isComposing) rest()
  }
  return <div class="composer" hidden={hidden}>
    {suggested && <Heard suggested={suggested} shown={shown} />}
    <div class="composer-head"><label for={id}>{t('answer_label')}</label>{checked && <Room checked={checked} />}</div>
    <textarea ref={field} id={id} name="answer" rows={2} dir="auto" value={text} aria-describedby={`${id}hint`} onKeyDown={onKey}
      onInput={e => { set(e.currentTarget.value); setTold(undefined) }} />
    {used && <Slots key={`${used.answer}${used.text}`} draft={used} text={text} set={set} />}
    <div class="composer-foot">
      <p class="quiet" id={`${id}hint`}>{t('answer_hint')}</p>
      <ActButton action={told?.anyway ? { ...INSERT, word: 'act_insert_anyway' } : INSERT} loud={begun && !told ? 'primary' : 'steady'} busy={busy} press={() => void press()} unsure={() => unsure(true)} />
    </div>
    {/* what is said of the answer stands below its button, which must not move under the hand */}
    {checked && <Ends checked={checked} />}
    {checked && (begun || told) && <Problems checked={checked} />}
    {checked && begun && <Promises checked={checked} not={not} say={(text, record) => setNot(new Set(record ? [...not].filter(n => n !== text) : [...not, text]))} />}
    <div role="status" class={told ? `told ${told.tone}` : 'sr'} data-told={told?.how}>{told?.lines.map(line => <p key={line}>{line}</p>)}</div>
    {used?.model && <p class="quiet" data-began={used.model}>{t('model_began', used.model)}</p>}
    {suggested && <Drafts suggested={suggested} used={used} use={take} again={again} tone={tone} />}
    {suggested?.asksModel && used && <Models asks={suggested.asksModel} mine={look.state === 'mine'} from={used} use={take} unsure={() => unsure(true)} />}
  </div>
}
