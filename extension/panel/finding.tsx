// One post with what it names and why, who has it, and what can be done about it.
import { useEffect, useRef, useState } from 'preact/hooks'
import { ask, pick } from '../shared/api'
import { Badge } from '../shared/badgeview'
import { Excerpt } from '../shared/excerpt'
import { useNow } from '../shared/now'
import { type Drafted, Refused, RefusalForm, type Writing } from '../shared/refusal'
import { Form } from '../board/form'
import { signalKind } from '../shared/takers'
import { SignalForm } from '../shared/signal'
import { type Action, actions, boardActions, claimable, loudness, nameOf, nearness, provisional, SEND, stateLine, TELL } from '../shared/state'
import type { FindingRow, Mention, Refusal, TabFindings } from '../shared/wire'
import { reasons } from '../shared/why'
import { hasWord, t } from '../shared/words'

interface Props {
  row: FindingRow
  found: TabFindings
  did: Did
  show: (key: string) => Promise<void>
  failed: (problem: string | undefined) => void
}

/** Does something to a conversation; whether it could be. */
export type Did = (kind: string, key: string, words?: { refusal?: Refusal; target?: string; note?: string }) => Promise<boolean>

/** A row of the panel. Only-you rows are those that the page shows nothing of. */
export function Finding({ row, found, did, show, failed }: Props) {
  const { look } = row, now = useNow(), box = useRef<HTMLLIElement>(null)
  const kinds = [...new Set(row.mentions.map(m => m.kind))], secret = row.mentions.length > 0 && row.mentions.every(m => !m.public)
  const onKey = (e: KeyboardEvent) => {
    if (e.key.toLowerCase() !== TELL.key || e.repeat || e.ctrlKey || e.metaKey || e.altKey || (e.target as Element).matches('input, select, textarea')) return
    e.preventDefault()
    box.current?.querySelector<HTMLElement>(`[data-act=${TELL.act}]`)?.click()
  }
  return <li ref={box} onKeyDown={onKey} class="finding" data-key={look.key} data-kind={kinds.join(' ')} data-author={row.author} data-state={look.state} data-near={nearness(look, now)}>
    <button class="finding-main" onClick={() => void show(claimable(look) ? look.key : row.id)} title={t('show_post')}>
      <span class="finding-who"><b dir="auto">{row.author || t('unknown_author')}</b>{secret && <span class="only" title={t('only_here_why')}>{t('only_here')}</span>}</span>
      <Excerpt text={row.excerpt} mentions={row.mentions} inline />
    </button>
    <Evidence mentions={row.mentions} />
    <div class="finding-state">
      {claimable(look) && <Badge state={look.state} size={20} />}
      <p class="deadline">{stateLine(look, found.members, found.link, now, found.me)} {look.state === 'answered' && look.replyLink &&
        <a href={look.replyLink} target="_blank" rel="noreferrer noopener">{t('see_reply')}</a>}</p>
      {look.state === 'answered' && look.refusal && <Refused refusal={look.refusal} />}
      {provisional(look) && <p class="quiet">{t('key_provisional')}</p>}
      <Acts row={row} did={did} />
      <Beside row={row} secret={secret} found={found} did={did} failed={failed} />
    </div>
  </li>
}

/** What can be done; declining opens its form in their place. */
function Acts({ row: { look }, did }: Pick<Props, 'row' | 'did'>) {
  const [writing, write] = useState<Writing>('no'), opener = useRef<HTMLButtonElement>(null), offered = actions(look)
  useEffect(() => { if (writing === 'aside') opener.current?.focus() }, [writing])
  const drafted: Drafted = async refusal => pick(await ask({ draft: { key: look.key, ...refusal && { refusal } } }), 'draft')?.refusal
  const send = async (said: Refusal | undefined) => { if (said && await did(SEND.kind, look.key, { refusal: said })) write('no') }
  const loud = (a: Action) => a.ends ? 'link' : a === offered[0] ? loudness(look) : 'plain'
  return <>
    {writing !== 'open' && offered.map(a => <button key={a.act} ref={a.act === 'refuse' ? opener : null} class={loud(a)} data-act={a.act}
      onClick={() => a.act === 'refuse' ? write('open') : void did(a.kind, look.key)}>{t(a.word)}</button>)}
    {writing !== 'no' && <RefusalForm open={writing === 'open'} back={() => write('aside')} drafted={drafted}
      button={ready => <button class="steady" data-act={SEND.act} onClick={() => void send(ready())}>{t(SEND.word)}</button>} />}
  </>
}

/** What can be done beside answering: put it on the board, give it to a colleague, tell one of it. */
function Beside({ row: { look, mentions, to = '' }, secret, found, did, failed }: Pick<Props, 'row' | 'found' | 'did' | 'failed'> & { secret: boolean }) {
  const [writing, write] = useState<Action>(), [said, say] = useState(''), opener = useRef<HTMLButtonElement>(null), was = useRef(false)
  useEffect(() => { if (was.current && !writing) opener.current?.focus(); was.current = !!writing }, [writing])
  const { members, me } = found, back = () => write(undefined), sent = (text: string) => { say(text); back() }
  if (writing?.act === 'tell') return <SignalForm members={members} me={me} to={to} kind={signalKind(mentions.map(m => m.kind))} link={look.link} failed={failed} done={id => sent(t('signal_sent', nameOf(members, id)))} back={back} />
  if (writing) return <Form item={{ group: 'unclaimed', promises: [], look }} action={writing} members={members} me={me} back={back}
    send={words => void did(writing.kind, look.key, words).then(ok => { if (ok) sent(t('given_to', nameOf(members, words.target ?? ''))) })} />
  const beside = boardActions(look, false, me).filter(a => a.act === 'give' || a.act === 'raise'), offered = claimable(look) && !secret ? [...beside, TELL] : [TELL]
  return <>
    {members.some(m => m.active && m.id !== me) && offered.map(a => <button key={a.act} ref={a === TELL ? opener : null} class={secret ? 'steady' : 'plain'} data-act={a.act} aria-keyshortcuts={a === TELL ? a.key : undefined}
      onClick={() => a.act === 'raise' ? void did(a.kind, look.key) : write(a)}>{t(a.word)}</button>)}
    <p class="sr" role="status">{said}</p>
  </>
}

/** What was named and why it counted beyond its plain name, each name once. */
function Evidence({ mentions }: { mentions: readonly Mention[] }) {
  const once = [...new Map(mentions.map(m => [`${m.kind} ${m.name}`, m])).values()]
  return <p class="evidence quiet">{once.map((m, i) => {
    const kind = `kind_${m.kind}`
    return <span key={i}>{i > 0 && ' · '}{hasWord(kind) ? t(kind) : m.kind} <b dir="auto">{m.name}</b>{reasons(m.evidence).filter(r => r !== t('why_name')).map(r => `, ${r}`)}</span>
  })}</p>
}
