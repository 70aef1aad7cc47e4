// Tables as RFC 4180 has them: CRLF after every row, quotes doubled, and a cell that a
// spreadsheet would run as a formula begins with an apostrophe, for its text is a stranger's.

/** One cell. */
export type Cell = string | number | undefined

const RUNS = /^[=+\-@\t\r\n＝＋－＠]/

function cell(value: Cell): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  const safe = RUNS.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The mark at the beginning tells spreadsheets that it is UTF-8. */
export const csv = (heads: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  '\ufeff' + [heads, ...rows].map(row => row.map(cell).join(',') + '\r\n').join('')
