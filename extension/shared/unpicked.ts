// Why the card of a selection did not open: the worker writes it down, the popup says it.
import type { Word } from './words'

/** chrome.storage.session: of a tab, with its id behind it; an Unpicked. */
export const UNPICKED = 'unpicked:'

/** Why, until when it is worth saying. */
export interface Unpicked { tab: number; why: keyof typeof UNPICKED_WORDS; untilMs: number }

/** Each reason in words. */
export const UNPICKED_WORDS = {
  gone: 'unpicked_gone', editable: 'unpicked_editable', form: 'unpicked_form', two: 'unpicked_two', frame: 'unpicked_frame', browser: 'unpicked_browser',
  off: 'unpicked_off', private: 'private_text', signed_out: 'problem_signed_out', no_playbook: 'no_playbook_text', budget: 'rests_budget', tampered: 'rests_tampered',
} satisfies Record<string, Word>
