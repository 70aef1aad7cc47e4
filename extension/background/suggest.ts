// What the card offers for an answer: what they ask, what the team told them before, and
// drafts from the playbook, all made on this device. A post's whole text is kept in memory
// alone, for as long as its card is open; a worker that died meanwhile has the excerpt.

import type { CardSuggest, Earlier, Head, Member, UIAnswer } from '../shared/wire'
import type { Bound } from './card'
import { offset } from './desk'
import { ask, byteLength, pick } from './engine'
import { incidentOf, statusOf } from './incident'
import { asksModel } from './model'
import { page } from './pages'
import { choices, fact, heads } from './store'

const texts = new Map<string, string>() // by document and post
const TEXTS = 20

const name = (document: string, post: string) => `${document} ${post}`

/** Keeps the text of a post whose card is opened. */
export function keepText(document: string, post: string, text: string): void {
  texts.delete(name(document, post))
  texts.set(name(document, post), text)
  for (const old of texts.keys()) if (texts.size > TEXTS) texts.delete(old)
}

/** The whole text of a card's post, or what is left of it. */
export const textOf = ({ page, post }: Bound): string => texts.get(name(page, post.id)) || post.excerpt

/** Answers a card that asks for drafts. */
export async function suggest(m: CardSuggest, bound: Bound): Promise<UIAnswer> {
  const { post, site, conversation } = bound, me = (await fact('me'))?.member, { leader, ...from } = await writer(site)
  const text = textOf(bound), [chosen, known] = await Promise.all([choices(), heads()]), now = await incidentOf(bound, known), incident = now && statusOf(now)
  const answer = pick(await ask({ suggest: {
    posts: [{ id: post.id, bytes: byteLength(text), site, lang: post.lang, author: post.author, ...post.triage && { intent: post.triage.intent } }],
    role: leader ? 'leader' : me?.role ?? '', incident: !!incident,
    chosen: chosen.map(c => ({ answer: c.answer, bytes: byteLength(c.text) })),
    drafting: {
      ...from, leader, lang: m.lang ?? '', tone: m.tone ?? '', seed: `${me?.id} ${conversation.key}`,
      ...incident && { incident },
    },
  } }, text + chosen.map(c => c.text).join('')), 'suggested')
  const suggestion = answer.suggestions[0]!, asks = await asksModel(suggestion.drafts, bound), told = await earlier(bound, known), named = new Set(told.map(e => e.by))
  return { suggested: {
    suggestion, ...asks && { asksModel: asks }, earlier: told, empty: !suggestion.answers.length && !suggestion.drafts.length,
    members: (await fact('members') ?? []).filter(m => named.has(m.id)),
  } }
}

/** Who writes on a site, when and from where: what drafts and checks go by. */
export async function writer(site: string) {
  const me = (await fact('me'))?.member
  return { leader: me?.leader ?? false, initials: initials(me), personal: await personal(me, site),
    nowMs: Date.now() + await offset(), zoneOffset: -new Date().getTimezoneOffset() }
}

/** The first letters of a name, as they stand at the end of an answer. */
const initials = (m?: Member) => (m?.name ?? '').split(/\s+/u).map(word => [...word][0] ?? '').join('').toUpperCase()

/** Who has told us of an own account on a site writes from that, not from the brand's. */
async function personal(m: Member | undefined, site: string): Promise<boolean> {
  return (await fact('handles') ?? []).some(h => h.member === m?.id && h.site === site)
}

const MOST_EARLIER = 3

/** What became of other conversations with this person, and of those beside this one on the page. */
async function earlier({ page: document, post, site, conversation }: Bound, known: readonly Head[]): Promise<Earlier[]> {
  const beside = new Set(Object.values((await page(document))?.rows ?? {}).map(r => r.key)), late = await offset()
  const told = (h: Head) => !h.matter && !h.sameAs && h.key !== conversation.key && !!h.outcome && h.outcome !== 'reopened'
  return known.filter(told).flatMap(h => {
    const same = !!post.author && h.author === post.author && h.site === site
    if (!same && !beside.has(h.key)) return []
    return [{ key: h.key, link: h.replyLink || h.link, outcome: h.outcome!, by: h.outcomeBy || h.repliedBy,
      atMs: (h.outcomeMs || h.repliedMs) - late, beside: !same }]
  }).sort((a, b) => b.atMs - a.atMs).slice(0, MOST_EARLIER)
}
