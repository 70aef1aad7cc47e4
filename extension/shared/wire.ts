// Printed from wasm/wire by `go generate ./wasm/wire`. Do not edit: change the Go type.

/**
 * OpIn is one operation as it is sent. Key and the rest of Conversation let the server
 * compute the conversation's id; a later op of the same conversation repeats them.
 */
export interface OpIn {
  op_id: string
  kind: string
  conversation?: Conversation // of a promise: where it was made; not with what has only its own id
  subject?: string // see Own; the first op names itself
  fence: number
  target?: string
  reply_link?: string // of reply; of reopen: their new answer
  note?: string // of handoff, assign, bounce, listened and note: at most 2000 bytes
  refusal?: Refusal // of refuse
  same?: string // of alias: the other conversation's key
  fact?: Fact // of what has an id of its own, and of notAboutUs and aboutUs
}

/**
 * Refusal is an honest no: why, what we can do instead, and who decides. Each at most
 * 600 bytes; Reason is needed.
 */
export interface Refusal {
  reason: string
  instead?: string
  decides?: string
}

/**
 * OpsIn is the body of POST /ops: at most 20 ops, at most one a conversation. Ops are
 * the stored bytes of OutboxOp, each an OpIn.
 */
export interface OpsIn {
  epoch: string
  cursor: number
  ops: unknown[]
}

/** OpResult is the row that an op made, or the code of why it was not written. */
export interface OpResult {
  op_id: string
  code?: string // mismatch (422), clock, invalid; "" when a row exists
  detail?: string // what was wrong and where, with Code
  replay?: boolean
  moved?: boolean // Conv is what the op's conversation was found to be; the feed tells the row
  seq: number
  ok: boolean
  conv: string
  fence: number
  holder: string
  since_ms: number
  expires_ms: number
  replied: number
  outcome?: string // as in Change
  due_ms?: number // as in Change
  in_lease: boolean
  at_ms: number
}

/** Change is one ledger row as the feed tells it, with the conversation it is about. */
export interface Change {
  seq: number
  ok: boolean
  conv: string
  kind: string
  actor: string
  fence: number
  holder: string
  since_ms: number
  expires_ms: number
  replied: number
  outcome?: string // what became of it: answered, refused, listened, notAboutUs, reopened; of a promise promised, kept, withdrawn; of a signal sent; of an incident open, resolved
  due_ms?: number // until when to answer by the team's target; 0 without one, or when nothing is due
  in_lease: boolean
  at_ms: number
  body?: unknown // by kind: {"link": "https://..."}, {"note": "..."}, a Refusal, a Fact, {"to": conv} of aliased
  conversation: Conversation // key "" after erasure, and for what has an id of its own
  from?: Conversation // of a promise: where it was made
}

/**
 * Changes answers GET /changes. A poke that repeats the newest seq says that something
 * beside the ledger is new: pull, and compare PlaybookVersion.
 */
export interface Changes {
  server_now_ms: number
  epoch: string
  changes: Change[]
  cursor: number
  more: boolean
  playbook_version: number // newest; 0: none published yet
}

/** OpsAnswer answers POST /ops. Resync means: cursor unusable, take a snapshot. */
export interface OpsAnswer {
  server_now_ms: number
  epoch: string
  results: OpResult[]
  changes: Change[]
  cursor: number
  more: boolean
  resync?: boolean
  playbook_version: number // newest; 0: none published yet
}

/**
 * Snapshot answers GET /snapshot: one page of heads, each as the change that made it,
 * together with the newest fact of each kind of it: Replies holds replies, refusals,
 * listened, notes and notAboutUs, and what was told of promises, signals and incidents.
 */
export interface Snapshot {
  server_now_ms: number
  epoch: string
  as_of: number
  heads: Change[]
  replies: Change[]
  next: string // conv to ask after; "" on the last page
}

/**
 * Digest is one day of the ledger as it was sealed, and how its rows differ now. Days are
 * ranges of seq; two may have the same date.
 */
export interface Digest {
  day: string // UTC, 2026-11-22
  first: number
  last: number // seq
  rows: number // as sealed
  purged: number
  digest: string // SHA-256 in hex, over the one before it, too
  wrong: string[] // a sentence for each difference
}

/** Digests answers GET /digests: one page of days; ask after the seq of the last. */
export interface Digests {
  days: Digest[]
  more: boolean
  open: number // rows not sealed yet, on the last page
}

/**
 * Retention answers GET /retention and is the body of PUT /retention: after how many days
 * a settled conversation loses what it was about; 0 is never.
 */
export interface Retention {
  days: number
}

/**
 * PlaybookIn is the body of PUT /playbook. Base is the version that was edited; a
 * different newest version is a conflict (409), so no publish overwrites another.
 */
export interface PlaybookIn {
  base: number
  playbook: unknown
}

/** PlaybookOut answers GET and PUT /playbook. */
export interface PlaybookOut {
  version: number
  at_ms: number
  by: string // member id, "operator" for the command line
  playbook: unknown
}

/** Ticket answers POST /live: good once, for 30 s, in GET /live?ticket=… */
export interface Ticket {
  ticket: string
}

/**
 * APIProblem is an RFC 9457 problem, application/problem+json. Code is one of invalid,
 * not_found, conflict, unauthorized, forbidden, too_large, rate_limited, gone,
 * unavailable, internal.
 */
export interface APIProblem {
  type: string
  title: string
  status: number
  code: string
  detail?: string
  request_id: string
}

/**
 * FromCard is a message of the reply card. All but Start count only from the document
 * that Start bound, and only for its one conversation.
 */
export type FromCard =
  | { start: CardStart }
  | { act: CardAct }
  | { resize: CardResize }
  | { close: CardClose }
  | { panel: CardPanel }
  | { refresh: CardRefresh }
  | { draft: CardDraft }
  | { suggest: CardSuggest }
  | { insert: CardInsert }
  | { mine: CardMine }
  | { check: CardCheck }
  | { rate: CardRate }
  | { model: CardModel }
  | { prompt: CardPrompt }

/**
 * CardPrompt is what the person makes of a prompt: reply (go on with it as a card; the
 * answer is a CardView), hand (to a colleague), later, or never (for its intent).
 */
export interface CardPrompt {
  act: string
  to?: string // member, of hand
  note?: string // of hand
}

/** Prompt is why a card came by itself, and until when it stays. */
export interface Prompt {
  why: string // given (by By, a colleague), asked (it speaks to this person), named
  by?: string // member
  note?: string // of By
  topic?: string // of this person's, that it is about
  intent: string // of its Triage
  untilMs: number // local time
  to: string[] // members to hand it to, the likeliest first
}

/** CardStart proves the frame; the answer is a CardView. */
export interface CardStart {
  token: string
}

/**
 * CardAct is claim, takeover, release, keep, listened, refuse, notAboutUs, aboutUs or reopen of the card's
 * conversation. The answer is a CardView.
 */
export interface CardAct {
  kind: string
  refusal?: Refusal // of refuse
}

/** CardResize says how high the card's content is. */
export interface CardResize {
  height: number
}

/** CardClose closes the card. */
export type CardClose = Record<string, never>

/** CardPanel opens the side panel. */
export type CardPanel = Record<string, never>

/** CardRefresh asks for the CardView again. */
export type CardRefresh = Record<string, never>

/**
 * CardDraft keeps what was typed and is not sent yet, the parts that it names, or asks for
 * it where it says nothing. The answer is a Draft.
 */
export interface CardDraft {
  refusal?: Refusal
  answer?: string // "" where it was deleted
}

/**
 * CardInsert writes an answer into the page: a free conversation is claimed with it. The
 * answer is an Inserted, or a Problem.
 */
