// One post with what it names and why, who has it, and what can be done about it.
import { useEffect, useRef, useState } from 'preact/hooks'
import { ask, pick } from '../shared/api'
import { Badge } from '../shared/badgeview'
import { Excerpt } from '../shared/excerpt'
import { useNow } from '../shared/now'
import { type Drafted, Refused, RefusalForm, type Writing } from '../shared/refusal'
import { type Action, actions, claimable, loudness, nearness, provisional, SEND, stateLine } from '../shared/state'
import type { FindingRow, Mention, Refusal, TabFindings } from '../shared/wire'
import { hasWord, t } from '../shared/words'

interface Props {
  row: FindingRow
  found: TabFindings
  did: (kind: string, key: string, refusal?: Refusal) => Promise<boolean>
  show: (key: string) => Promise<void>
}

/** A row of the panel. Only-you rows are those that the page shows nothing of. */
export function Finding({ row, found, did, show }: Props) {
  const { look } = row, now = useNow()
  const kinds = [...new Set(row.mentions.map(m => m.kind))], secret = row.mentions.every(m => !m.public)
  return <li class="finding" data-key={look.key} data-kind={kinds.join(' ')} data-author={row.author} data-state={look.state} data-near={nearness(look, now)}>
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
    </div>
  </li>
}

/** What can be done; declining opens its form in their place. */
function Acts({ row: { look }, did }: Pick<Props, 'row' | 'did'>) {
  const [writing, write] = useState<Writing>('no'), opener = useRef<HTMLButtonElement>(null), offered = actions(look)
  useEffect(() => { if (writing === 'aside') opener.current?.focus() }, [writing])
  const drafted: Drafted = async refusal => pick(await ask({ draft: { key: look.key, ...refusal && { refusal } } }), 'draft')?.refusal
  const send = async (said: Refusal | undefined) => { if (said && await did(SEND.kind, look.key, said)) write('no') }
  const loud = (a: Action) => a.ends ? 'link' : a === offered[0] ? loudness(look) : 'plain'
  return <>
    {writing !== 'open' && offered.map(a => <button key={a.act} ref={a.act === 'refuse' ? opener : null} class={loud(a)} data-act={a.act}
      onClick={() => a.act === 'refuse' ? write('open') : void did(a.kind, look.key)}>{t(a.word)}</button>)}
    {writing !== 'no' && <RefusalForm open={writing === 'open'} back={() => write('aside')} drafted={drafted}
      button={ready => <button class="steady" data-act={SEND.act} onClick={() => void send(ready())}>{t(SEND.word)}</button>} />}
  </>
}

/** Why a mention counted, beyond its plain name: codes of the engine, in words. */
function reasons(evidence = ''): string[] {
  return evidence.split(', ').filter(code => code && code !== 'name').map(code => {
    const word = `why_${code.replace(/\W/g, '_')}`
    return hasWord(word) ? t(word) : code
  })
}

/** What was named and why it counted, each name once. */
function Evidence({ mentions }: { mentions: readonly Mention[] }) {
  const once = [...new Map(mentions.map(m => [`${m.kind} ${m.name}`, m])).values()]
  return <p class="evidence quiet">{once.map((m, i) => {
    const kind = `kind_${m.kind}`
    return <span key={i}>{i > 0 && ' · '}{hasWord(kind) ? t(kind) : m.kind} <b dir="auto">{m.name}</b>{reasons(m.evidence).map(r => `, ${r}`)}</span>
  })}</p>
}
