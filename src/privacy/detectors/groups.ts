import { isAlphanumeric, isDigit } from './chars.ts'

/** Groups of letters and digits with single separators between, as one candidate for an identifier. */
export interface Candidate {
  readonly from: number
  readonly to: number
  /** Letters and digits, upper case. */
  readonly compact: string
  /** Lengths of the groups with the separators between: `3-2-4`, `2 3 3 3`, `11`. */
  readonly form: string
}

/** Runs of letters and digits, in columns. */
export interface Groups {
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly hasDigit: readonly boolean[]
}

const isSeparator = (c: number) => c === 32 || c === 45 || c === 46 || c === 47 || c === 43
const MOST_GROUPS = 9

/** Starts and ends of all runs of letters and digits. */
export function groupsOf(text: string): Groups {
  const from: number[] = []
  const to: number[] = []
  const hasDigit: boolean[] = []
  for (let i = 0; i < text.length; ) {
    if (!isAlphanumeric(text.charCodeAt(i))) {
      i++
      continue
    }
    const start = i
    let digits = false
    for (; i < text.length && isAlphanumeric(text.charCodeAt(i)); i++) digits ||= isDigit(text.charCodeAt(i))
    from.push(start)
    to.push(i)
    hasDigit.push(digits)
  }
  return { from, to, hasDigit }
}

/**
 * Calls `see` with every sequence of at most nine neighbouring groups whose letters and digits number `shortest` to
 * `longest`, at least `digits` of them digits, and which no separator ties to a further group of digits. Linear: each
 * group starts at most nine candidates.
 */
export function eachCandidate(
  text: string,
  all: Groups,
  bounds: { readonly shortest: number; readonly longest: number; readonly digits: number },
  see: (candidate: Candidate) => void,
): void {
  for (let g = 0; g < all.from.length; g++) {
    if (isTiedBefore(text, all, g)) continue
    let compact = ''
    let form = ''
    let digits = 0
    for (let h = g; h < all.from.length && h < g + MOST_GROUPS; h++) {
      const length = all.to[h]! - all.from[h]!
      if (compact.length + length > bounds.longest) break
      if (h > g) {
        const between = separator(text, all.to[h - 1]!, all.from[h]!)
        if (between === null) break
        form += between
      }
      const group = text.slice(all.from[h]!, all.to[h]!)
      compact += group
      form += length
      if (all.hasDigit[h]) for (let i = 0; i < group.length; i++) if (isDigit(group.charCodeAt(i))) digits++
      if (h === g && !all.hasDigit[g] && length > 6) break
      if (compact.length < bounds.shortest || digits < bounds.digits || isTiedBehind(text, all, h, form)) continue
      see({ from: all.from[g]!, to: all.to[h]!, compact: compact.toUpperCase(), form })
    }
  }
}

/** The separator between two groups: one sign, spaces around a sign dropped; null where there is more. */
function separator(text: string, from: number, to: number): string | null {
  if (to - from > 3) return null
  let sign = ' '
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i)
    if (!isSeparator(c)) return null
    if (c !== 32) {
      if (sign !== ' ') return null
      sign = text[i]!
    }
  }
  return sign
}

/** Whether the group hangs on digits before it, by `-` or `.`. */
function isTiedBefore(text: string, groups: Groups, g: number): boolean {
  if (g === 0 || !groups.hasDigit[g - 1]) return false
  const from = groups.to[g - 1]!
  if (groups.from[g]! - from !== 1) return false
  const c = text.charCodeAt(from)
  return c === 45 || c === 46
}

function isTiedBehind(text: string, groups: Groups, h: number, form: string): boolean {
  if (h + 1 >= groups.from.length || !groups.hasDigit[h + 1]) return false
  const between = separator(text, groups.to[h]!, groups.from[h + 1]!)
  if (between === null) return false
  if (between === '-' || between === '.') return true
  return between === ' ' && form.includes(' ') && isDigit(text.charCodeAt(groups.from[h + 1]!))
}