export interface CardInsert {
  id: string // of this press, 32 hex digits: said twice it is done once
  answer: CardCheck
  saw: Saw
  promises: CardPromise[] // to be recorded when the answer is seen in the page
}

/** CardPromise is a promise in an answer, by whoever writes it. */
export interface CardPromise {
  text: string
  dueMs: number // server time
}

/** CardMine answers "Was this your answer?" about CardView.Seen. The answer is a CardView. */
export interface CardMine {
  yes: boolean
}

/** Seen is a post of an own account that may be the answer to a conversation. */
export interface Seen {
  link: string
  text: string // at most 160 characters of it
}

/** Saw is how the conversation stood when the person last looked at it. */
export interface Saw {
  state: State
  replied: number
}

/**
 * Inserted says what became of a CardInsert: How and Why are those of PageInserted. A stop
 * has no How, and Why answered or held (by a colleague, meanwhile), claim (one is
 * required) or unfinished (something that Checked says stops). Why no_page: the page did not answer.
 */
export interface Inserted {
  how: string
  ok: boolean
  why: string
  card: CardView
}

/**
 * CardSuggest asks what this team could answer; the answer is a CardSuggested. Lang is what
 * a person chose, the post's own without it.
 */
export interface CardSuggest {
  lang?: string
  tone?: string // shorter, warmer, plainer
}

/** CardSuggested is what they ask, what the team told them before, and drafts. */
export interface CardSuggested {
  suggestion: Suggestion
  earlier: Earlier[] // the newest first, at most three
  members: Member[] // those that Earlier names
  empty: boolean // the playbook has no answers at all
  asksModel?: AsksModel // there is a model
}

/**
 * AsksModel is which model a home has, whether the browser's own is switched on, and exactly
 * what a press sends to the home; the browser's gets of that the text, language and drafts.
 */
export interface AsksModel {
  name: string // "" for none
  builtIn: boolean
  sends: ModelIn
}

/**
 * CardModel asks the home's model about the card's post, while the conversation is this
 * person's. The answer is a ModelSaid; its Why may also be the code of a Problem.
 */
export interface CardModel {
  lang: string
  drafts: string[] // of this device
}

/** Earlier is what became of another conversation with the same person, or beside this post. */
export interface Earlier {
  key: string
  link: string // of the reply where it is known, else of the post
  outcome: string
  by: string // member
  atMs: number // local time
  beside: boolean // on this page, by whomever
}

/**
 * CardCheck asks what is wrong with an answer as it is typed now; the answer is a CardChecked.
 * The rest is of the draft that it began as, if any.
 */
export interface CardCheck {
  text: string
  suggested?: string // its text
  answer?: string // the playbook's entry
  lang?: string
}

/**
 * CardRate tells the owner of a playbook's entry what its draft was worth. The answer is
 * Done, or a Problem.
 */
export interface CardRate {
  answer: string // the entry
  good: boolean
  why: string // needed of what is not good
}

/**
 * CardChecked is what is wrong with an answer, with the sign-off at its end that the team's
 * voice asks for.
 */
export interface CardChecked extends Checked {
  text: string // as it would be inserted
  ends?: string // the sign-off that was added
}

/** CardView is what a card shows. */
export interface CardView {
  post: CardPost
  look: Look
  members: Member[] // those that Look names
  me: string
  link: LinkLine
  notices: Notice[]
  sends: string // the exact JSON a claim would send
  seen?: Seen
  prompt?: Prompt // it came by itself
  incident?: CardIncident // that the post is about
}

/**
 * CardIncident is what a card tells of an incident: that goes on, or that is over and of
 * whose end this person is still to be told.
 */
export interface CardIncident {
  id: string
  over?: boolean
  hit: string
  status: Record<string, string> // by language
  nextMs: number // local time of the next update
  replies?: string[] // names of those who alone answer; none: everybody
  barred?: boolean // this person is not among them
}

/** CardPost is the post as the page showed it: untrusted text. */
export interface CardPost {
  author: string
  site: string
  excerpt: string
  mentions: Mention[] // spans of Excerpt
  lang: string
  time: string
  cut: boolean
}

/**
 * Check asks what is wrong with a draft, at each pause in typing. The text block is the
 * draft, behind it the draft as it was suggested, and behind that the post.
 */
export interface Check {
  bytes: number // of the draft in the text block; the rest but Post was suggested
  site?: string // the site file in use: hn, x, ...
  lang?: string // of the draft, BCP 47; else it is looked at
  answer?: string // id of the playbook's entry that it was made from
  personal?: boolean // from an own account, not the brand's
  leader?: boolean // a leader writes: one whole own sentence
  initials?: string // of who writes
  nowMs?: number // 0: nothing is out of date and no due time is told
  zoneOffset?: number // minutes east of UTC of who writes
  limit?: PageLimit // what the page itself says; it wins
  recent?: RecentOne[] // what the team sent of late
  /** While an incident goes on: how many bytes the post has, and its Triage.Intent. */
  incident?: IncidentStatus
  post?: number
  intent?: string
}

/**
 * PageLimit is the room that the page's own counter or maxlength states. With Left the
 * page has counted itself and is believed.
 */
export interface PageLimit {
  max?: number
  min?: number
  unit?: string // weighted, grapheme, utf16, codepoint, bytes; else the site's, of maxlength utf16
  left?: number // what the counter beside the text shows now; below 0 is too long
}

/** RecentOne is a text that was sent, without the text. */
export interface RecentOne {
  sketch: string // as Checked gave it
  atMs?: number // when
  by?: string // who, as people call them
}

/** Checked is the length of a draft and what is wrong with it, in the order of the text. */
export interface Checked {
  length: number
  limit: number // 0: none known
  min?: number
  unit: string
  stops: boolean // it may not be inserted
  problems: DraftProblem[]
  promises?: Promised[]
  sketch?: string // to keep once it is sent; nobody can read it
  concerns?: boolean // the post is about the incident
}

/**
 * DraftProblem is one thing that is wrong with a draft. The engine gives no Message: the
 * extension says check_<code> with Parts in it, the command line English.
 */
export interface DraftProblem {
  code: string
  message: string
  start: number // UTF-16 code units; 0 to 0 is the whole draft
  end: number // exclusive
  level: string // stops, warns
  parts?: string[]
}

/** Promised is a commitment in a draft, to be offered to the ledger. */
export interface Promised {
  start: number // UTF-16 code units
  end: number // exclusive
  text: string
  dueMs?: number // 0: it does not say when
  precise?: boolean // it names the hour; else the day's last minute
  when?: string // the words that say when
}

/**
 * State is what a badge, a card and a list row show of a conversation; it is also
 * data-state everywhere.
 */
export type State = "free" | "pending" | "mine" | "theirs" | "lost" | "unverified" | "answered"

/**
 * Conversation is all that a claim tells the backend about what is claimed: the exact
 * fields of the "what leaves" preview. Post text is never among them.
 */
export interface Conversation {
  key: string
  link: string
  site: string
  author: string // public handle
  names: string[] // playbook names matched
  triage?: Triage
  posted?: Range // when, as the page tells it
  seen_ms?: number // when this browser first found it
}

/** Range is from when to when something may have been, in ms: of "3h" an hour. */
export interface Range {
  from_ms: number
  to_ms: number
}

/**
 * Head is the newest known state of one conversation, as the desk keeps it: one row of
 * the IndexedDB store "heads", keyed by Key.
 */
