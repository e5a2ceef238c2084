import { RequestError } from '../base/errors.ts'
import { safePattern } from './safe-pattern.ts'

/** Where a value stands: rules and classes may depend on it. */
export interface ValuePlace {
  readonly user: string | null
  /** Epoch ms of the event; its UTC day is part of the key. */
  readonly time: number | undefined
  readonly application?: string | null
  readonly page?: string | null
  readonly role?: string | null
  /** Label or identifier of the element. */
  readonly field?: string | null
  /** Whether the element hides what is typed into it. Role `password` says the same. */
  readonly isPassword?: boolean
  /** Recording, which stands for the person where the source names none. */
  readonly recording?: string | null
}

/** Which elements a rule is about: every part that is named must fit. `*` stands for any run of characters; case does not matter. */
export interface RuleTarget {
  readonly application?: string
  readonly page?: string
  readonly role?: string
  readonly field?: string
}

/**
 * A rule on values. `blocklist`: nothing is kept but `BLOCKLISTED`; it wins over all others. `replace`: what `find`
 * matches gives way to `with` before anything is derived from the value. `keep-only-match`: the rest of the value gives
 * way, as if it had never been there. `keep`: the capture rule; the value stays in clear, its personal parts named in
 * braces. Rules apply in their order.
 */
export type MaskingRule = { readonly id: string; readonly target?: RuleTarget } & (
  | { readonly action: 'blocklist' | 'keep' }
  | { readonly action: 'replace'; readonly find: string; readonly with?: string }
  | { readonly action: 'keep-only-match'; readonly find: string }
)

export const blocklisted = 'BLOCKLISTED'

/** Values longer than this are not searched with patterns of users: where such a rule applies, they are blocklisted. */
const LONGEST = 4096

/** The rules that apply at one place, ready to run. */
export interface PlaceRules {
  readonly isBlocklisted: boolean
  readonly keeps: boolean
  readonly changesText: boolean
  /** The text after *replace* and *keep only match*; null where nothing may be derived from it. */
  rewrite(text: string): string | null
}

type Compiled = { readonly rule: MaskingRule; readonly find: RegExp | null; fits(place: RulePlace): boolean }
type RulePlace = Pick<ValuePlace, 'application' | 'page' | 'role' | 'field'>

export class MaskingRules {
  private readonly rules: readonly Compiled[]

  /** Throws a `RequestError` that names the rule where a pattern is not safe. */
  constructor(rules: readonly MaskingRule[]) {
    this.rules = rules.map(rule => ({
      rule,
      find: 'find' in rule ? patternOf(rule.find, rule.id) : null,
      fits: targetTest(rule.target ?? {}),
    }))
  }

  at(place: RulePlace): PlaceRules {
    const here = this.rules.filter(({ fits }) => fits(place))
    const edits = here.filter(({ find }) => find !== null)
    return {
      isBlocklisted: here.some(({ rule }) => rule.action === 'blocklist'),
      keeps: here.some(({ rule }) => rule.action === 'keep'),
      changesText: edits.length > 0,
      rewrite: text => (edits.length === 0 ? text : text.length > LONGEST ? null : rewrite(text, edits)),
    }
  }
}

function rewrite(text: string, edits: readonly Compiled[]): string {
  let now = text
  for (const { rule, find } of edits) {
    if (rule.action === 'replace') now = now.replace(find!, () => rule.with ?? '')
    else now = (now.match(find!) ?? []).join(' ')
  }
  return now
}

function patternOf(find: string, id: string): RegExp {
  const pattern = new RegExp(safePattern(find, `rule "${id}"`).source, 'giu')
  if (pattern.test(''))
    throw new RequestError(`The pattern of rule "${id}" matches the empty text. Let it match at least one character.`)
  return pattern
}

export const targetParts = ['application', 'page', 'role', 'field'] as const

function targetTest(target: RuleTarget): (place: RulePlace) => boolean {
  const tests = targetParts.flatMap(part => {
    const wanted = target[part]
    return wanted === undefined ? [] : [{ part, fits: wildcard(wanted) }]
  })
  return place => tests.every(({ part, fits }) => fits(place[part] ?? ''))
}

/** `*` for any run of characters, in linear time by greedy search of the pieces between. */
export function wildcard(pattern: string): (text: string) => boolean {
  const pieces = pattern.toLowerCase().split('*')
  if (pieces.length === 1) return text => text.toLowerCase() === pieces[0]
  const [first, last, middle] = [pieces[0]!, pieces.at(-1)!, pieces.slice(1, -1)]
  return text => {
    const low = text.toLowerCase()
    if (low.length < first.length + last.length || !low.startsWith(first) || !low.endsWith(last)) return false
    let at = first.length
    for (const piece of middle) {
      const found = low.indexOf(piece, at)
      if (found < 0) return false
      at = found + piece.length
    }
    return at <= low.length - last.length
  }
}
