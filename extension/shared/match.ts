// How a pattern of a site file fits: hosts and private paths alike.

/** "*" is any run of characters; everything else is itself. */
export function glob(pattern: string, s: string): boolean {
  const parts = pattern.split('*')
  if (parts.length === 1) return s === pattern
  if (!s.startsWith(parts[0]!)) return false
  let at = parts[0]!.length
  for (const part of parts.slice(1, -1)) {
    const found = s.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  const last = parts.at(-1)!
  return s.length >= at + last.length && s.endsWith(last)
}