export interface Head extends Conversation {
  conv: string // the server's opaque id
  seq: number // of the row this state comes from
  fence: number
  holder: string // member id, "" when nobody
  sinceMs: number // server time of this grant
  expiresMs: number // server time
  replied: number // replies so far
  repliedBy: string // member of the newest reply
  repliedMs: number // server time of the newest reply
  replyLink: string // its permalink
  replyOf?: string // the incident whose line it gave
  outcome?: string // as in Change
  outcomeBy?: string // member of the newest reply, refuse or listened
  outcomeMs?: number // its server time
  refusal?: Refusal // of that one, if a refuse
  dueMs?: number // as in Change
  atMs: number // server time of the newest row
  mineUntil: number // local time until which "mine" may be shown; 0 if not mine
  verifiedMs: number // local time of the answer that confirmed it
  lostTo: string // who took or won it from this person; "" otherwise
  givenBy?: string // who gave it to Holder, who has not taken it up or given it back
  word?: Word // the newest since it was last given or claimed
  overMs?: number // the ExpiresMs of which a lead has been told that it passed
  sameAs?: string // conv of what it was found to be; its head has the state
  matter?: Matter // what has an id of its own, which is Key; no conversation
}

/** Word is what a colleague wrote about a conversation for whoever has it, or had it. */
export interface Word {
  kind: string // handoff, assign, bounce, note, listened
  by: string // member id
  text: string
  seq: number
}

/**
 * OutboxOp is one thing a person did that the backend has not answered yet: one row of
 * the IndexedDB store "outbox", keyed by OpID, in order of MadeMs then OpID.
 */
export interface OutboxOp {
  opId: string // UUIDv7, made once
  kind: string
  conversation: Conversation
  target?: string // handoff, assign
  note?: string // as in OpIn
  replyLink?: string // reply
  refusal?: Refusal // refuse
  same?: string // alias
  subject?: string // of what has an id of its own
  fact?: Fact // of that
  madeMs: number // local time
  sentMs?: number // local time just before the last send
  state: string // queued, inflight, parked
  bytes?: string // the op exactly as sent, fixed at the first send
  problem?: string // why it is parked
}

/** Cursor is the place in the feed up to which this device has read. */
export interface Cursor {
  epoch: string
  seq: number
}

/**
 * Act asks for the op of something a person just did. NowMs is local time, OffsetMs
 * server time minus local time as last seen, Random 16 random bytes in hex.
 */
export interface Act {
  nowMs: number
  offsetMs: number
  random: string
  kind: string
  conversation: Conversation
  target?: string
  note?: string // as in OpIn
  replyLink?: string
  refusal?: Refusal
  same?: string // of alias: the other key
  subject?: string // of what has an id of its own, but for the kind that begins it
  fact?: Fact // of that
  me: string // member id
  role: string // staff, lead, admin
  head?: Head // of what SameAs leads to
  outbox: OutboxOp[] // all rows of this conversation, or of Subject
}

/**
 * Acted is the op to store before anything is sent, or why there is none (for
 * instance a second claim while the first is unanswered: Op is nil, no Problem).
 */
export type Acted =
  | { op: OutboxOp }
  | { problem: Problem }

/** Flush asks what to send now. Heads has at least the conversations of the outbox. */
export interface Flush {
  nowMs: number
  offsetMs: number
  cursor: Cursor
  outbox: OutboxOp[] // all rows, in order
  heads: Head[]
  failures: number // requests that failed in a row
  random: string
}

/**
 * Flushed: store Inflight and delete Dropped in one transaction, tell the person about
 * Dropped, then POST Body to /ops if it is not empty. RetryMs is how long to wait
 * before the next attempt if this one fails.
 */
export interface Flushed {
  inflight: OutboxOp[]
  dropped: Notice[]
  body: string
  retryMs: number
}

/**
 * Notice is something the person must hear about one conversation. The words are the
 * UI's; Code chooses them.
 */
export interface Notice {
  code: string // dropped_offline, dropped_unanswered, lost, refused, parked, reply_collision, expired, storage_full
  key: string
  opId?: string
  kind?: string
  who?: string // member id
  atMs: number // local time
}

/**
 * Settle applies one answer of the backend. Exactly one of Ops, Changes, Snapshot and
 * Status (an HTTP status that is no success, 0 for no answer at all) is set. The text
 * block is empty.
 */
export interface Settle {
  nowMs: number
  sentMs: number // local time before the request was sent
  me: string
  role?: string
  cursor: Cursor
  outbox: OutboxOp[] // the rows that were inflight
  heads: Head[] // every head of a key or conv the answer names, all that Me holds, and for leads what ran out
  ops?: OpsAnswer
  changes?: Changes
  snapshot?: Snapshot
  first?: boolean // of Snapshot: the first page, whose as_of becomes the cursor
  status?: number
  code?: string // problem code that came with Status
}

/**
 * Settled is written in one transaction: put Heads, delete Done, put Parked, set
 * Cursor. Next says what to do then.
 */
export interface Settled {
  heads: Head[]
  done: string[] // op ids that leave the outbox
  parked: OutboxOp[] // ops that a person must look at, or that wait for the next try
  cursor: Cursor
  wipe: boolean // drop all heads first: new epoch or snapshot
  offsetMs: number // 0 after Status: keep the old one
  changed: string[] // keys whose state may look different now
  notices: Notice[]
  next: string // idle, more (pull again), snapshot, retry, signin
  after: string // of Next snapshot: the conv to go on after
}

/** View asks how conversations look now. */
export interface View {
  nowMs: number
  offsetMs: number
  me: string
  role: string
  heads: Head[]
  outbox: OutboxOp[]
  keys: string[] // which to answer, in this order; empty: all heads and outbox rows
}

/**
 * Viewed has one look for each key asked for; of all, in board order: unclaimed ones
 * by urgency, then claimed ones by deadline, then answered ones.
 */
export interface Viewed {
  looks: Look[]
  matters?: Matter[] // without Keys: what has an id of its own, in no order
}

/** Look is a conversation as people see it. Durations are local and can be counted down. */
export interface Look extends Conversation {
  state: State
  holder: string // member id, "" when nobody live
  lastHeld: string // who held it last when nobody does
  sinceMs: number // local time of the grant
  untilMs: number // local time of the deadline; 0 without one
  replied: number // replies so far
  repliedBy: string // of the newest reply
  repliedMs: number // local time
  replyLink: string
  outcome?: string // answered, refused, listened, reopened; these stay below a claim
  outcomeBy?: string // who answered, refused or listened last; "" where this device never heard
  outcomeMs?: number // local time
  refusal?: Refusal // of the outcome refused
  givenBy?: string // of what this person has and has not taken up: who gave it
  word?: Word // the newest since it was last given or claimed
  mode?: string // the playbook's rule for claims on this site: off, warn, required
  dueMs?: number // local time until which the team means to answer
  may: May
  unsent: number // ops of this conversation in the outbox
}

/** May says which actions this person has now, from the one table of rights. */
export interface May {
  claim: boolean
  take: boolean // claim of somebody's running claim: leads and admins
  release: boolean // give back
  keep: boolean
  settle?: boolean // say what became of it: listened, or refuse
  reopen?: boolean // put back on the board
  raise?: boolean // put on the board what nobody in the team has touched
  give?: boolean // give it to a colleague: hand over what one has, assign for leads and admins
  insert?: boolean // write a reply into the page; where required, with a claim that runs alone
}

/** Drafting says for whom and when drafts are made; every field may be missing. */
export interface Drafting {
  lang?: string // that a person chose; else the post's
  tone?: string // shorter, warmer, plainer
  leader?: boolean // a leader writes: one own sentence, and facts
  initials?: string // of who writes
  personal?: boolean // from an own account, not the brand's
  seed?: string // who and what: two people get two texts
  nowMs?: number // 0: no fact is out of date
  zoneOffset?: number // minutes east of UTC of who writes
  incident?: IncidentStatus // that goes on
}

