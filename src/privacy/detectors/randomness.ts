import { isDigit, isLower, isUpper } from './chars.ts'

/**
 * Whether a token of at least 20 characters looks drawn at random: upper and lower case and digits change often, there
 * is no run of letters as long as a word, and its entropy is near that of its length. Hex (digests, UUIDs) never does.
 */
export function isRandom(token: string): boolean {
  if (/^[0-9a-fA-F-]+$/.test(token)) return false
  // a ULID: an id that begins with its time
  if (/^0[0-7][0-9A-HJKMNP-TV-Z]{24}$/.test(token)) return false
  let [digits, uppers, lowers, changes, run, longest, signs, pairs] = [0, 0, 0, 0, 0, 0, 0, 0]
  let last = -1
  for (let i = 0; i < token.length; i++) {
    const c = token.charCodeAt(i)
    const kind = isDigit(c) ? 0 : isUpper(c) ? 1 : isLower(c) ? 2 : 3
    if (kind === 0) digits++
    else if (kind === 1) uppers++
    else if (kind === 2) lowers++
    else signs++
    run = kind === last && kind !== 0 ? run + 1 : 1
    if (run > longest && (kind === 1 || kind === 2)) longest = run
    if (i > 0 && kind !== last) changes++
    if (kind === 1 && last === 1) pairs++
    last = kind
  }
  if (signs > token.length / 5) return false
  // letters nearly alone: words in camel case hardly ever have two capitals together
  if (digits < 2)
    return token.length >= 28 && pairs >= token.length / 8 && lowers >= 8 && longest <= 9 && entropy(token) > 4
  const isBase32 = (uppers === 0 || lowers === 0) && digits >= token.length / 10
  if (isBase32)
    return token.length >= 24 && longest <= 12 && changes / token.length > 0.2 && signs === 0 && entropy(token) > 3.6
  return (
    uppers >= 3 &&
    lowers >= 3 &&
    longest <= (token.length < 32 ? 7 : 9) &&
    changes / token.length > 0.36 &&
    entropy(token) > 3.4
  )
}

/** Shannon entropy of the characters, bits a character. */
function entropy(token: string): number {
  const counts = new Map<string, number>()
  for (const sign of token) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  let sum = 0
  for (const count of counts.values()) sum -= (count / token.length) * Math.log2(count / token.length)
  return sum
}
