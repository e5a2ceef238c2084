/**
 * How sure it is that these first bytes are XES: XML (in UTF-8, UTF-16 or anything like ASCII) whose first element is
 * `<log>`, whatever its namespace prefix. Other XML gets 0, XML whose first element is not in sight a little.
 */
export function recognisesXes(head: Uint8Array): number {
  const text = asciiText(head)
  if (!/^[\s\ufeff]*</.test(text)) return 0
  const rest = text
    .replace(/^\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->/g, '')
    .replace(/^\s*<!DOCTYPE[^[>]*(\[[\s\S]*?\]\s*)?>/, '')
  const root = /^\s*<(?:[\w.-]+:)?([\w.-]+)/.exec(rest)?.[1]
  if (root === undefined) return /^\s*(<\?xml|<!--|<!DOCTYPE|$)/.test(rest) ? 0.3 : 0
  if (root !== 'log' || isOcel.test(rest)) return 0
  return /xes|<(trace|event|extension|classifier|global|string)\b/.test(rest) || /^\s*<log\s*\/?>/.test(rest) ? 1 : 0.6
}

/** OCEL names its outermost element `log` too. */
const isOcel =
  /^\s*<[^>]*>\s*<(?:[\w.-]+:)?(object-types|event-types|events|objects)\b|<global\s+scope\s*=\s*["'](object|log)["']/

/** The bytes as Latin-1 without zero bytes and marks: enough to see tags in any encoding that XML files have. */
function asciiText(head: Uint8Array): string {
  let text = ''
  const from = head[0] === 0xef && head[1] === 0xbb ? 3 : head[0] === 0xff || head[0] === 0xfe ? 2 : 0
  for (let i = from; i < Math.min(head.length, 1 << 16); i++) if (head[i] !== 0) text += String.fromCharCode(head[i]!)
  return text
}
