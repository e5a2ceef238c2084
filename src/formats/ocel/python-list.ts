const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
}

/** The texts of a list as Python or JSON prints it: `['a', "b's"]`; null where the text is none. */
export function pythonList(text: string): string[] | null {
  const trimmed = text.trim()
  if (!trimmed.startsWith('[') || !trimmed.endsWith(']')) return null
  const items: string[] = []
  const inner = trimmed.slice(1, -1)
  let at = 0
  const skip = () => {
    while (at < inner.length && /\s/.test(inner[at]!)) at++
  }
  for (skip(); at < inner.length; skip()) {
    const quote = inner[at]
    if (quote !== "'" && quote !== '"') {
      const end = inner.indexOf(',', at)
      const bare = inner.slice(at, end < 0 ? inner.length : end).trim()
      if (bare === '') return null
      items.push(bare)
      at = end < 0 ? inner.length : end
    } else {
      const read = textAt(inner, at + 1, quote)
      if (read === null) return null
      items.push(read.text)
      at = read.end
    }
    skip()
    if (at < inner.length && inner[at++] !== ',') return null
  }
  return items
}

function textAt(source: string, from: number, quote: string): { text: string; end: number } | null {
  let text = ''
  for (let at = from; at < source.length; at++) {
    const c = source[at]!
    if (c === quote) return { text, end: at + 1 }
    if (c !== '\\') {
      text += c
      continue
    }
    const next = source[++at] ?? ''
    const hex = /^(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/.exec(source.slice(at, at + 9))
    if (hex) {
      const code = Number.parseInt(hex[0].slice(1), 16)
      if (code > 0x10ffff) return null
      text += String.fromCodePoint(code)
      at += hex[0].length - 1
    } else text += escapes[next] ?? (next === '\\' || next === "'" || next === '"' ? next : `\\${next}`)
  }
  return null
}

/** The texts as Python prints a list of them. */
export function printPythonList(texts: readonly string[]): string {
  return `[${texts.map(printText).join(', ')}]`
}

function printText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const plain = Object.entries(escapes).reduce(
    (all, [letter, c]) => (letter === '0' ? all.replaceAll(c, '\\x00') : all.replaceAll(c, `\\${letter}`)),
    text.replaceAll('\\', '\\\\'),
  )
  return quote + (quote === "'" ? plain.replaceAll("'", "\\'") : plain) + quote
}
