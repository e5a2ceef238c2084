import { isAlphanumeric, isAsciiLetter, isDigit, isLetter } from './chars.ts'
import type { Detector, Span } from './span.ts'

const MAX_LOCAL = 64
const MAX_DOMAIN = 253
/** Endings of files that follow an `@` in names such as `icon@2x.png`. */
const FILES = new Set(
  'png jpg jpeg gif svg webp ico css js mjs json html htm xml pdf exe dll zip txt csv xlsx'.split(' '),
)

const isLocal = (c: number) =>
  isAlphanumeric(c) || c === 46 || c === 95 || c === 43 || c === 45 || c === 39 || c === 37 || c === 126 || c === 33

/** E-mail addresses (RFC 5321 in its common part, internationalised): from each `@` outwards, at most 64 and 253 units. */
export const email: Detector = {
  class: 'email',
  mayHold: ({ at }) => at,
  find(text) {
    const spans: Span[] = []
    for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      const spaced = text.charCodeAt(at - 1) === 32 || text.charCodeAt(at + 1) === 32
      const localTo = text.charCodeAt(at - 1) === 32 ? at - 1 : at
      const from = localFrom(text, localTo)
      const domainFrom = text.charCodeAt(at + 1) === 32 ? at + 2 : at + 1
      const to = domainTo(text, domainFrom)
      if (from === localTo || to === domainFrom) continue
      if (spaced && !/[._\d]/.test(text.slice(from, localTo))) continue
      // `git@host.org:group/project` is the address of a repository
      if (text.charCodeAt(to) === 58 && isLetter(text.charCodeAt(to + 1)) && text.slice(from, at) === 'git') continue
      spans.push({ from, to, class: 'email', confidence: spaced ? 0.8 : 0.97, kind: 'e-mail' })
    }
    return spans
  },
}

/** Signs that a name may hold (RFC 5322) and that hardly ever stand before one. */
const isRare = (c: number) => c === 35 || c === 36 || c === 42 || c === 94 || c === 96

function localFrom(text: string, to: number): number {
  const floor = Math.max(0, to - MAX_LOCAL)
  const run = (at: number) => {
    let from = at
    while (from > floor && isLocal(text.charCodeAt(from - 1))) from--
    return from
  }
  let from = run(to)
  while (from > floor + 1) {
    const c = text.charCodeAt(from - 1)
    const next = run(from - 1)
    const before = text[next - 1] ?? ' '
    if (next === from - 1 || before === '?' || (from < to && !isAlphanumeric(text.charCodeAt(from)))) break
    // `list+ann=example.org@lists.example.net`
    const isReturned = c === 61 && (before === '=' || text.slice(next, from).includes('+'))
    const isName = c === 47 && from < to && /[\s<("':]/.test(before)
    if (!isReturned && !isName && !(c === 38 ? before !== '=' : isRare(c))) break
    from = next
  }
  while (from < to && !isAlphanumeric(text.charCodeAt(from)) && text.charCodeAt(from) !== 95) from++
  return text.charCodeAt(to - 1) === 46 ? to : from
}

/** End of a domain with at least one dot and a top-level domain of letters; `from` where there is none. */
function domainTo(text: string, from: number): number {
  let to = from
  while (to < text.length && to - from < MAX_DOMAIN) {
    const c = text.charCodeAt(to)
    if (!isAlphanumeric(c) && c !== 46 && c !== 45) break
    if (c === 46 && text.charCodeAt(to + 1) === 46) break
    to++
  }
  while (to > from && !isAlphanumeric(text.charCodeAt(to - 1))) to--
  const domain = text.slice(from, to)
  const dot = domain.lastIndexOf('.')
  const top = domain.slice(dot + 1)
  if (dot <= 0 || top.length < 2 || /^\dx\./.test(domain)) return from
  // a file named by an address: `ann@example.org.pdf`
  if (FILES.has(top.toLowerCase())) return domain.indexOf('.') < dot ? domainTo(text.slice(0, from + dot), from) : from
  const isTop = top.startsWith('xn--') || [...top].every(letter => isLetter(letter.charCodeAt(0)))
  const first = text.charCodeAt(from)
  return isTop && (isAsciiLetter(first) || isDigit(first) || isLetter(first)) ? to : from
}
