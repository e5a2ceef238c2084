import { isRandom } from './randomness.ts'
import type { Detector, Span } from './span.ts'

/** Tokens whose issuers gave them a form. Each alternative begins with its literal and has one bounded run. */
const KNOWN =
  /(?<![A-Za-z0-9])(?:(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255}|gl(?:pat|dt|rt|ptt|cbt)-[A-Za-z0-9_-]{20,64}|xox[abeprs]-[A-Za-z0-9-]{10,250}|xapp-\d-[A-Za-z0-9-]{10,250}|[sprw]k_(?:live|test|prod)_[A-Za-z0-9]{10,99}|whsec_[A-Za-z0-9]{24,64}|sk-(?:proj-|svcacct-|ant-|or-)?[A-Za-z0-9_-]{20,200}|AIza[A-Za-z0-9_-]{35}|ya29\.[A-Za-z0-9_-]{20,250}|GOCSPX-[A-Za-z0-9_-]{28}|npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{16,250}|SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}|key-[a-f0-9]{32}|(?:AC|SK)[a-f0-9]{32}(?![a-f0-9])|dop_v1_[a-f0-9]{64}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|hf_[A-Za-z0-9]{30,40}|dckr_pat_[A-Za-z0-9_-]{20,40}|sq0[a-z]{3}-[A-Za-z0-9_-]{22,43}|EAA[A-Za-z0-9]{30,250}|AGE-SECRET-KEY-1[A-Z0-9]{58}|hvs\.[A-Za-z0-9_-]{20,120}|PMAK-[a-f0-9]{24}-[a-f0-9]{34}|lin_api_[A-Za-z0-9]{40}|(?<![A-Za-z0-9_-])(?:eyJ[A-Za-z0-9_-]{8,2000}\.){1,2}[A-Za-z0-9_-]{8,4000}(?:\.[A-Za-z0-9_-]{10,2000})?|v2\.local\.[A-Za-z0-9_-]{20,2000}|ssh-(?:rsa|ed25519) AAAA[A-Za-z0-9+/=]{40,2000})/g
const HOOKS = /hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/_-]{20,120}/g
const SCHEMES = /(?<![A-Za-z])(?:Bearer|Basic|Digest|Negotiate|Token) ([A-Za-z0-9._~+/=-]{12,2000})/gi
const IN_URL = /:\/\/[^\s/:@]{0,64}:([^\s/@]{1,128})@/g
const NAMES =
  'pass(?:word|wd|phrase|code|wort)?|pwd|pw|kennwort|mot de passe|contraseña|senha|wachtwoord|lösenord|hasło|secret|client_?secret|token|access_?token|refresh_?token|id_?token|auth_?token|api[-_ ]?key|apikey|access[-_ ]?key|secret[-_ ]?key|private[-_ ]?key|account_?key|shared_?access_?key|x-api-key|jsessionid|phpsessid|session_?id|sessionid|sid|sig|signature|x-amz-signature|x-amz-security-token|auth|authorization_code|otp|pin|cvv|cvc|tan'
const ASSIGNED = new RegExp(
  `(?<![A-Za-z])(${NAMES})["']?( ?[=:] ?| is | ist | lautet | was |: )["']?([^\\s"'&;,<>(){}]{3,400})`,
  'gi',
)
const SAID = / (?:is|ist|was|lautet) /
/** What stands behind `Password:` in an interface and is none. */
const NO_SECRET =
  /^(?:required|incorrect|invalid|wrong|expired|expires|forgotten|forgot|reset|change[ds]?|missing|must|field|fields|mandatory|empty|null|none|undefined|true|false|yes|no|not|too|the|your|is|ist|falsch|ungültig|abgelaufen|erforderlich|vergessen|ändern|zurücksetzen|protected|policy|manager|successfully|updated|\*+|•+|x{3,}|\.{3}|\{.*|\$\{.*)$/i

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
      if (slash) for (const match of text.matchAll(HOOKS)) addEnd(match, match[0].length, 0.99, 'webhook', add)
    }
    if (longestWord >= 20) addRandom(text, add)
    if (colons > 1 && slash)
      for (const match of text.matchAll(IN_URL)) {
        const to = match.index + match[0].length - 1
        add(to - match[1]!.length, to, 0.985, 'password in an address')
      }
    addKeys(text, add)
    if (colons > 0 || equals || SAID.test(text)) for (const match of text.matchAll(ASSIGNED)) addAssigned(match, add)
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
  if (trimmed.length < 3 || NO_SECRET.test(trimmed)) return
  const isShort = /^(?:otp|pin|cvv|cvc|tan|sid|sig|auth|pw|pass|token|sessionid|session_?id)$/i.test(name)
  const isMixed =
    /\d/.test(trimmed) || /[^\p{L}\d.-]/u.test(trimmed) || (/\p{Lu}/u.test(trimmed.slice(1)) && /\p{Ll}/u.test(trimmed))
  if (sign.trim() !== '=' && !isMixed && (isShort || !/^[:]/.test(sign.trim()))) return
  if (isShort && /^(?:sid|sig|auth|session_?id|sessionid)$/i.test(name) && trimmed.length < 8) return
  const to = match.index! + all.length - (value.length - trimmed.length)
  add(to - trimmed.length, to, 0.93, name.toLowerCase())
}

/** Long tokens that look random: no words, no UUIDs, no digests. */
function addRandom(text: string, add: Add): void {
  for (const match of text.matchAll(/[A-Za-z0-9_+/=~-]{20,512}/g))
    if (isRandom(match[0])) add(match.index, match.index + match[0].length, 0.8, 'random')
}