/** IncidentStatus is what may be said of an incident now. */
export interface IncidentStatus {
  id: string
  hit: string // what is broken, in words: which posts are about it
  status: Record<string, string> // by language
  nextMs?: number // when the next update is due
}

/**
 * SuggestedDraft is the beginning of an answer, a draft: blocks of the playbook, put together
 * for one post. A person's own words are still missing.
 */
export interface SuggestedDraft {
  answer: string // the entry's id; the incident's for its status line
  text: string // with {id} where a slot is to be filled, {own} for a whole own sentence
  lang: string
  wanted?: string // the language that was asked for and that the entry does not have
  langs: string[] // that the entry has, by the alphabet
  blocks: string[] // quote, acknowledge, answer, commit, refuse, next, facts, status, own, disclosure
  slots?: DraftSlot[] // in order of the text
  facts?: DraftFact[] // that the text states
  problems: Problem[]
}

/** DraftSlot is a hole in a draft's text. */
export interface DraftSlot {
  id: string
  kind: string // name, link, date, amount, choice, text
  label?: string
  choices?: string[]
}

/** DraftFact is a fact in a draft's text, with where it is from. */
export interface DraftFact {
  id: string
  text: string
  source?: string
  until?: string // last valid date
}

/**
 * Request is one question to the engine; exactly one field is set. It travels as JSON
 * and is followed by one block of raw UTF-8 text, whose meaning each kind states.
 */
export type Request =
  | { load: Load }
  | { scan: Scan }
  | { place: Place }
  | { act: Act }
  | { flush: Flush }
  | { settle: Settle }
  | { view: View }
  | { suggest: Suggest }
  | { check: Check }
  | { ask: Ask }

/** Answer answers the Request kind of the same name, or says in Error why it could not. */
export type Answer =
  | { error: Problem }
  | { loaded: Loaded }
  | { scanned: Scanned }
  | { placed: Placed }
  | { acted: Acted }
  | { flushed: Flushed }
  | { settled: Settled }
  | { viewed: Viewed }
  | { suggested: Suggested }
  | { checked: Checked }
  | { prompted: Prompted }

/**
 * Problem is an error that a person can act on: what is wrong, and where. Of a playbook
 * the engine has no Message: the extension says book_<code> in the reader's language and
 * the command line English, with Parts and behind them Words in the sentence's places.
 */
export interface Problem {
  code: string // unknown_field, no_date, invalid, ...
  message: string // one sentence for a person
  parts?: string[] // as they were written
  words?: string[] // codes too, said as book_is_<code>; all that are left share the last place
  path?: string // brands[2].name
  line?: number // 1-based; 0 where the source has no lines
  column?: number // 1-based
  warning?: boolean // true: the playbook works all the same
}

/**
 * Load makes the JSON playbook in the text block the one that Scan uses. Checked says
 * that this very text was loaded before and had no problem: looking for one takes far
 * longer than reading it, and a worker that wakes up has somebody waiting.
 */
export interface Load {
  checked?: boolean
}

/**
 * Loaded says how many names the playbook holds, or what stopped it from loading; on
 * any problem that is no warning the playbook loaded before stays in use.
 */
export interface Loaded {
  ok: boolean
  names: number
  problems: Problem[]
}

/**
 * Scan finds the mentions in posts. The text block is the posts' texts, one behind the
 * other, in order.
 */
export interface Scan {
  page: PageFacts
  posts: ScanPost[]
  all?: boolean // triage posts without mentions too
}

/** PageFacts is what a page says of itself; all of it is hostile input. */
export interface PageFacts {
  url: string
  site?: string // the site file in use: hn, x, ...
  software?: string // wordpress, mastodon, ... as detected
  canonical?: string // link[rel=canonical]
  lang?: string // html[lang]
}

/** ScanPost is one post without its text. */
export interface ScanPost {
  id: string // the caller's own name for the post
  bytes: number // length of its text in the text block
  link?: string // absolute permalink
  lang?: string // what the site says, BCP 47
  author?: string // public handle or name
  community?: string // group or forum, as the site names it: r/sailing
}

/** Scanned has one finding for each post, in order. */
export interface Scanned {
  findings: Finding[]
}

/** Finding is what the engine knows of one post. */
export interface Finding {
  id: string
  lang: string // BCP 47, "und" when unsure
  key: string // canonical key, "-" where there is none
  aliases?: string[] // further keys of the same post
  mentions: Mention[]
  triage?: Triage
  to?: string // whom it speaks to: us, leader; "" for nobody of ours
  feeling?: number // of Triage.Sentiment: −100 to 100
  ours?: boolean // written by one of the company's accounts
}

/** Kind says what a name stands for. */
export type Kind = "brand" | "product" | "leader" | "rival" | "signal"

/** Mention is a span of a post's text that names something in the playbook. */
export interface Mention {
  start: number // UTF-16 code units
  end: number // exclusive
  kind: Kind
  name: string // as the playbook writes it
  text: string // as the post writes it
  public: boolean // may be marked in the page
  evidence?: string // why it matched
}

/** Triage is what kind of post this is and how soon it wants a person. */
export interface Triage {
  intent: string // question, complaint, praise, request, purchase, job, outage, other
  needsReply: boolean
  urgency: string // high, normal, low
  sentiment: string // positive, neutral, negative: toward the names found
  lang?: string // in a Conversation alone: the post's, BCP 47
}

/** Place asks for the conversation keys of addresses. */
export interface Place {
  pages: PageFacts[]
}

/** Placed has one entry for each address, in order. */
export interface Placed {
  keys: Placing[]
}

/** Placing is the canonical key of an address ("-" where there is none) and its aliases. */
export interface Placing {
  key: string
  aliases?: string[]
}

/**
 * Fact is what is told of something that has an id of its own, or is not about us. Which
 * parts of it a kind has is the table below. Texts are in bytes.
 */
export interface Fact {
  text?: string // at most 2000: of promise, what was promised; of signal; of incident, what is hit
  kind?: string // of signal: one of Signals
  why?: string // at most 2000: of late and withdrawn
  link?: string // of kept and signal: where it can be seen
  /**
   * Of notAboutUs and aboutUs: post, which is the op's conversation; or author, site or
   * word, which is Value, at most 300. An author's is site/handle.
   */
  scope?: string
  value?: string
  /** Of incident, update and resolve: one line a language, at most 600 each. */
  status?: Record<string, string>
  due_ms?: number // of promise and late; of incident and update, when the next one comes; data, which stops nothing
  /**
   * Of incident and update: the members who alone are to reply about it, at most 50;
   * Everybody takes that back.
   */
  replies?: string[]
  incident?: string // of reply: whose line it gave
  sketch?: string // of reply: of its text, as Checked gives it, at most 256
}

/** Matter is what has an id of its own, as a device knows it: of Fact the newest parts. */
export interface Matter {
  id: string
  kind: string // promise, signal, incident, notAboutUs
  state: string // as Change.Outcome; pending while the first op is unanswered
  by: string // member who began it
  owner: string // member who owes it or began to tell of it, or whom a signal is for; "" for everybody
  fact: Fact
  from?: Conversation // where it was made
  told: number // updates of an incident so far
  /**
   * Of an incident, times of the server, in Viewed local: when it began, and when its
   * newest news came, which are its beginning, an update with a line, and its end.
   */
  sinceMs?: number
  newsMs?: number
  atMs: number // time of the newest row: of the server, in Viewed local, as is Fact.DueMs there
  late: boolean // in Viewed: it is still owed, or to be told of, and was due before
  close: boolean // in Viewed: this person may say how it stands
  soonMs?: number // in Viewed: from when whoever owes it, or is to tell of it, is reminded
  unsent?: string // in Viewed: the kind of what was last said of it here and is not confirmed
  people?: Tell[] // in Viewed, of an incident: who is to be told of it
}

