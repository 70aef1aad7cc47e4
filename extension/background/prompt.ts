// Whether a leader is asked in the page that they are reading. The decision is the
// engine's; here is what it needs to know, and what is remembered of it before anything is
// shown, so that a worker that dies asks too little rather than too often.

import { ASKING, type Asking, USUAL } from '../shared/storage'
import type { Asked, AskPost, CardFrame, CardPrompt, Look, Member, PagePrompt, Prompt, Prompted, UIAnswer } from '../shared/wire'
import { playbook } from './book'
import { type Bound, cardToken, view } from './card'
import { act, looks } from './desk'
import { ask, byteLength, pick } from './engine'
import { conversation, isPublic, type Page, push, type Row } from './pages'
import { fact, write } from './store'
import { keepText } from './suggest'
import { sync } from './sync'
import { topicOf } from './topic'

/** A leader, as the playbook has them. */
interface Who { me: Member; names: string[]; topics: string[]; owned: Set<string> }

/** The person's own entries: by their name in the team, or by an account that both have. Nobody who is no leader has any. */
async function who(): Promise<Who | undefined> {
  const me = (await fact('me'))?.member
  if (!me?.leader) return undefined // asked at every scan: the playbook is read for leaders alone
  const { leaders = [], answers = [] } = await playbook()
  const accounts = (await fact('handles') ?? []).filter(h => h.member === me.id)
  const mine = leaders.filter(l => l.public !== false && ([l.name, ...l.aliases ?? []].some(n => alike(n, me.name)) ||
    accounts.some(h => [...l.handles?.[h.site] ?? [], ...l.handles?.['any'] ?? []].some(own => alike(own, h.handle)))))
  const names = mine.map(l => l.name)
  return { me, names, topics: mine.flatMap(l => l.topics ?? []), owned: new Set(answers.filter(a => names.includes(a.owner ?? '')).map(a => a.id)) }
}

const alike = (a: string, b: string) => bare(a) === bare(b)
const bare = (s: string) => s.trim().replace(/^@/, '').normalize('NFKC').toLowerCase()

async function decide(me: Member, posts: AskPost[]): Promise<Prompted> {
  const kept = (await chrome.storage.local.get(ASKING))[ASKING] as Asking | undefined, { most, from, to, weekend } = { ...USUAL, ...kept }
  const wallMs = Date.now() - new Date().getTimezoneOffset() * 60_000
  return pick(await ask({ ask: { wallMs, most: me.on_duty ? most : 0, from, to, weekend, posts, asked: await fact('asked') ?? NOTHING } }), 'prompted')
}

const NOTHING: Asked = { day: 0, shown: [], lastMs: 0, never: [] }

/** Why this person could be asked about a post, topics apart; "" for no reason. */
function reason({ names }: Who, { mentions, triage, to }: Row, look: Look | undefined): string {
  if (look?.state === 'mine' && look.givenBy) return 'given'
  const free = !look || look.state === 'free' && !look.replied
  if (!free || !mentions.some(m => m.kind === 'leader' && m.public && names.includes(m.name))) return ''
  return to === 'leader' ? 'asked' : triage?.needsReply ? 'named' : ''
}

function askPost(p: Page, row: Row, why: string): AskPost {
  const { posted } = conversation(p, row), { intent = 'other', urgency = '' } = row.triage ?? {}
  return { key: row.key, why, intent, urgent: urgency === 'high', waitMs: posted ? Math.max(0, Date.now() - posted.to_ms) : 0 }
}

const looksOf = async (rows: readonly Row[]) => new Map((await looks([...new Set(rows.map(r => r.key))])).map(l => [l.key, l]))

/** For each post whether the likeliest answer to it is among those given. */
async function answeredBy(owned: Set<string>, { site }: Page, rows: readonly Row[], texts: readonly string[]): Promise<boolean[]> {
  const { suggestions } = pick(await ask({ suggest: {
    posts: rows.map((r, i) => ({ id: r.id, bytes: byteLength(texts[i]!), site, lang: r.lang, ...r.triage && { intent: r.triage.intent } })), role: 'leader', most: 1,
  } }, texts.join('')), 'suggested')
  return suggestions.map(s => !s.abstain && owned.has(s.answers[0]?.id ?? ''))
}

