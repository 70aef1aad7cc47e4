// Declaring an incident, in under ten seconds: what the playbook prepared fills the form
// with one press. A popup closes at a glance elsewhere, so what is typed is kept.
import { useEffect, useRef, useState } from 'preact/hooks'
import { ask, pick } from './api'
import { type Next, nextMs, NextUpdate } from './next'
import { useNow } from './now'
import { type Failed, say } from './say'
import { said, type Status, StatusFields } from './statuslines'
import { useTyped } from './typed'
import { Who } from './who'
import type { Member, Ready } from './wire'
import { t } from './words'

interface Form { hit: string; status: Status; next: Next; named: string[] | null }

const EMPTY: Form = { hit: '', status: {}, next: 30, named: null }

interface Props { members: readonly Member[]; failed: Failed; close: () => void }

/** The form. */
export function Declare({ members, failed, close }: Props) {
  const { typed, type, forget } = useTyped('declare', EMPTY), [ready, setReady] = useState<Ready>(), [missing, miss] = useState(false), [busy, setBusy] = useState(false)
  const now = useNow(), hit = useRef<HTMLInputElement>(null), lines = said(typed.status)
  useEffect(() => {
    hit.current?.focus()
    void ask({ ready: {} }).then(got => setReady(pick(got, 'ready')))
  }, [])
  const declare = async () => {
    const text = typed.hit.trim()
    if (!text || !Object.keys(lines).length) {
      miss(true)
      return document.querySelector<HTMLElement>(text ? '[name^=status-]' : '[name=hit]')?.focus()
    }
    setBusy(true)
    const done = await say({ kind: 'incident', fact: { text, status: lines, due_ms: nextMs(typed.next, Date.now()), ...typed.named?.length && { replies: typed.named } } }, failed)
    setBusy(false)
    if (!done) return
    forget()
    close()
  }
  const away = () => { forget(); close() }
  return <form class="say" data-form="declare" aria-label={t('incident_declare')} onSubmit={e => { e.preventDefault(); if (!busy) void declare() }} onKeyDown={e => { if (e.key === 'Escape') { e.stopPropagation(); away() } }}>
    {ready?.prepared.length ? <div class="chips" role="group" aria-label={t('incident_prepared')}>{ready.prepared.map(p =>
      <button key={p.title} type="button" class="plain chip" data-prepared={p.title} aria-pressed={typed.hit === p.title} onClick={() => type({ hit: p.title, status: { ...typed.status, ...p.status } })}>{p.title}</button>)}</div> : null}
    <label><span>{t('incident_hit')}</span>
      <input ref={hit} type="text" name="hit" dir="auto" maxLength={200} value={typed.hit} autocomplete="off" aria-invalid={missing && !typed.hit.trim()} onInput={e => type({ hit: e.currentTarget.value })} /></label>
    {ready && <StatusFields langs={ready.langs} status={typed.status} set={status => type({ status })} />}
    <NextUpdate next={typed.next} set={next => type({ next })} now={now} />
    <Who members={members} named={typed.named} set={named => type({ named })} />
    <p class="wrong" role="alert">{missing && (!typed.hit.trim() || !Object.keys(lines).length) ? t('incident_missing') : ''}</p>
    <div class="say-acts">
      <button class="primary" data-act="declare" aria-busy={busy}>{t('incident_declare')}</button>
      <button type="button" class="link" onClick={away}>{t('cancel')}</button>
    </div>
  </form>
}
