// The frame of a post's card, for the document that the post is in.

import type { CardFrame } from '../shared/wire'
import { cardToken } from './card'
import { builtIn } from './model'
import { conversation, type Page, type Row, save } from './pages'
import { keepText } from './suggest'

/** Lets one frame speak for a post, and says where it is. Text is all of the post, max as in PageOpen. */
export async function frameOf(p: Page, row: Row, text: string, max?: number): Promise<CardFrame> {
  keepText(p.document, row.id, text)
  p.usedMs = Date.now()
  void save(p)
  const token = await cardToken({ tab: p.tab, page: p.document, post: row, site: p.site, conversation: conversation(p, row), ...max && { max } })
  return { url: `${chrome.runtime.getURL('card.html')}#${token}`, ...await builtIn() && { builtIn: true } }
}
