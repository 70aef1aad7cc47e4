// An update of an incident, or its end: a line for each language, and when the next comes.
import { useEffect, useRef, useState } from 'preact/hooks'
import { ask, pick } from './api'
import { type Next, nextMs, NextUpdate } from './next'
import { useNow } from './now'
import { type Failed, say } from './say'
import { said, type Status, StatusFields } from './statuslines'
import { useTyped } from './typed'
import { Who } from './who'
import type { Matter, Member, Ready } from './wire'
import { t } from './words'

interface Form { status: Status; next: Next; named: string[] | null }
interface Props { kind: 'update' | 'resolve'; incident: Matter; members: readonly Member[]; failed: Failed; close: () => void }

/** The form; an update begins with the line that stands, an end with none, for that one is over. */
export function Tell({ kind, incident: { id, fact: { status = {}, replies = [] } }, members, failed, close }: Props) {
  const ends = kind === 'resolve', before = replies.length && !replies.includes('*') ? replies : null
  const { typed, type, forget } = useTyped<Form>(`${kind}:${id}`, { status: ends ? {} : status, next: 30, named: before })
  const [ready, setReady] = useState<Ready>(), [missing, miss] = useState(false), [busy, setBusy] = useState(false), now = useNow(), form = useRef<HTMLFormElement>(null)
  useEffect(() => void ask({ ready: {} }).then(got => setReady(pick(got, 'ready'))), [])
  useEffect(() => { if (ready) form.current?.querySelector('textarea')?.focus() }, [ready])
  const lines = said(typed.status), langs = [...new Set([...ready?.langs ?? [], ...Object.keys(status)])].sort()
  const send = async () => {
    if (!Object.keys(lines).length) {
      miss(true)
      return form.current?.querySelector('textarea')?.focus()
    }
    const news = JSON.stringify(lines) !== JSON.stringify(said(status)) // else nothing that was answered before is out of date
    const who = JSON.stringify(typed.named) !== JSON.stringify(before) && { replies: typed.named?.length ? typed.named : ['*'] }
    setBusy(true)
    const fact = ends ? { status: lines } : { due_ms: nextMs(typed.next, Date.now()), ...news && { status: lines }, ...who }
    const done = await say({ kind, id, fact }, failed)
    setBusy(false)
    if (!done) return
    forget()
    close()
  }
  const away = () => { forget(); close() }
  return <form ref={form} class="say" data-form={kind} aria-label={t(ends ? 'incident_resolve' : 'incident_update')} onSubmit={e => { e.preventDefault(); if (!busy) void send() }} onKeyDown={e => { if (e.key === 'Escape') { e.stopPropagation(); away() } }}>
    {ends && <p class="quiet">{t('resolve_hint')}</p>}
    {ready && <StatusFields langs={langs} status={typed.status} set={status => type({ status })} />}
    {!ends && <NextUpdate next={typed.next} set={next => type({ next })} now={now} />}
    {!ends && <Who members={members} named={typed.named} set={named => type({ named })} />}
    <p class="wrong" role="alert">{missing && !Object.keys(lines).length ? t('status_missing') : ''}</p>
    <div class="say-acts">
      <button class="primary" data-act={`send-${kind}`} aria-busy={busy}>{t(ends ? 'incident_resolve' : 'update_send')}</button>
      <button type="button" class="link" onClick={away}>{t('cancel')}</button>
    </div>
  </form>
}
