import { type Document, isNode, type Scalar } from 'yaml'

/** A part, with where it begins and ends. */
interface Ranged {
  range?: [number, number, number] | null
}

/** The part at the path; a scalar key's value; the closest part above where there is none. */
export function nodeAt(document: Document.Parsed, path: readonly PropertyKey[]): Ranged | null {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node)) return node as Ranged
  }
  return null
}

/** Where letter `within` of a text stands in the file: blanks, indents, escapes and quotes of YAML are passed over. */
export function offsetIn(text: string, node: Ranged, within: number): number {
  const [from, to] = node.range ?? [0, 0]
  const value = String((node as Scalar).value ?? '')
  let at = from
  for (let i = 0; i <= Math.min(within, value.length - 1); i++) {
    const letter = value[i]!
    if (/\s/.test(letter)) continue
    let found = at
    while (found < to && text[found] !== letter) found++
    // a quote of YAML before a value that begins with the same sign
    if (i === 0 && (text[from] === '"' || text[from] === "'") && found === from) found++
    if (i === within || found >= to) return Math.min(found, to)
    at = found + 1
  }
  return Math.min(at, to)
}
