// The language model that a browser may have, as far as it is used here; TypeScript's library
// does not know it.

export interface Session { prompt(text: string, how: { signal: AbortSignal }): Promise<string>; destroy(): void }

interface Texts { expectedOutputs: { type: 'text'; languages: string[] }[] }

interface Builtin {
  availability(what: Texts): Promise<string>
  create(how: Texts & { initialPrompts: { role: 'system'; content: string }[]; signal: AbortSignal }): Promise<Session>
}

/** It, where this document may use it. */
export const builtin = () => (globalThis as { LanguageModel?: Builtin }).LanguageModel

/** What is wanted of it: such models know few languages, and refuse others. */
export const texts = (lang: string): Texts => ({ expectedOutputs: [{ type: 'text', languages: [lang] }] })

/** Whether there is one for a language, and it is here: to fetch one is the person's own business. Browsers without one may have its name. */
export const ready = async (lang: string) => await builtin()?.availability(texts(lang)).catch(() => '') === 'available'
