// The language model that a browser may have, as far as it is used here; TypeScript's library
// does not know it.

export interface Session { prompt(text: string, how: { signal: AbortSignal }): Promise<string>; destroy(): void }

interface Builtin {
  availability(): Promise<string>
  create(how: { initialPrompts: { role: 'system'; content: string }[]; signal: AbortSignal }): Promise<Session>
}

/** It, where this document may use it. */
export const builtin = () => (globalThis as { LanguageModel?: Builtin }).LanguageModel

/** Whether there is one, and it is here: to fetch one is the person's own business. Browsers without one may have its name. */
export const ready = async () => await builtin()?.availability().catch(() => '') === 'available'
