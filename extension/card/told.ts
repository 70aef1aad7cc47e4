// What became of a press on Insert, in words; what the page did not take goes on the
// clipboard from here, within the press, for the page around the card may not read along.
import type { Inserted } from '../shared/wire'
import { t, type Word } from '../shared/words'

/** What to say, and how it went: good, something to do, or something wrong. */
export interface Told { tone: 'good' | 'trouble' | 'wrong'; lines: string[]; how?: string; anyway?: boolean }

const STOPS: Record<string, Word> = { answered: 'stop_answered', held: 'stop_held', claim: 'stop_claim', unfinished: 'stop_unfinished' }

const WHY: Record<string, Word> = {
  no_post: 'miss_no_post', no_box: 'miss_no_box', two_boxes: 'miss_two_boxes', other_box: 'miss_other_box',
  elsewhere: 'miss_elsewhere', changed: 'miss_changed', not_taken: 'miss_not_taken', no_page: 'miss_no_page',
}

/** Tells it; where nothing was written, copies the text, or leaves it selected in its field. */
export function tell({ how, ok, why }: Inserted, text: string, field: HTMLTextAreaElement | null): Told {
  if (!how) return { tone: 'trouble', lines: [t(STOPS[why] ?? 'stop_claim')], how: 'stop', anyway: why === 'answered' || why === 'held' }
  if (how === 'page') return { tone: 'good', lines: [t('inserted_page')], how }
  if (how !== 'clipboard') return { tone: ok ? 'good' : 'trouble', lines: [t(ok ? 'inserted' : 'inserted_check')], how }
  const copied = copy(text)
  if (!copied) {
    field?.focus()
    field?.select()
  }
  return { tone: 'trouble', lines: [t(WHY[why] ?? 'miss_not_taken'), copied ? t('copied', PASTE) : t('not_copied')], how: copied ? how : 'nothing' }
}

const PASTE = /mac/i.test(navigator.platform) ? '⌘V' : 'Ctrl+V'

// By the old way: it needs no permission, and no focus, which may be in the page's editor now.
function copy(text: string): boolean {
  let given = false
  const give = (e: ClipboardEvent) => {
    e.clipboardData?.setData('text/plain', text)
    e.preventDefault()
    given = true
  }
  document.addEventListener('copy', give)
  const copied = document.execCommand('copy')
  document.removeEventListener('copy', give)
  return copied && given
}