/** Tell is a conversation about an incident: what the person in it knows of it. */
export interface Tell {
  key: string
  state: string // waits: nobody answered; outdated: answered before the newest news; told: answered since
  atMs: number // local time of the answer, or since when they wait
}

/**
 * FromPage is a message of a content script. Nothing in it is believed: the worker
 * takes tab, document and origin from the sender.
 */
export type FromPage =
  | { hello: PageHello }
  | { scan: PageScan }
  | { open: PageOpen }
  | { visible: PageVisible }
  | { resting: PageResting }
  | { inserted: PageInserted }
  | { resumeDraft: PageResume }
  | { prompt: PagePrompt }
  | { frames: PageFrames }
  | { gone: PageGone }
  | { picked: PagePicked }

/**
 * PageHello opens a document; the answer is a PageSetup. Attr is the attribute, new and
 * random for each document, of the one element that will hold all we draw: before it
 * answers, the worker puts hostCSS(Attr) into that document as a user style sheet.
 */
export interface PageHello {
  url: string
  attr: string // 16 letters a-z
}

/**
 * PageSetup is all a content script needs: the site files that may fit this host, or
 * none when the page is not to be read.
 */
export interface PageSetup {
  read: boolean
  why?: string // of Read false: off, private, signed_out, no_playbook
  sites: Site[] // in order of trial; the generic one last
  commands: Shortcut[]
  resume?: boolean // a reply was begun on the page before, and its box is here
}

/** Shortcut is a keyboard command as the person has it set. */
export interface Shortcut {
  name: string
  keys: string
}

/**
 * PageScan hands in new or changed posts. The answer is a PageMarks. Gone names posts
 * that left the page. First is true for the first scan after a navigation: it replaces
 * all that this document had.
 */
export interface PageScan {
  page: PageFacts
  first: boolean
  posts: PagePost[]
  gone: string[]
}

/** PagePost is one post with its text, in page order by Order. */
export interface PagePost {
  id: string
  order: number
  text: string
  link?: string
  author?: string
  lang?: string
  time?: string
  cut?: boolean // "see more": the text is partial
  spare?: boolean // found by the generic file, where the site's own finds nothing
  community?: string // group or forum, as the site names it: r/sailing
}

/** PageMarks has only the posts that show something: public mentions, in this text. */
export interface PageMarks {
  posts: PostMarks[]
}

/** PostMarks is what may be drawn on one post: no name, no term. */
export interface PostMarks {
  id: string
  key: string
  state: State
  marks: Span[]
  hidden?: boolean // a colleague said that it is not about us
  ask?: boolean // this person may be asked about it when it is looked at
}

/** Span is UTF-16 code units of a post's text, end exclusive. */
export interface Span {
  start: number
  end: number
}

/**
 * PageOpen asks for the card of a post; the answer is a CardFrame. Text is the post's
 * whole text, for suggestions: the worker keeps less of it than that.
 */
export interface PageOpen {
  id: string
  text: string
  max?: number // maxlength of its reply box, in UTF-16 units, where one is open
}

/** CardFrame is the address of a card, with a token good once, for 30 s, in this tab. */
export interface CardFrame {
  url: string
  post?: string // of a prompt: the id of the post that it is about
  builtIn?: boolean // it may use the browser's language model
}

/**
 * PagePicked says what became of a SelectPost with the same ID: the post that the selection
 * is in, or the selection as a post of its own, whose link is then the page's; else Why. The
 * answer is the CardFrame of its card.
 */
export interface PagePicked {
  id: string
  why?: string // gone, editable, form, two; unread: the page is not read
  post?: PagePost
  page?: PageFacts
  max?: number // as in PageOpen
}

/**
 * PagePrompt says which posts that this person may be asked about are in view now, while
 * nobody types. The answer is the CardFrame of a prompt about one of them, or none.
 */
export interface PagePrompt {
  posts: PageInView[]
}

/** PageInView is a post that can be seen, with its whole text. */
export interface PageInView {
  id: string
  text: string
}

/** PageVisible says whether the document is visible now. */
export interface PageVisible {
  visible: boolean
}

/** PageResting says that the content script stopped reading, and why. */
export interface PageResting {
  why: string // budget, tampered, private
}

/**
 * PageFrames says that a frame was loaded which the page wrote itself, on a site whose
 * posts are in such frames: the worker starts the content script there.
 */
export type PageFrames = Record<string, never>

/** PageGone says that a frame goes away, by itself or with its page. */
export type PageGone = Record<string, never>

/** PageInserted says what became of an InsertText. */
export interface PageInserted {
  id: string // of the InsertText
  how: string // paste, insertText, lines; clipboard: not written; page: the reply box is at At
  ok: boolean // read back, and as it should be
  why?: string // of OK false: no_post, no_box, two_boxes, other_box, elsewhere, changed, not_taken; check: written, and nobody can tell
  at?: string
}

/**
 * PageResume asks for the reply that was begun on the page before, for the post with this
 * id; the answer is an InsertText, or none.
 */
export interface PageResume {
  id: string
}

/** ToPage is what the worker pushes to a tab. */
export type ToPage =
  | { keysChanged: KeysChanged }
  | { insert: InsertText }
  | { card: CardPush }
  | { command: Shortcut }
  | { setup: SetupAgain }
  | { show: ShowID }
  | { select: SelectPost }

/**
 * SelectPost asks for what is selected, once: the person chose our item in the menu of the
 * selection. The document answers with PagePicked.
 */
export interface SelectPost {
  id: string
}

/** KeysChanged gives the new states of posts in this document. */
export interface KeysChanged {
  posts: PostState[]
}

/** PostState is one post's state now. */
export interface PostState {
  id: string
  state: State
  hidden?: boolean // as in PostMarks
  ask?: boolean
}

/** ShowID scrolls to a post, by its id: a person pressed it in the side panel. */
export interface ShowID {
  id: string
}

/**
 * InsertText is a reply to write into the editor of a post, once: the same ID is answered
 * with what became of it.
 */
export interface InsertText {
  id: string
  post: string // the post's id
  text: string
}

/** CardPush sizes or closes the open card. */
export interface CardPush {
  height: number // CSS pixels
  close: boolean
  stay?: boolean // it was a prompt, and the person goes on with it
}

/** SetupAgain tells the page to say hello again: settings, playbook or sign-in changed. */
export type SetupAgain = Record<string, never>

/** LinkLine is the state of the line to the backend. */
export interface LinkLine {
  online: boolean // the last request was answered
  asOfMs: number // local time of the last answer; 0: never
  unsent: number // ops in the outbox
  problem: string // "", offline, signed_out, storage_full, engine
  live: boolean // the socket is open
  playbook: number
}

/** Role is what a member may do; rights rise in this order. */
export type Role = "staff" | "lead" | "admin"

/** Member is a person in a team, as colleagues see them. */
export interface Member {
  id: string
  name: string
  role: Role
  leader: boolean
  active: boolean
  on_duty: boolean // what is reopened comes back to them
}

/** Me answers GET /me: who this device speaks for, and the team. */
export interface Me {
  member: Member
  device: string
  team: TeamInfo
  playbook_version: number // 0: none published yet
  server_now_ms: number
  model?: string // the language model that the home has; "" for none
}

