// What leaves this device: in one sentence, then byte for byte, and to whom.
import { t } from '../shared/words'

const example = {
  op_id: '019a6f2e-7c41-7d0a-9b1e-3f6c52d8a417', kind: 'claim',
  conversation: { key: 'x:post:1860000000000000000', link: 'https://x.com/i/status/1860000000000000000', site: 'x', author: '@kari_example', names: ['Havblikk'],
    triage: { intent: 'question', needsReply: true, urgency: 'normal', sentiment: 'neutral', lang: 'en' },
    posted: { from_ms: 1795341600000, to_ms: 1795341600000 }, seen_ms: 1795348800000 },
  fence: 0,
}

/** The disclosure; home is the origin of the backend, "" while there is none, and model the language model that it has. */
export function Leaves({ home, model }: { home: string; model: string | undefined }) {
  return <>
    <p>{t('leaves_1')}</p>
    <p>{t('leaves_2')}</p>
    <pre tabIndex={0} aria-label={t('leaves_example')}>{JSON.stringify(example, null, 2)}</pre>
    <p>{home ? t('leaves_home', new URL(home).host) : t('leaves_no_home')}{home.endsWith('.workers.dev') && ` ${t('leaves_cloudflare')}`}</p>
    <p class={model ? '' : 'quiet'}>{model ? t('leaves_model', model) : t('leaves_never')}</p>
  </>
}
