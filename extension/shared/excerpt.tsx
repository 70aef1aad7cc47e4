// A post's excerpt with its names marked. The text is a stranger's: it is only ever text.
import type { Mention } from './wire'
import { t } from './words'

interface Props { text: string; mentions: readonly Mention[]; lang?: string; cut?: boolean; inline?: boolean }

/** Spans are UTF-16 units of the text; overlapping ones are drawn once. Inline: inside a button. */
export function Excerpt({ text, mentions, lang, cut = false, inline = false }: Props) {
  const parts = []
  let at = 0
  for (const m of [...mentions].sort((a, b) => a.start - b.start)) {
    const start = Math.max(at, m.start), end = Math.min(m.end, text.length)
    if (end <= start) continue
    parts.push(text.slice(at, start), <mark class="name" data-kind={m.kind}>{text.slice(start, end)}</mark>)
    at = end
  }
  const Tag = inline ? 'span' : 'p'
  return <Tag class="excerpt" dir="auto" lang={lang && lang !== 'und' ? lang : undefined}>
    {parts}{text.slice(at)}{cut && <span class="quiet"> {t('cut')}</span>}
  </Tag>
}