/**
 * ModelIn is the body of POST /model: what a language model is asked. The caller holds the
 * conversation.
 */
export interface ModelIn {
  key: string // of the conversation
  text: string // of the post, at most 8 KiB
  lang: string // of the answer
  drafts: string[] // what the team says: 1 to 3, with {id} for what a person fills in
}

/**
 * ModelSaid is the beginning of an answer, plain text, or why there is none: slow, broken,
 * empty, huge, markup or unsafe.
 */
export interface ModelSaid {
  text: string
  why?: string
  model?: string
}

/** TeamInfo is what every member may know of the team. */
export interface TeamInfo {
  id: string
  name: string
  ttl_ms: number // length of a claim's lease
}

/** Members answers GET /members: everybody, and the handles of those who are active. */
export interface Members {
  members: Member[]
  handles: Handle[]
}

/** MemberIn is the body of POST /members/{id}; what is absent stays as it is. */
export interface MemberIn {
  role?: Role
  leader?: boolean
  active?: boolean
  on_duty?: boolean
}

/** MeIn is the body of PUT /me: what a member says of oneself; what is absent stays. */
export type MeIn =
  | { on_duty: boolean }
  | { handles: Handle[] }

/**
 * Handle is an account of a member on a site ("x", "havblikk_kari"), without the @; with
 * the host where a site has many ("mastodon", "kari@coast.example").
 */
export interface Handle {
  member?: string // id; not in MeIn
  site: string
  handle: string
}

/** Device is one browser that is signed in. Its secret is never told. */
export interface Device {
  id: string
  member: string
  label: string
  made_ms: number
  seen_ms: number
  revoked: boolean
}

/** Devices answers GET /devices. */
export interface Devices {
  devices: Device[]
}

/** CreateTeam is the body of POST /v1/teams, under the operator's secret. */
export interface CreateTeam {
  name: string
  admin: string // the first admin's name
  ttl_ms?: number // length of a lease: 1 s to 24 h; default 15 min
  /**
   * The most that it may have, where that is not what a home gives each team: of members,
   * devices, conversations, rows (of the ledger) and playbooks.
   */
  most?: Record<string, number>
}

/**
 * InviteIn is the body of POST /invites: a new person by name and role, or with Member
 * alone a further browser for somebody who is in the team.
 */
export interface InviteIn {
  name?: string // of the person invited
  role?: Role
  leader?: boolean
  hours?: number // valid for; default and most 72, with Member 1
  member?: string // id
}

/**
 * Invite answers POST /invites and POST /v1/teams. Link is
 * https://home/join#team.secret: the secret stays in the fragment.
 */
export interface Invite {
  team: string
  link: string
  expires_ms: number
}

/**
 * RedeemIn is the body of POST /redeem. The client has made the device token
 * pl_d_<id>_<secret>_<crc> itself and sends only the id and the secret's SHA-256, so
 * that a lost answer loses nothing and the server never sees the secret here.
 */
export interface RedeemIn {
  invite: string // the secret of the link
  device: string // 16 base62
  hash: string // hex SHA-256 of the token's secret part
  label: string // "Chrome on Linux"
}

/** TokenIn is the body of PUT /token: the device's next secret, by its SHA-256 in hex. */
export interface TokenIn {
  hash: string
}

/**
 * Ask asks whether this leader may be prompted now, and about which of Posts. Times are
 * milliseconds of the local clock on the wall since 1970, minutes those of its day; a span
 * whose end is before its start goes over midnight, an empty one is all day.
 */
export interface Ask {
  wallMs: number
  most: number // prompts a day; 0 for who is off duty
  from: number // minute at which quiet hours end
  to: number // minute at which they begin
  weekend: boolean // Saturdays and Sundays, too
  asked: Asked
  posts: AskPost[]
}

/**
 * Asked is all that is remembered of prompts: those of one day, and what shall never be
 * asked about again. It cannot grow: Shown has at most Most keys, Never one for each intent.
 */
export interface Asked {
  day: number // days on the wall since 1970
  shown: string[]
  lastMs: number // when the last one was
  never: string[] // intents, as Triage has them
}

/** AskPost is one post that could be asked about. */
export interface AskPost {
  key: string
  why: string // the strongest of AskWhys that fits, "" for none
  intent: string
  urgent: boolean
  waitMs: number // since it was posted, 0 where nobody knows
}

/**
 * Prompted is the answer: Best is the place in Posts of the one to ask about, -1 for none.
 * Asked is what to remember before it is shown.
 */
export interface Prompted {
  best: number
  forMs: number // after which the prompt goes by itself
  asked: Asked
}

/**
 * Report answers GET /report: how it went with the conversations that the team first told
 * of in a period. It names nobody, and tells no number of any one person.
 */
export interface Report {
  from_ms: number
  to_ms: number // exclusive
  as_of_ms: number
  target_ms: number // business time for a first reply; 0: the playbook has none
  hours: boolean // the playbook has business hours; false: all hours count
  all: Share
  sites: Share[] // by name, each with at least one conversation
  langs: Share[] // by tag; "" where no language was told
  customer: Spread
  us: Spread
  asked: number // conversations that are for a leader, see Stamps
  leaders: Spread // until such a leader did something about it, from posted
  promises: PromiseCounts
  refusals: number
  reasons: Reason[] // of the refusals, the most frequent first, at most 100
  days: Day[] // every day of the period, by the team's clock
  spikes: Spike[] // in order of time
}

/**
 * Share is what became of a part of the conversations. Within and Missed are those whose
 * target is decided: answered in time, and answered late or still waiting after it. What
 * was settled without an answer is in neither.
 */
export interface Share {
  name: string // of the site, or the tag of the language; "" of all
  taken: number
  answered: number
  within: number
  missed: number
  waiting: number // unanswered and not settled
  refused: number
  listened: number
  not_us: number
}

/**
 * Spread is how long people waited for their first answer. Unknown have an answer, and
 * nobody can say when the waiting began.
 */
export interface Spread {
  count: number
  unknown: number
  open: Quantiles // in business hours
  all: Quantiles // by the calendar
  counts: number[] // of business time, at least: under each of WaitSteps, and the rest
}

/**
 * Quantiles are by nearest rank: of n waits in order the one at n/2 and at 9n/10, rounded
 * up. They are of the least and of the most that each may have waited, in ms: "3h" on a
 * page is an hour.
 */
export interface Quantiles {
  median_least_ms: number
  median_most_ms: number
  p90_least_ms: number
  p90_most_ms: number
}

/**
 * PromiseCounts are what became of the promises made in the period. Late is all that was not
 * kept until the date first given, KeptLate those of them that were kept after all.
 */
export interface PromiseCounts {
  made: number
  kept: number
  late: number
  kept_late: number
  withdrawn: number
  open: number // the date has not come
}

/** Reason is why the team refused, and how often it said so in these words. */
export interface Reason {
  text: string
  count: number
}

/** Day is how much came on one day. */
export interface Day {
  day: string // 2026-11-22
  from_ms: number // when it began, or the period in it
  to_ms: number // when it ended, or the period in it
  taken: number
}

/**
 * Spike is an hour in which at least 5 came, and at least three times what the same hour
 * of the day brought on average in the 28 days before.
 */
export interface Spike {
  at_ms: number // when the hour began
  taken: number
  usual: number // to two decimals
}

/** ReportItems answers GET /report/items: one page of what is behind a number. */
export interface ReportItems {
  items: ReportItem[]
  promises: ReportPromise[]
  refusals: ReportRefusal[]
  next: string // to ask after; "" on the last page
}

