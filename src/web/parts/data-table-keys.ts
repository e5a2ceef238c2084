/** The row that a key goes to; null for other keys. */
export function nextRow(key: string, at: number, count: number): number | null {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 10, PageUp: at - 10, Home: 0, End: count - 1 }[key]
  return to === undefined || count === 0 ? null : Math.max(0, Math.min(count - 1, to))
}
