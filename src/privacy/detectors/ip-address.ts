import { isAlphanumeric, isDigit, isHex } from './chars.ts'
import type { DetectContext, Detector, Span } from './span.ts'

const VERSION =
  /(?:\bv|version|\bver\.?|release|rel\.?|build|firmware|driver|update|patch|chrome\/|firefox\/|safari\/|edg\/|opr\/|section|chapter|clause|kapitel|abschnitt|\boid|§)[:= #.]{0,3}$/i
const MOST_UNITS = 45

/** IP addresses: four octets, or groups of hex digits (RFC 4291). Versions, times and hardware addresses are none. */
export const ipAddress: Detector = {
  class: 'ip-address',
  mayHold: ({ digits, dots, colons }) => (dots >= 3 && digits >= 4) || colons >= 2,
  find(text, context) {
    const spans: Span[] = []
    for (let i = 0; i < text.length; i++) {
      const before = i === 0 ? 32 : text.charCodeAt(i - 1)
      const c = text.charCodeAt(i)
      if (isAlphanumeric(before) || before === 46 || before === 58) continue
      const to = isDigit(c) ? fourEnd(text, i) : -1
      if (to > 0) {
        const confidence = fourConfidence(text, i, to, context)
        if (confidence > 0) spans.push({ from: i, to, class: 'ip-address', confidence, kind: 'IPv4' })
        i = to
      } else if (isHex(c) || c === 58) {
        const end = sixEnd(text, i)
        if (end > 0) spans.push({ from: i, to: end, class: 'ip-address', confidence: 0.93, kind: 'IPv6' })
        i = Math.max(i, end)
      }
    }
    return spans
  },
}

/** End of four octets at `from`; -1 where there are not exactly four. */
function fourEnd(text: string, from: number): number {
  const match = /^(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}/.exec(text.slice(from, from + 16))
  if (!match) return -1
  const to = from + match[0].length
  const next = text.charCodeAt(to)
  if (isAlphanumeric(next) || next === 45 || (next === 46 && isDigit(text.charCodeAt(to + 1)))) return -1
  return /\.0\d/.test(match[0]) ? -1 : to
}

function fourConfidence(text: string, from: number, to: number, { field, words }: DetectContext): number {
  if (field === 'ip-address') return 0.97
  const before = text.slice(Math.max(0, from - 24), from)
  if (VERSION.test(before) || /version|release|build/.test(words)) return 0
  if (
    /\b(?:ip|ipv4|host|server|address|adresse|ping|ssh|gateway|dns|client|remote|from|subnet)\b[^\d]{0,12}$/i.test(
      before,
    )
  )
    return 0.95
  const octets = text.slice(from, to).split('.')
  if (text[to] === ':' || text[to] === '/') return 0.93
  if (
    /^(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(text.slice(from, to)) &&
    octets.some(octet => octet.length > 1)
  )
    return 0.9
  // `1.2.3.4` is more often a version or a section
  const long = octets.filter(octet => octet.length > 1).length
  return long >= 3 ? 0.9 : long === 2 ? 0.75 : new Set(octets).size === 1 ? 0.8 : long === 1 ? 0.55 : 0.3
}

/** End of an IPv6 address at `from`; -1 where there is none. */
function sixEnd(text: string, from: number): number {
  let to = from
  while (to < text.length && to - from < MOST_UNITS && (isHex(text.charCodeAt(to)) || text.charCodeAt(to) === 58)) to++
  if (text.charCodeAt(to) === 46) {
    const lastColon = from + text.slice(from, to).lastIndexOf(':') + 1
    const four = lastColon > from ? fourEnd(text, lastColon) : -1
    if (four > 0) return isSix(`${text.slice(from, lastColon)}0:0`) ? four : -1
  }
  while (to > from && text.charCodeAt(to - 1) === 58 && text.charCodeAt(to - 2) !== 58) to--
  const next = text.charCodeAt(to)
  if (isAlphanumeric(next) || next === 95) return -1
  return isSix(text.slice(from, to)) ? to : -1
}

function isSix(address: string): boolean {
  const halves = address.split('::')
  if (halves.length > 2 || address.length < 3) return false
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')))
  if (groups.some(group => group.length === 0 || group.length > 4)) return false
  if (halves.length === 1) return groups.length === 8
  if (groups.length > 7) return false
  if (address === '::1' || (/^(?:fe80|2[\da-f]{3}:|f[cd])/i.test(address) && groups.length >= 1)) return true
  // `4::4` is a ratio or a scope more often than an address
  return groups.length >= 2 && /\d/.test(address) && address.replace(/:/g, '').length >= 4
}
