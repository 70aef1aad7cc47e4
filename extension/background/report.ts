// Reports: numbers that the backend counts, asked for by the reports page.

import type { AskReport, AskReportItems, Report, ReportItems, UIAnswer } from '../shared/wire'
import { api } from './home'
import { refused } from './problem'

/** The numbers of a period. */
export async function report({ fromMs, toMs }: AskReport): Promise<UIAnswer> {
  const got = await api<Report>('GET', `report?${new URLSearchParams({ from: `${fromMs}`, to: `${toMs}` })}`)
  return got.ok ? { report: got.body } : { problem: refused(got) }
}

/** A page of what is behind one of them. */
export async function reportItems({ fromMs, toMs, of, site, lang, after }: AskReportItems): Promise<UIAnswer> {
  const query = new URLSearchParams({ from: `${fromMs}`, to: `${toMs}`, of, after, ...site !== undefined && { site }, ...lang !== undefined && { lang } })
  const got = await api<ReportItems>('GET', `report/items?${query}`)
  return got.ok ? { reportItems: got.body } : { problem: refused(got) }
}
