import { HmacSha256 } from '../base/hmac-sha256.ts'
import { BoundedCache } from './bounded-cache.ts'
import { isAlphanumeric } from './detectors/chars.ts'
import { plainText } from './detectors/plain-text.ts'
import type { Span } from './detectors/span.ts'
import { safePattern } from './safe-pattern.ts'

/** Version of the normalisations below; part of every hash, so that two versions never match by accident. */
export const keyFormsVersion = 1

/** What a project declares as a business identifier: order numbers, invoice numbers, customer numbers. */
export interface IdentifierForm {
  readonly name: string
  /** A regular expression that a whole token must match (`PO-\d{6}`), checked by `safePattern`; null: every identifier-shaped token. */
  readonly pattern: string | null
}

/** A token may be this long, in UTF-16 units; a longer one is no business identifier. */
const SHORTEST = 3
const LONGEST = 40
const MOST_TOKENS = 64
/** Hex characters kept of a hash: 64 bits. */
const HASH = 16

/** From what certainty on a personal part keeps its tokens from being identifiers, whatever was declared. */
const SURELY_PERSONAL = 0.9

/**
 * The identifier-shaped tokens of a text, in order, each once: letters and digits with single `-`, `/`, `.`, `_`, `:` or
 * `#` between, 3 to 40 units, at least one digit; and their parts, where a token has several. At most 64.
 */
export function identifierTokens(text: string): string[] {
  const plain = plainText(text.length > 4096 ? text.slice(0, 4096) : text).text
  const tokens = new Set<string>()
  for (const word of plain.split(/[^\p{L}\p{M}\p{N}\-/._:#]+/u)) {
    addToken(tokens, trimSigns(word))
    if (/[-/._:#]/.test(word)) {
      for (const part of word.split(/[/:#._]+/)) addToken(tokens, trimSigns(part))
      for (const part of word.split(/[-/._:#]+/)) addToken(tokens, part)
    }
    if (tokens.size >= MOST_TOKENS) break
  }
  return [...tokens].slice(0, MOST_TOKENS)
}

function addToken(tokens: Set<string>, token: string): void {
  if (token.length >= SHORTEST && token.length <= LONGEST && /\d/.test(token)) tokens.add(token)
}

function trimSigns(word: string): string {
  let [from, to] = [0, word.length]
  while (from < to && !isAlphanumeric(word.charCodeAt(from))) from++
  while (to > from && !isAlphanumeric(word.charCodeAt(to - 1))) to--
  return word.slice(from, to)
}

/**
 * The at most four forms of a token, each once: as it is, its letters and digits in upper case, that without leading
 * zeros, its digits alone where they are five or more. Two systems that write one number differently share a form.
 */
export function keyForms(token: string): string[] {
  const compact = token.replace(/[^\p{L}\p{N}]+/gu, '').toUpperCase()
  const bare = compact.replace(/^0+(?=.)/, '')
  const digits = token.replace(/\D+/g, '')
  const forms = new Set([token, compact, bare])
  if (digits.length >= 5) forms.add(digits)
  return [...forms]
}

/** Which tokens of a text are declared identifiers. `spans`: its personal parts; a token in a sure one is none. */
export function declaredTokens(text: string, forms: readonly CompiledForm[], spans: readonly Span[] = []): string[] {
  if (forms.length === 0 || !/\d/.test(text)) return []
  let open = text
  for (const { from, to, confidence, class: found } of spans)
    if (confidence >= SURELY_PERSONAL || found === 'secret' || found === 'email')
      open = `${open.slice(0, from)}${' '.repeat(to - from)}${open.slice(to)}`
  return identifierTokens(open).filter(token => forms.some(form => form.fits(token)))
}

export interface CompiledForm {
  readonly name: string
  fits(token: string): boolean
}

/** Throws a `RequestError` where a pattern is not safe or no regular expression. */
export function compileForms(forms: readonly IdentifierForm[]): CompiledForm[] {
  return forms.map(({ name, pattern }) => {
    if (pattern === null) return { name, fits: () => true }
    const whole = new RegExp(`^(?:${safePattern(pattern, `identifier form "${name}"`).source})$`, 'iu')
    return { name, fits: token => whole.test(token) }
  })
}

/**
 * Hashes identifiers under the project key: HMAC-SHA-256 of version and form, 64 bits. Recorder and linker use the
 * same forms and so find the same hashes. Every distinct token is hashed once while it is remembered.
 */
export class KeyHasher {
  private readonly hmac: HmacSha256
  private readonly hashes = new BoundedCache<string, readonly string[]>(100_000)

  constructor(projectKey: Uint8Array) {
    this.hmac = new HmacSha256(projectKey)
  }

  /** The hashes of a token's forms, at most four. */
  token(token: string): readonly string[] {
    let hashes = this.hashes.get(token)
    if (!hashes) {
      hashes = keyForms(token).map(form => this.hmac.hex(`key-form/${keyFormsVersion}\n${form}`, HASH))
      this.hashes.set(token, hashes)
    }
    return hashes
  }

  /** The hashes of several tokens, each once, in order. */
  tokens(tokens: readonly string[]): readonly string[] {
    return tokens.length === 0 ? [] : [...new Set(tokens.flatMap(token => this.token(token)))]
  }
  forget(): void {
    this.hashes.clear()
  }
}