/** ReportItem is one conversation. */
export interface ReportItem {
  key: string // "" after erasure
  link: string
  site: string
  lang: string
  state: string // answered, waiting, refused, listened, notAboutUs
  in_time: string // yes, no; "" where it is not decided, or there is no target
  taken_ms: number
  posted?: Range
  seen_ms: number // 0 for unknown
  replied_ms: number // first reply, 0 for none
  customer?: Waited
  us?: Waited
  for_leader: boolean
  leader?: Waited // until such a leader did something about it
}

/** ReportPromise is one promise. */
export interface ReportPromise {
  text: string
  state: string // kept, late, kept_late, withdrawn, open
  made_ms: number
  due_ms: number // as first given
  end_ms: number // when kept or withdrawn; 0
  why: string // of late and withdrawn
  link: string // where it can be seen that it was kept
}

/** ReportRefusal is one honest no. */
export interface ReportRefusal {
  at_ms: number
  key: string
  link: string
  site: string
  refusal: Refusal
}

/** AskReport asks for the Report of a period. */
export interface AskReport {
  fromMs: number
  toMs: number
}

/** AskReportItems asks for a page of the ReportItems behind a number of it. */
export interface AskReportItems {
  fromMs: number
  toMs: number
  of: string // taken, answered, waiting, refused, listened, not_us, within, missed, customer, us, promises, refusals
  site?: string
  lang?: string
  after: string // Next of the page before, "" for the first
}

/** FromUI is a message of popup, side panel or options. */
export type FromUI =
  | { status: AskStatus }
  | { claims: AskClaims }
  | { findings: AskFindings }
  | { act: UIAct }
  | { matter: UIMatter }
  | { ready: AskReady }
  | { read: UIRead }
  | { tell: UITell }
  | { join: Join }
  | { leave: Leave }
  | { sites: AskSites }
  | { show: ShowPost }
  | { invite: InviteIn }
  | { dismiss: Dismiss }
  | { members: AskMembers }
  | { browsers: AskBrowsers }
  | { signOut: SignOut }
  | { draft: UIDraft }
  | { oneself: AskOneself }
  | { setOneself: SetOneself }
  | { report: AskReport }
  | { reportItems: AskReportItems }
  | { playbook: AskPlaybook }
  | { versions: AskVersions }
  | { publish: Publish }

/** AskStatus asks for a Status. */
export type AskStatus = Record<string, never>

/** AskMembers asks for the team's Members, freshly fetched. */
export type AskMembers = Record<string, never>

/** AskBrowsers asks for the Browsers that are signed in. */
export type AskBrowsers = Record<string, never>

/** Browsers are the signed-in devices that this person may see, one of them Mine by id. */
export interface Browsers {
  mine: string
  devices: Device[]
}

/** SignOut ends the sign-in of a device, by its id. */
export interface SignOut {
  id: string
}

/** AskOneself asks for what this person says of themselves: a Oneself. */
export type AskOneself = Record<string, never>

/** Oneself is what a person says of themselves. */
export interface Oneself {
  onDuty: boolean
  handles: Handle[]
  leader: boolean
  never: string[] // intents that a leader is never asked about, on this device
}

/**
 * SetOneself changes one thing of it, in the list as the home has it now: two browsers of one
 * person lose nothing of each other. The answer is a Oneself.
 */
export type SetOneself =
  | { onDuty: boolean }
  | { add: Handle }
  | { remove: Handle }
  | { askAgain: string }

/** Status is what every screen of ours starts from. */
export interface Status {
  joined: boolean
  me?: Me
  home: string // origin of the backend
  link: LinkLine
  sites: string[] // granted origin patterns
  notices: Notice[]
  parked: number
  version: string
}

/** AskClaims asks for the board: a Board. */
export type AskClaims = Record<string, never>

/** Board is the team's conversations as this device knows them. */
export interface Board {
  looks: Look[]
  promises: Matter[] // that are owed, the soonest due first; then those of this week that are over
  /**
   * That go on, the newest first; then those that are over while somebody is to be told so,
   * and for a day.
   */
  incidents: Matter[]
  signals: Matter[] // for this person and not read yet, the newest first
  read: string[] // words that this person has read here: Word.Seq in decimal
  members: Member[]
  me: string
  role: Role
  leader: boolean
  link: LinkLine
  notices: Notice[]
}

/** AskFindings asks for all mentions in a tab: a TabFindings. */
export interface AskFindings {
  tab: number
}

/** TabFindings lists a tab's mentions in page order, the private kinds among them. */
export interface TabFindings {
  url: string
  site: string
  read: boolean
  why: string // not_granted, off, private, signed_out, no_playbook, budget, tampered
  rows: FindingRow[]
  posts: number // posts read
  changed?: Changed
  checkMs?: number // when to ask again whether the site has changed
  members: Member[]
  me: string
  link: LinkLine
}

/**
 * Changed says that a site looks other than its file says: Why is none (posts were
 * expected), spare (only the generic file finds any) or nameless (texts, but no authors).
 * Report is for people who look after the file; it holds no post, no name and no address.
 */
export interface Changed {
  title: string // of the site
  why: string
  report: string
}

/** FindingRow is one post with mentions. */
export interface FindingRow {
  id: string
  author: string
  excerpt: string
  mentions: Mention[] // spans of Excerpt
  look: Look
  to?: string // member whom a signal about it would go to
}

/** UIAct is an action on one conversation from popup or panel; the answer is an Acted. */
export interface UIAct {
  kind: string
  key: string
  tab: number // of a finding that no head knows yet; 0 otherwise
  refusal?: Refusal // of refuse
  target?: string // of handoff and assign: a member
  note?: string // as in OpIn
}

/**
 * UIMatter says something of a promise or an incident: incident, update, resolve, kept,
 * late or withdrawn. Times are local. The answer is an Acted.
 */
export interface UIMatter {
  kind: string
  id?: string // of what there is already
  fact?: Fact
}

/** AskReady asks for what an incident can be declared with: a Ready. */
export type AskReady = Record<string, never>

/**
 * Ready is what the playbook prepared for incidents, and the languages that the team
 * writes, by the alphabet.
 */
export interface Ready {
  langs: string[]
  prepared: Prepared[]
}

/** Prepared is one kind of trouble: what is hit, and its lines by language. */
export interface Prepared {
  title: string
  status: Record<string, string>
}

/**
 * UIRead takes a signal, by its id, or a word, by its seq in decimal, off this person's
 * list, in this browser; the answer is Done.
 */
export interface UIRead {
  id: string
}

/**
 * UITell sends a signal to one colleague; the answer is an Acted. Nothing is in it but what
 * the person wrote and, where they said so, the post's address.
 */
export interface UITell {
  to: string // member
  kind: string // one of Signals
  text: string
  link?: string
}

/** UIDraft is CardDraft for any conversation. */
export interface UIDraft {
  key: string
  refusal?: Refusal
}

/** Draft is what is kept of a conversation, nothing where nothing is. */
export interface Draft {
  refusal?: Refusal
  answer?: string
}

/** Join redeems an invite link; the answer is a Status, or a Problem. */
export interface Join {
  link: string
  label: string
}

/** Leave signs this device out and wipes all team data from it. */
export type Leave = Record<string, never>

/** AskSites asks to register content scripts for the origins granted now. */
export type AskSites = Record<string, never>

/** ShowPost brings a conversation to the front: its tab if open, else its link. */
export interface ShowPost {
  key: string
  tab: number
}

/** Dismiss takes a notice or a parked op off the list. */
export interface Dismiss {
  opId: string
  key: string
}

