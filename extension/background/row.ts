// What the engine finds in posts that a page handed in, and what of one is kept.

import type { Finding, PageFacts, PagePost } from '../shared/wire'
import { ask, byteLength, pick } from './engine'
import { excerpt, type Row } from './pages'

/** The findings of posts, in their order. All: what a post is about is wanted of those without a mention, too. */
export async function findingsOf(page: PageFacts, posts: readonly PagePost[], all = false): Promise<Finding[]> {
  const answer = await ask({ scan: {
    page, ...all && { all },
    posts: posts.map(({ id, text, link, lang, author, community }) =>
      ({ id, bytes: byteLength(text), ...link && { link }, ...lang && { lang }, ...author && { author }, ...community && { community } })),
  } }, posts.map(post => post.text).join(''))
  return pick(answer, 'scanned').findings
}

/** A post as it is kept; was is what was kept of it before. */
export function rowOf(post: PagePost, f: Finding, page: PageFacts, was: Row | undefined): Row {
  return {
    id: post.id, key: f.key, order: post.order, author: post.author ?? '', link: post.link ?? page.url, lang: f.lang,
    time: post.time ?? '', seenMs: was?.seenMs ?? Date.now(), cut: post.cut ?? false, ...excerpt(post.text, f.mentions),
    ...f.triage && { triage: f.triage }, ...f.to && { to: f.to }, ...f.aliases && { aliases: f.aliases }, ...was?.picked && { picked: true },
  }
}
