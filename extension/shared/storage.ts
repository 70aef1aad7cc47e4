// What the worker and our own pages share through chrome.storage: settings, which a page
// writes and the worker hears of, and one number that the worker raises when anything a
// screen shows may have changed. Content script and card never import this file.

/** chrome.storage.local: hosts on which the person switched Porchlight off, "example.org". */
export const OFF_HOSTS = 'offHosts'

/** chrome.storage.local: what is switched off beside hosts, an Off. */
export const OFF = 'off'

/** chrome.storage.session: ids of tabs that are switched off. */
export const OFF_TABS = 'offTabs'

/** chrome.storage.local: true after the team ended this browser's access, until it joins again. */
export const SIGNED_OUT = 'signedOut'

/** chrome.storage.local: what the person wants to see of the board, a Wanted; gone with the team. */
export const WANTED = 'wanted'

/** chrome.storage.local: true where the person wants drafts by the browser's own language model. */
export const OWN_MODEL = 'ownModel'

/** chrome.storage.session: a number that grows whenever a screen of ours should ask again. */
export const TICK = 'tick'

/** chrome.storage.local: when and how often a leader lets themselves be asked, an Asking. */
export const ASKING = 'asking'

/** As in Ask: prompts a day, the minutes of the day between which they may come, and whether on weekends, too. */
export interface Asking { most: number; from: number; to: number; weekend: boolean }

/** Where somebody has not said otherwise: three a day, in office hours. */
export const USUAL: Asking = { most: 3, from: 8 * 60, to: 17 * 60, weekend: false }
