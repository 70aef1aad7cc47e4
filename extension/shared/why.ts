// Why a mention counted: the engine's codes, in the reader's language.
import { hasWord, t } from './words'

/** One reason for each code; near are the words that stand near, where they are known. */
export function reasons(evidence = '', near: readonly string[] = []): string[] {
  return evidence.split(', ').filter(code => code).map(code => {
    if (code === 'context' && near.length > 0) return t('why_near', near.join(', '))
    const word = `why_${code.replace(/\W/g, '_')}`
    return hasWord(word) ? t(word) : code
  })
}
