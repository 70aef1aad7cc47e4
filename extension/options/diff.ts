// What changed between two texts, line by line: the longest common lines stay.

/** A line that stays, is taken out or is put in; where many stay, "skip" says how many are left out. */
export type Line = { is: 'same' | 'out' | 'in'; text: string } | { is: 'skip'; lines: number }

const MOST = 9_000_000 // cells of the table; two texts that differ in more are told as a whole
const AROUND = 3

/** The lines of both, with only a few that stay around each change. */
export function diff(before: string, after: string): Line[] {
  const a = lines(before), b = lines(after)
  let start = 0, end = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const all: Line[] = [...same(a.slice(0, start)), ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)), ...same(a.slice(a.length - end))]
  return fold(all)
}

const lines = (text: string) => text === '' ? [] : text.replace(/\n$/, '').split('\n')
const same = (of: string[]): Line[] => of.map(text => ({ is: 'same', text }))

function middle(a: string[], b: string[]): Line[] {
  const out: Line[] = []
  if (a.length * b.length > MOST) return [...a.map(text => ({ is: 'out', text }) as const), ...b.map(text => ({ is: 'in', text }) as const)]
  const width = b.length + 1, common = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? common[(i + 1) * width + j + 1]! + 1 : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!)
  let i = 0, j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { out.push({ is: 'same', text: a[i]! }); i++; j++ }
    else if (i < a.length && (j === b.length || common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) out.push({ is: 'out', text: a[i++]! })
    else out.push({ is: 'in', text: b[j++]! })
  }
  return out
}

function fold(all: Line[]): Line[] {
  const near = new Uint8Array(all.length)
  all.forEach((l, i) => { if (l.is !== 'same') near.fill(1, Math.max(0, i - AROUND), i + AROUND + 1) })
  const out: Line[] = []
  all.forEach((l, i) => {
    const last = out.at(-1)
    if (near[i]) out.push(l)
    else if (last?.is === 'skip') last.lines++
    else out.push({ is: 'skip', lines: 1 })
  })
  return out
}
