// Pictures of numbers, drawn by hand: no library, no colour that says anything alone. Each is
// one image to a screen reader, and the table behind it has every number.
import type { ComponentChildren } from 'preact'
import { t } from '../shared/words'

/** One row of a table, and one bar of its picture. */
export interface Bar { label: string; value: number; said?: string; mark?: boolean; open?: () => void } // open: what is behind it

interface ChartProps { title: string; bars: readonly Bar[]; heads: readonly [string, string]; children: ComponentChildren }

/** A picture with its table behind it. */
function Chart({ title, bars, heads, children }: ChartProps) {
  return <figure class="chart">
    <figcaption>{title}</figcaption>
    {children}
    <details><summary>{t('chart_table')}</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label={title}><table aria-label={title}>
        <thead><tr><th scope="col">{heads[0]}</th><th scope="col" class="n">{heads[1]}</th></tr></thead>
        <tbody>{bars.map(b => <tr key={b.label}><th scope="row" dir="auto">{b.label}</th><td class="n"><Value bar={b} /></td></tr>)}</tbody>
      </table></div>
    </details>
  </figure>
}

/** The number, which opens what is behind it. */
const Value = ({ bar: { label, value, said, open } }: { bar: Bar }) => open && value > 0
  ? <button class="link" data-bar={label} aria-haspopup="dialog" aria-label={`${said ?? value}: ${label}`} onClick={open}>{said ?? value}</button> : <>{said ?? value}</>

const spoken = (bars: readonly Bar[]) => bars.map(b => `${b.label}: ${b.said ?? b.value}`).join(', ')

/** Upright columns side by side, in order of time. */
export function Columns({ title, bars, heads }: Omit<ChartProps, 'children'>) {
  const most = Math.max(1, ...bars.map(b => b.value)), width = 100 / Math.max(1, bars.length), high = 30
  const few = bars.length <= 12
  return <Chart title={title} bars={bars} heads={heads}>
    <svg class="columns" viewBox={`0 0 100 ${high}`} preserveAspectRatio="none" role="img" aria-label={`${title}. ${few ? spoken(bars) : t('chart_many', most)}`}>
      <line class="ground" x1="0" x2="100" y1={high} y2={high} />
      {bars.map((b, i) => b.value > 0 && <rect key={b.label} data-mark={b.mark} x={i * width + width * .1} width={width * .8} y={high - b.value / most * (high - 1)} height={b.value / most * (high - 1)} />)}
    </svg>
    {few ? <ol class="under">{bars.map(b => <li key={b.label}><b><Value bar={b} /></b>{b.label}</li>)}</ol>
      : <p class="ends" aria-hidden="true"><span>{bars[0]?.label}</span><span>{t('chart_most', most)}</span><span>{bars.at(-1)?.label}</span></p>}
  </Chart>
}

/** One lying bar, of 100 %. */
export function Share({ of, label }: { of: number; label: string }) {
  return <svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label={label}>
    <rect class="rest" width="100" height="4" /><rect class="full" width={100 * of} height="4" />
  </svg>
}

/** One lying bar cut into pieces, told apart by their order, their shade and their legend. */
export function Pieces({ title, bars, heads }: Omit<ChartProps, 'children'>) {
  const all = Math.max(1, bars.reduce((sum, b) => sum + b.value, 0))
  let at = 0
  return <Chart title={title} bars={bars} heads={heads}>
    <svg class="pieces" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label={`${title}. ${spoken(bars)}`}>
      {bars.map((b, i) => {
        const x = at
        at += b.value / all * 100
        return b.value > 0 && <rect key={b.label} data-piece={i} x={x} width={b.value / all * 100} height="6" />
      })}
    </svg>
    <ul class="legend">{bars.map((b, i) => b.value > 0 && <li key={b.label}><svg viewBox="0 0 1 1" aria-hidden="true"><rect data-piece={i} width="1" height="1" /></svg><b><Value bar={b} /></b> {b.label}</li>)}</ul>
  </Chart>
}
