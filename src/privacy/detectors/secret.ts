import { isRandom } from './randomness.ts'
import { ASSIGNED, HOOKS, IN_URL, KNOWN, MARKED, SAID, SCHEMES, TYPED } from './secret-forms.ts'
import type { Detector, Span } from './span.ts'

/** What stands behind `Password:` in an interface and is none. */
const NO_SECRET =
  /^(?:required|incorrect|invalid|wrong|expired|expires|forgotten|forgot|reset|change[ds]?|missing|must|field|fields|mandatory|empty|null|none|undefined|true|false|yes|no|not|too|the|your|is|ist|falsch|ungültig|abgelaufen|erforderlich|vergessen|ändern|zurücksetzen|optional|hidden|saved|unknown|see|protected|policy|manager|successfully|updated|\*+|•+|x{3,}|\.{3}|\{.*|\$\{.*)$/i

/** Passwords, tokens and keys: known forms, what is assigned to a telling name, passwords in addresses, random strings. */
export const secret: Detector = {
  class: 'secret',
  mayHold: ({ longestWord, colons, equals, length }) => longestWord >= 16 || colons > 0 || equals || length >= 8,
  find(text, _, { longestWord, colons, equals, slash }) {
    const spans: Span[] = []
    const add = (from: number, to: number, confidence: number, kind: string) =>
      spans.push({ from, to, class: 'secret', confidence, kind })
    if (longestWord >= 12) {
      for (const match of text.matchAll(SCHEMES))
        if (/[\d=._-]/.test(match[1]!)) addEnd(match, match[1]!.length, 0.98, 'authorization', add)
    }
    if (longestWord >= 16) {
      for (const match of text.matchAll(KNOWN)) addEnd(match, match[0].length, 0.99, 'token', add)
      for (const [mark, form] of MARKED)
        if (text.includes(mark))
          for (const match of text.matchAll(form)) addEnd(match, match[0].length, 0.99, 'token', add)
      if (slash) for (const match of text.matchAll(HOOKS)) addEnd(match, match[0].length, 0.99, 'webhook', add)
    }
    if (longestWord >= 20) addRandom(text, add)
    if (text.includes('-p') || text.includes('-u') || text.includes(' --'))
      for (const match of text.matchAll(TYPED))
        addEnd(match, match[1]!.replace(/["']$/, '').length, 0.93, 'command line', add)
    if (colons > 1 && (slash || text.includes('jdbc')))
      for (const match of text.matchAll(IN_URL)) {
        const to = match.index + match[0].length - 1
        add(to - match[1]!.length, to, 0.985, 'password in an address')
      }
    addKeys(text, add)
    if (colons > 0 || equals || text.includes('<') || SAID.test(text))
      for (const match of text.matchAll(ASSIGNED)) addAssigned(match, add)
    return spans
  },
}

type Add = (from: number, to: number, confidence: number, kind: string) => void

/** The last `length` units of a match. */
function addEnd(match: RegExpMatchArray, length: number, confidence: number, kind: string, add: Add): void {
  const to = match.index! + match[0].length
  add(to - length, to, confidence, kind)
}

/** Private keys in PEM, to their end line or the end of the text. */
function addKeys(text: string, add: Add): void {
  for (let from = text.indexOf('-----BEGIN '); from >= 0; from = text.indexOf('-----BEGIN ', from + 1)) {
    const head = text.slice(from, from + 64)
    if (!/^-----BEGIN [A-Z0-9 ]{0,40}(?:PRIVATE KEY|MESSAGE)/.test(head)) continue
    const end = text.indexOf('-----END', from + 10)
    const to =
      end < 0 ? text.length : Math.min(text.length, (text.indexOf('-----', end + 8) + 1 || text.length - 4) + 4)
    add(from, to, 0.99, 'private key')
    from = to
  }
}

function addAssigned(match: RegExpMatchArray, add: Add): void {
  const [all, name, sign, value] = match as unknown as [string, string, string, string]
  const trimmed = value.replace(/\.+$/, '')
  if (trimmed.length < 3 || NO_SECRET.test(trimmed.replace(/\?.*$/s, ''))) return
  if (sign === '>' && match.input![match.index! - 1] !== '<') return
  const isShort = /^(?:otp|pin|cvv|cvc|tan|sid|sig|auth|pw|pass|token|sessionid|session_?id)$/i.test(name)
  const isMixed =
    /\d/.test(trimmed) || /[^\p{L}\d.-]/u.test(trimmed) || (/\p{Lu}/u.test(trimmed.slice(1)) && /\p{Ll}/u.test(trimmed))
  if (!/^[=>]$/.test(sign.trim()) && !isMixed && (isShort || !/^[:]/.test(sign.trim()))) return
  if (isShort && /^(?:sid|sig|auth|session_?id|sessionid)$/i.test(name) && trimmed.length < 8) return
  const from = match.index! + all.length - value.length
  // what is told in words ends at a blank; in an address `&` ends it
  const isAddress = sign === '=' && /[?]|:\/\//.test(match.input!)
  const behind = isAddress ? '' : (/^&[^\s"'<>;,]{1,64}/.exec(match.input!.slice(from + value.length))?.[0] ?? '')
  add(from, from + (behind === '' ? trimmed.length : value.length + behind.length), 0.93, name.toLowerCase())
}

/** Long tokens that look random: no words, no UUIDs, no digests; parts of a path each by itself. */
function addRandom(text: string, add: Add): void {
  for (const { index, 0: found } of text.matchAll(/[A-Za-z0-9_+/=~-]{20,512}/g)) {
    const isPath = found.includes('/') && /^[.:/]$/.test(text[index - 1] ?? found[0]!)
    let from = index
    for (const part of isPath ? found.split('/') : [found]) {
      const token = part.slice(part.search(/=[^=]/) + 1)
      const to = from + part.length
      if (token.length >= 20 && isToken(token)) add(...aroundDots(text, to - token.length, to), 0.8, 'random')
      from = to + 1
    }
  }
}

/** Names before a digest, which is no secret. */
const DIGEST =
  /^(?:sha\d*|md5|git|commit|rev|etag|hash|digest|build|chunk|cache|trace|span|img|image|layer|file|v\d*|x64|py|id|urn|uuid)[_:-]/i

/** A random string, or a short prefix with one behind it, as issuers form tokens that they can find again. */
function isToken(token: string): boolean {
  if (DIGEST.test(token)) return false
  if (isRandom(token)) return true
  if (/^[A-Za-z][A-Za-z0-9]{1,11}(?:_[a-z0-9]{1,5}){0,2}_[a-f0-9]{32,128}$/i.test(token)) return true
  const [first, ...rest] = token.split(/[_=~-]+/)
  return first!.length <= 12 && rest.some(part => part.length >= 24 && isRandom(part))
}

/** With what dots tie to it: tokens come in parts. A name of a host or a file is taken in, too. */
function aroundDots(text: string, first: number, last: number): [number, number] {
  const before = /(?:[A-Za-z0-9_-]{1,32}\.){1,3}$/.exec(text.slice(Math.max(0, first - 99), first))?.[0] ?? ''
  const behind = /^(?:\.[A-Za-z0-9_-]{5,80}){1,2}/.exec(text.slice(last, last + 164))?.[0] ?? ''
  return [first - before.length, last + behind.length]
}
