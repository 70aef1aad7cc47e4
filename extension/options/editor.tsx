// The text of a playbook and what is wrong with it: each problem leads to its line.
import { useRef } from 'preact/hooks'
import type { Problem } from '../shared/wire'
import { counted, t } from '../shared/words'
import { amiss } from './amiss'

interface Props { text: string; problems: readonly Problem[]; type: (text: string) => void; summary: string }

/** Whether the sentence names the field itself. */
const saysWhere = ({ path = '', parts = [] }: Problem) => parts.some(part => part && path.startsWith(part))

/** The field and the list. */
export function Editor({ text, problems, type, summary }: Props) {
  const field = useRef<HTMLTextAreaElement>(null), errors = problems.filter(p => !p.warning).length
  const go = ({ line = 1, column = 1 }: Problem) => {
    const e = field.current!, before = text.split('\n').slice(0, line - 1), at = before.reduce((n, l) => n + l.length + 1, 0) + column - 1
    const end = text.indexOf('\n', at)
    e.focus()
    e.setSelectionRange(at, end < 0 ? text.length : Math.max(at, end))
    e.scrollTop = (line - 4) * parseFloat(getComputedStyle(e).lineHeight)
  }
  const onKey = (e: KeyboardEvent) => { // two spaces, as YAML wants; Escape first gives Tab back to the page
    if (e.key !== 'Tab' || e.shiftKey || e.altKey || e.ctrlKey || e.metaKey || field.current?.dataset['free']) return
    e.preventDefault()
    document.execCommand('insertText', false, '  ') // keeps undo
  }
  const free = (e: KeyboardEvent) => { if (e.key === 'Escape') field.current!.dataset['free'] = 'yes' }
  return <div class="editor">
    <h3><label for="playbook">{t('bench_playbook')}</label></h3>
    <textarea ref={field} id="playbook" name="playbook" dir="ltr" wrap="off" spellcheck={false} autocapitalize="off" value={text} aria-invalid={errors > 0} aria-describedby="playbook-said playbook-tab"
      onInput={e => type(e.currentTarget.value)} onKeyDown={e => { free(e); onKey(e) }} onBlur={() => { delete field.current!.dataset['free'] }} />
    <p class="quiet" id="playbook-tab">{t('bench_tab')}</p>
    <p id="playbook-said" role="status" data-errors={errors}>{errors > 0 ? counted('bench_errors', errors) : summary && `${t('bench_good')} ${summary}`}</p>
    {problems.length > 0 && <ul class="problems" aria-label={t('bench_problems')}>{problems.map((p, i) => <li key={i} data-warning={p.warning === true}>
      <button class="link" onClick={() => go(p)}>{p.line ? t('bench_line', p.line, p.column ?? 1) : t('bench_whole')}</button>
      <span>{p.warning && <b>{t('bench_hint')} </b>}<span dir="auto">{p.path && !saysWhere(p) && <code>{p.path}</code>} {amiss(p)}</span></span>
    </li>)}</ul>}
  </div>
}
