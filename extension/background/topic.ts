// Whether a post is about a topic that somebody wrote down for themselves.

/** The topic that a text is about, "" for none: all words of it stand there, in whatever form. "nattruten" is in "nattruta", "pris" not in "prisverdig". */
export function topicOf(topics: readonly string[], text: string): string {
  const said = words(text)
  return topics.find(topic => {
    const meant = words(topic)
    return meant.length > 0 && meant.every(m => said.some(s => isForm(m, s)))
  }) ?? ''
}

/** The words of a text, in lower case. */
export const words = (text: string): string[] => text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []

const ENDING = 3 // letters that a form may change or add

function isForm(word: string, said: string): boolean {
  let same = 0
  while (same < word.length && word[same] === said[same]) same++
  return (same === word.length || same >= 2 * ENDING && word.length - same <= ENDING) && said.length - same <= ENDING
}
