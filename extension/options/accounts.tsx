// A person's accounts on the sites: the list, and the form for one more. What is typed
// stays until it is saved; after that the form is ready for the next one.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Handle, Oneself } from '../shared/wire'
import { t } from '../shared/words'
import { choice, type Place, places, read, type Typed, type Wrong } from './account'
import { Said, useSaving } from './me'

const MOST = 50 // as the home takes them
const FIELDS = ['site', 'host', 'account'] as const

/** The list and the form. */
export function Accounts({ handles, told }: { handles: readonly Handle[]; told: (own: Oneself) => void }) {
  const [sites, setSites] = useState<readonly Place[]>([]), { said, busy, save, hush } = useSaving(told)
  const list = useRef<HTMLUListElement>(null), going = useRef<{ is: Handle; at: number } | null>(null), part = useRef<HTMLDivElement>(null)
  useEffect(() => void places().then(setSites), [])
  useLayoutEffect(() => { // the button that was pressed is gone: the next row's, or the form
    const gone = going.current
    if (!gone || handles.some(h => h.site === gone.is.site && h.handle === gone.is.handle)) return
    going.current = null
    const rest = list.current?.querySelectorAll('button') ?? []
    if (document.activeElement === document.body) (rest[Math.min(gone.at, rest.length - 1)] ?? part.current?.querySelector('select'))?.focus()
  }, [handles])
  const title = (site: string) => sites.find(p => p.name === site)?.title ?? site
  const remove = async (h: Handle, at: number) => {
    if (busy) return
    going.current = { is: h, at }
    if (!await save({ remove: { site: h.site, handle: h.handle } }, t('own_removed', h.handle, title(h.site)))) going.current = null
  }
  return <div class="accounts" ref={part} role="group" aria-labelledby="accounts-title">
    <h3 id="accounts-title">{t('own_accounts')}</h3>
    <p class="quiet">{t('own_accounts_why')}</p>
    {handles.length === 0 ? <p>{t('own_none')}</p> : <ul class="granted" ref={list} aria-labelledby="accounts-title">{handles.map((h, i) =>
      <li key={`${h.site} ${h.handle}`} data-account={`${h.site} ${h.handle}`}>
        <span><bdi>{h.handle}</bdi> <span class="quiet">{title(h.site)}</span></span>
        <button class="plain" data-act="forget" aria-label={t('own_remove', h.handle, title(h.site))} onClick={() => void remove(h, i)}>{t('remove')}</button>
      </li>)}</ul>}
    <Add sites={choice(sites)} have={handles} busy={busy} hush={hush} add={handle => save({ add: handle }, t('own_added', handle.handle, title(handle.site)))} />
    <Said said={said} />
  </div>
}

interface AddProps { sites: readonly Place[]; have: readonly Handle[]; busy: boolean; hush: () => void; add: (handle: Handle) => Promise<boolean> }

function Add({ sites, have, busy, hush, add }: AddProps) {
  const [typed, type] = useState<Typed>({ site: '', host: '', account: '' }), [wrong, setWrong] = useState<Wrong>({})
  const form = useRef<HTMLFormElement>(null), many = sites.find(p => p.name === typed.site)?.many ?? false
  const focus = (field: string) => form.current?.querySelector<HTMLElement>(`[name=${field}]`)?.focus()
  const set = (field: keyof Typed, value: string) => {
    type({ ...typed, [field]: value })
    setWrong({ ...wrong, [field]: '' })
  }
  const sent = useRef<Typed>(null), next = useRef(false)
  const submit = async () => {
    if (busy) return void (next.current = typed !== sent.current) // the next one, typed while this one is on its way
    const got = have.length >= MOST ? { wrong: { account: t('own_most', MOST) } } : read(typed, many, have)
    setWrong('wrong' in got ? got.wrong : {})
    if ('wrong' in got) {
      hush()
      return focus(FIELDS.find(f => f in got.wrong)!)
    }
    sent.current = typed
    if (!await add(got.handle)) return void (next.current = false) // what is wrong is read first
    type(now => ({ ...now, account: now.account === typed.account ? '' : now.account }))
    if (form.current?.contains(document.activeElement)) focus('account')
  }
  useEffect(() => {
    if (busy || !next.current) return
    next.current = false
    void submit()
  }, [busy])
  const about = (field: keyof Typed) => ({ id: `own-${field}`, name: field, 'aria-invalid': !!wrong[field], 'aria-describedby': `own-${field}-wrong` })
  const input = (field: 'host' | 'account', placeholder = '') => <input {...about(field)} type="text" dir="auto" autocomplete="off" autocapitalize="off" spellcheck={false}
    placeholder={placeholder} value={typed[field]} onInput={e => set(field, e.currentTarget.value)} />
  const field = (name: keyof Typed, label: string, control: preact.ComponentChildren) => <div class="own-field">
    <label for={`own-${name}`}>{label}</label>{control}
    <p class="wrong" id={`own-${name}-wrong`} role="alert">{wrong[name]}</p>
  </div>
  return <form ref={form} class="own-form" onSubmit={e => { e.preventDefault(); void submit() }} novalidate>
    {field('site', t('own_site'), <select {...about('site')} value={typed.site} onChange={e => set('site', e.currentTarget.value)}>
      <option value="">{t('own_site_choose')}</option>
      {sites.map(p => <option key={p.name} value={p.name}>{p.title}</option>)}
    </select>)}
    {many && field('host', t('own_host'), input('host', 'forum.example.org'))}
    {field('account', t('own_account'), input('account'))}
    <button class="steady" data-act="add-account" type="submit" aria-busy={busy}>{t('own_add')}</button>
  </form>
}