/** The posts of a document, by id, that its reader may be asked about when they are looked at. In a frame nobody is: it may be a strip too low for a question. */
export async function mayAsk(p: Page): Promise<Set<string>> {
  const leader = p.frame ? undefined : await who(), rows = leader?.me.on_duty ? Object.values(p.rows).filter(isPublic) : []
  if (!leader || !rows.length) return new Set()
  const known = await looksOf(rows)
  return new Set(rows.filter(r => reason(leader, r, known.get(r.key))).map(r => r.id))
}

/** Asks about one of the posts that are in view, or about none. */
export function prompt({ posts }: PagePrompt, p: Page): Promise<CardFrame | undefined> {
  return navigator.locks.request('prompt', async () => {
    const leader = p.frame ? undefined : await who(), seen = posts.filter(({ id }) => Object.hasOwn(p.rows, id) && isPublic(p.rows[id]!))
    if (!leader || !p.visible || !seen.length) return undefined
    const rows = seen.map(s => p.rows[s.id]!), known = await looksOf(rows), { topics, owned } = leader
    const about = seen.map(s => topicOf(topics, s.text)), owns = topics.length && owned.size ? await answeredBy(owned, p, rows, seen.map(s => s.text)) : []
    const asked = rows.map((r, i) => {
      const why = reason(leader, r, known.get(r.key)), fits = why === 'given' || !topics.length || about[i] || owns[i]
      return askPost(p, r, fits ? why : '')
    })
    const { best, forMs, asked: next } = await decide(leader.me, asked), row = rows[best]
    if (!row) return undefined
    await write({ facts: { asked: next } })
    keepText(p.document, row.id, seen[best]!.text)
    const why: Why = { why: asked[best]!.why, topic: about[best]!, untilMs: Date.now() + forMs }
    const token = await cardToken({ tab: p.tab, page: p.document, post: row, site: p.site, conversation: conversation(p, row), prompt: why })
    return { url: `${chrome.runtime.getURL('card.html')}#${token}`, post: row.id }
  })
}

/** What a grant remembers of the decision. */
export interface Why { why: string; topic: string; untilMs: number }

/** What a prompt says, while it stands: not past its time, nor when a colleague has the conversation. */
export async function promptOf({ prompt: why, post }: Bound, look: Look | undefined): Promise<Prompt | undefined> {
  const stands = !look || (why?.why === 'given' ? look.state === 'mine' : look.state === 'free')
  if (!why || !stands || why.untilMs <= Date.now()) return undefined
  const me = (await fact('me'))?.member.id, others = (await fact('members') ?? []).filter(m => m.active && m.id !== me)
  const likely = [look?.givenBy, look?.lastHeld], rank = (m: Member) => Number(!likely.includes(m.id)) * 2 + Number(!m.on_duty)
  const given = why.why === 'given' && look ? { by: look.givenBy ?? '', ...look.word?.by === look.givenBy && look.word && { note: look.word.text } } : {}
  return {
    why: why.why, topic: why.topic, intent: post.triage?.intent ?? 'other', untilMs: why.untilMs, ...given,
    to: others.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name)).map(m => m.id),
  }
}

/** What the person makes of a prompt. */
export async function prompted({ act: what, to = '', note = '' }: CardPrompt, bound: Bound): Promise<UIAnswer> {
  const { conversation, post } = bound
  if (what === 'never') await never(post.triage?.intent ?? 'other', true)
  if (what === 'reply' || what === 'hand') {
    const [look] = await looks([conversation.key])
    const claimed = look?.may.claim && look.state === 'free' ? await act({ kind: 'claim', conversation }) : undefined
    const handed = what === 'hand' ? await act({ kind: 'handoff', conversation, target: to, ...note && { note } }) : undefined
    void sync('flush')
    for (const done of [claimed, handed]) if (done && 'problem' in done) return { problem: done.problem }
  }
  if (what !== 'reply') return { done: {} }
  const { prompt: _, ...card } = bound
  await chrome.storage.session.set({ [`card:${bound.document}`]: card })
  await push({ tab: bound.tab, document: bound.page, frame: 0 }, { card: { height: 0, close: false, stay: true } })
  return { card: await view(card) }
}

/** Never asks about posts of an intent, or does again. */
export async function never(intent: string, yes: boolean): Promise<void> {
  await navigator.locks.request('prompt', async () => {
    const asked = await fact('asked') ?? NOTHING
    const others = asked.never.filter(n => n !== intent)
    await write({ facts: { asked: { ...asked, never: yes ? [...others, intent] : others } } })
  })
}
