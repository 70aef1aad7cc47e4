// How a document is read: the site file that fits it, of those that the worker gave.
import type { PageSetup, Site } from '../shared/wire'
import { address, framed, outer } from './around'
import { fallbackFor, siteFor } from './find'

/** The site file for a document, and the one to use where it finds nothing. */
export interface Reading { site: Site; fallback: Site | undefined; resume: boolean }

/** How to read this document, or undefined when it is not to be read here. */
export function readingOf({ sites, resume = false }: PageSetup): Reading | undefined {
  const site = siteFor(sites, new URL(address()), outer())
  return site && (!framed || site.frame) ? { site, fallback: framed ? undefined : fallbackFor(sites, site), resume } : undefined
}