/** UIAnswer is the worker's answer to FromUI and FromCard. */
export type UIAnswer =
  | { problem: Problem }
  | { status: Status }
  | { board: Board }
  | { findings: TabFindings }
  | { acted: Acted }
  | { card: CardView }
  | { invite: Invite }
  | { members: Members }
  | { browsers: Browsers }
  | { draft: Draft }
  | { oneself: Oneself }
  | { inserted: Inserted }
  | { ready: Ready }
  | { suggested: CardSuggested }
  | { checked: CardChecked }
  | { modelled: ModelSaid }
  | { report: Report }
  | { reportItems: ReportItems }
  | { playbook: PlaybookText }
  | { versions: PlaybookVersions }
  | { done: Done }

/** Done says that it was done and there is nothing to tell. */
export type Done = Record<string, never>

/**
 * Site says where posts, authors, times, links and reply boxes are on one network, as
 * data: one file extension/sites/<name>.json. What it cannot say needs one more word
 * here, never code for one site.
 */
export interface Site {
  name: string
  title: string // as people call it
  hosts: string[] // "x.com", "*.reddit.com"; * is any run of characters; empty: by Detect
  detect?: string[] // CSS; any match means that this software made the page
  private?: string[] // paths that are never read: "/messages*", where * is any run of characters
  expect?: string[] // paths whose page always shows posts: where none is found, the site has changed
  watch?: string[] // attributes that name a post; a change means a recycled node
  frame?: boolean // posts are in a frame: of one of Hosts, in pages of anybody; without Hosts, in one that the page writes itself (srcdoc)
  layouts: Layout[]
}

/**
 * Layout is one markup generation; several may live side by side on one page. A thing
 * belongs to the innermost post around it, so a thread may nest its answers.
 */
export interface Layout {
  why: string // where this is from
  seen: string // last month it was seen to work: 2026-10
  post: string[] // CSS of a post's container
  not?: string[] // CSS; a container that is, or is inside, one of these is no post
  quote?: string[] // CSS inside a post that shows somebody else's post
  also?: number // how many elements behind the container belong to the post too
  with?: string[] // CSS of what belongs to the post elsewhere on its page, such as a title; for a layout with one post a page
  id: Pick // the site's own id; where given, no post is without, and elements with the same id are one post
  text: Pick // all elements that match, in page order
  author: Pick
  time: Pick
  link: Pick
  community?: Pick // group or forum that the link does not tell
  lang: Pick // default: the nearest lang attribute around the text
  more?: string[] // CSS: the text is cut
  reply?: string[] // CSS of the button inside the post that opens its reply box
  replyPage?: boolean // Reply is a link to another page, which has the box
  composer?: string[] // CSS of the editor, or of what holds it; default: as in the other layouts
  counter?: Pick // of what counts around the editor: what is left, "480", or used and most, "20/500"
  shared?: boolean // the editor stands elsewhere on the page, for the post whose Reply was pressed; without Reply, for the page
}

/** Pick finds one value. Alternatives are tried in order. */
export interface Pick {
  from?: PickFrom[]
}

/**
 * PickFrom is one way to find a value: the first element that Select matches inside
 * the post (the post itself when empty), its attribute Attr or else its text.
 */
export interface PickFrom {
  select?: string
  attr?: string
  skip?: string[] // CSS inside it that is left out
  first?: boolean // of a text: only the first element, because a later one is a quoted post's
  match?: string // regular expression; its first group is the value
  into?: string // template: "https://x.com/i/status/{}", "#comment-{}"
}

/**
 * Suggest ranks the answers of the loaded playbook for posts. The text block is the
 * posts' texts and behind them those of Chosen, in order.
 */
export interface Suggest {
  posts: SuggestPost[]
  role?: string // of the person who answers: staff, lead, admin, leader
  incident?: boolean // one is going on
  chosen?: Chosen[] // further examples, the oldest first
  most?: number // answers for a post, 5 when 0
  drafting?: Drafting // drafts are wanted too
}

/**
 * SuggestPost is one post without its text. Answers whose use forbids its site or
 * intent are not offered; an empty one forbids nothing.
 */
export interface SuggestPost {
  id: string
  bytes: number // length of its text in the text block
  site?: string
  lang?: string // of its Finding
  author?: string // as the page names them
  intent?: string // of its Triage
}

/** Chosen is a post for which the team used an answer; it is kept on the device. */
export interface Chosen {
  answer: string // id in the playbook
  bytes: number // length of the post's text in the text block
}

/** Suggested has one suggestion for each post, in order. */
export interface Suggested {
  suggestions: Suggestion[]
}

/**
 * Suggestion is the answers for one post, the likeliest first. Abstain says that none
 * is to be offered unasked: the post is off-topic, or it is not clear enough.
 */
export interface Suggestion {
  id: string
  abstain: boolean
  answers: Ranked[]
  asks?: string // what the post asks, in its words, on one line
  lang?: string // of the post
  drafts: SuggestedDraft[] // at most three; none that were not asked for
}

/** Ranked is one answer with the reason that people are shown. */
export interface Ranked {
  id: string
  score: number // 0 to 1
  like?: string // the example that the post is most like
}

/** Times answers GET /times: one page of conversations; ask after Next while there is one. */
export interface Times {
  times: Stamps[]
  next: string
}

/** Stamps are when what happened in a conversation, 0 for never, and how long they waited. */
export interface Stamps {
  conv: string
  posted?: Range
  seen_ms: number
  claimed_ms: number // first claim of the last 90 days
  replied_ms: number // first reply
  reopened_ms: number // for their newest answer
  again_ms: number // first reply after that
  for_leader: boolean // it names a leader, or a colleague gave it to one
  heard_ms: number // when such a leader first did something about it
  leader?: Waited // until then, from posted
  customer?: Waited // first response, from posted
  us?: Waited // first response, from seen
  next?: Waited // next response
}

/**
 * Waited is how long somebody waited, at least and at most, by the calendar and in the
 * hours that the team was open, in ms. More than 400 days are told as 400.
 */
export interface Waited {
  least_ms: number
  most_ms: number
  open_least_ms: number
  open_most_ms: number
}

/**
 * Review asks the workbench about a playbook, which is the text block. Dates are as a
 * playbook writes them, 2026-11-30: facts that expire between them are told of.
 */
export interface Review {
  today: string
  soon: string
}

/**
 * Reviewed says whether the playbook can be used, what is wrong with it, and how it is
 * published and compared.
 */
export interface Reviewed {
  ok: boolean
  names: number
  answers: number
  problems: Problem[] // in the order of the lines
  playbook?: unknown // if it can be used
  text: string // the same as YAML, without comments
}

/** PlaybookVersion is one version that was in force, or is. */
export interface PlaybookVersion {
  version: number
  at_ms: number
  by: string // member id, "operator" for the command line
}

/**
 * PlaybookVersions answers GET /playbook/versions: the newest first, at most 100; ask
 * before the last one for more.
 */
export interface PlaybookVersions {
  versions: PlaybookVersion[]
}

/**
 * AskPlaybook asks for the playbook that is in force, freshly fetched, or for an earlier
 * version: a PlaybookText, or the Problem "not_found".
 */
export interface AskPlaybook {
  version: number // 0: the one in force
}

/** PlaybookText is a version of the playbook as JSON. */
export interface PlaybookText extends PlaybookVersion {
  playbook: string
}

/** AskVersions asks for the PlaybookVersions before one, 0 for the newest. */
export interface AskVersions {
  before: number
}

/**
 * Publish puts a playbook, as JSON, into force, if the version Base is in force still; else
 * the Problem is "conflict". The answer is a PlaybookText.
 */
export interface Publish {
  base: number
  playbook: string
}

