// What a playbook makes of posts, and what one more exclusion would have hidden: asked of the
// workbench, which has loaded that playbook and no other.

import type { Finding, Problem, Suggestion } from '../shared/wire'
import { type Bench, bytes } from './bench'

/** A post to try: pasted, or found on a page that is open, whose first 160 characters are known. */
export interface Sample { id: string; text: string; site: string; author: string; url: string; from: string }

/** What the playbook makes of one. */
export interface Tried { sample: Sample; finding: Finding; suggestion: Suggestion | undefined }

/** Something that a name, or all of them, would not count beside. */
export interface Exclusion { kind: 'word' | 'author' | 'site' | 'community'; value: string; name: string }

/** Puts a playbook in use; a problem where it cannot be. */
export function load(bench: Bench, playbook: unknown): Problem | undefined {
  const answer = bench.ask({ load: {} }, JSON.stringify(playbook))
  if ('error' in answer) return answer.error
  return 'loaded' in answer && !answer.loaded.ok ? answer.loaded.problems.find(p => !p.warning) : undefined
}

function scan(bench: Bench, samples: readonly Sample[]): Finding[] {
  return samples.map(s => {
    const answer = bench.ask({ scan: { page: { url: s.url, ...s.site && { site: s.site } }, all: true, posts: [{ id: s.id, bytes: bytes(s.text), ...s.author && { author: s.author } }] } }, s.text)
    if (!('scanned' in answer)) throw new Error('error' in answer ? answer.error.message : 'no answer')
    return answer.scanned.findings[0]!
  })
}

/** Reads posts and asks for drafts, as the card of each would. */
export function attempt(bench: Bench, samples: readonly Sample[]): Tried[] {
  const findings = scan(bench, samples)
  return samples.map((sample, i) => {
    const finding = findings[i]!
    const answer = finding.mentions.length === 0 ? undefined : bench.ask({ suggest: {
      posts: [{ id: sample.id, bytes: bytes(sample.text), site: sample.site, lang: finding.lang, author: sample.author, ...finding.triage && { intent: finding.triage.intent } }],
      drafting: { seed: sample.id, nowMs: Date.now(), zoneOffset: -new Date().getTimezoneOffset() },
    } }, sample.text)
    return { sample, finding, suggestion: answer && 'suggested' in answer ? answer.suggested.suggestions[0] : undefined }
  })
}

const LISTS = ['brands', 'products', 'leaders', 'rivals', 'signals'] as const
interface Name { name: string; near?: string[]; not?: string[]; exclude?: { authors?: string[]; sites?: string[]; communities?: string[] } }
type Book = Partial<Record<typeof LISTS[number], Name[]>>

/** The names of a playbook, by the alphabet. */
export const names = (playbook: unknown): string[] => [...new Set(LISTS.flatMap(l => (playbook as Book)[l]?.map(n => n.name) ?? []))].sort((a, b) => a.localeCompare(b))

/** Of the words that a name wants near it, those that a post has as they are written. */
export const nearby = (playbook: unknown, name: string, text: string): string[] =>
  [...new Set(LISTS.flatMap(l => (playbook as Book)[l]?.filter(n => n.name === name).flatMap(n => n.near ?? []) ?? []))]
    .filter(word => text.toLowerCase().includes(word.toLowerCase()))

/** The playbook with the exclusion. */
export function excluded(playbook: unknown, x: Exclusion): unknown {
  const book = structuredClone(playbook) as Book
  for (const list of LISTS) for (const n of book[list] ?? []) {
    if (x.name && n.name !== x.name) continue
    if (x.kind === 'word') n.not = [...n.not ?? [], x.value]
    else {
      const part = ({ author: 'authors', site: 'sites', community: 'communities' } as const)[x.kind]
      n.exclude = { ...n.exclude, [part]: [...n.exclude?.[part] ?? [], x.value] }
    }
  }
  return book
}

/** Of what was found, what the exclusion would have hidden: the mentions by the id of their post. */
export function hidden(bench: Bench, playbook: unknown, x: Exclusion, tried: readonly Tried[]): { of: number; lost: { tried: Tried; names: string[] }[] } | Problem {
  const problem = load(bench, excluded(playbook, x))
  if (problem) return problem
  try {
    const left = scan(bench, tried.map(t => t.sample)), at = (m: { start: number; end: number; name: string }) => `${m.start} ${m.end} ${m.name}`
    const lost = tried.flatMap((t, i) => {
      const still = new Set(left[i]!.mentions.map(at)), gone = t.finding.mentions.filter(m => !still.has(at(m)))
      return gone.length ? [{ tried: t, names: gone.map(m => m.text) }] : []
    })
    return { of: tried.reduce((n, t) => n + t.finding.mentions.length, 0), lost }
  } finally {
    load(bench, playbook) // what is tried next is tried without it
  }
}
