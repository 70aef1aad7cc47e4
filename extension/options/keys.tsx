// The keyboard: the browser's own shortcuts as they are set now, and the keys of a screen.
import { useEffect, useState } from 'preact/hooks'
import { hasWord, t } from '../shared/words'

/** A table of keys. */
export function Keys() {
  const [commands, set] = useState<chrome.commands.Command[]>([])
  useEffect(() => void chrome.commands.getAll().then(set), [])
  return <>
    <dl class="keys">
      {commands.filter(c => c.name && !c.name.startsWith('_')).map(c => {
        const word = `command_${c.name}`
        return <div key={c.name}><dt>{hasWord(word) ? t(word) : c.description}</dt><dd>{c.shortcut ? <kbd>{c.shortcut}</kbd> : <span class="quiet">{t('no_shortcut')}</span>}</dd></div>
      })}
      {(['c', 't', 'r', 'l', 'd', 'o', 'p', 'Esc', '/'] as const).map(key => <div key={key}><dt>{t(WORDS[key])}</dt><dd><kbd>{key}</kbd></dd></div>)}
    </dl>
    <p class="quiet">{t('keys_change')}</p>
    {chrome.sidePanel && <button class="plain" onClick={() => void chrome.tabs.create({ url: 'chrome://extensions/shortcuts' })}>{t('keys_open')}</button>}
  </>
}

const WORDS = { c: 'key_c', t: 'key_t', r: 'key_r', l: 'key_l', d: 'key_d', o: 'key_o', p: 'key_p', Esc: 'key_escape', '/': 'key_search' } as const
