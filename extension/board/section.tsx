// One group of the board under its heading, its rows in stretches.
import type { ComponentChild } from 'preact'
import type { Group, Item } from '../shared/board'
import { language, t } from '../shared/words'
import { Chunk, STRETCH } from './chunk'

interface Props {
  group: Group
  items: readonly Item[]
  active: string | undefined // the row that must be there
  before: ComponentChild // what stands above the conversations
  row: (item: Item, at: number, of: number) => ComponentChild // at from 1
}

/** The group, or nothing where it has nothing. */
export function Section({ group, items, active, before, row }: Props) {
  if (!items.length && !before) return null
  const stretches = Array.from({ length: Math.ceil(items.length / STRETCH) }, (_, i) => items.slice(i * STRETCH, (i + 1) * STRETCH))
  return <div data-section={group}>
    <h2>{t(`group_${group}`)} {items.length > 0 && <span class="quiet">{items.length.toLocaleString(language)}</span>}</h2>
    {before}
    {items.length > 0 && <div class="rows" role="list" aria-label={t(`group_${group}`)}>{stretches.map((of, s) => <Chunk key={s} rows={of.length} first={s === 0} held={of.some(i => i.look.key === active)}
      draw={() => of.map((item, i) => row(item, s * STRETCH + i + 1, items.length))} />)}</div>}
  </div>
}
