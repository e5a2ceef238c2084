import { RequestError } from '../base/errors.ts'
import { type MaskingRule, MaskingRules, type RuleTarget, targetParts } from './masking-rules.ts'

/** Masking rules that are none: `path` leads to the part of the document that is wrong. */
export class MaskingRuleError extends RequestError {
  readonly path: readonly (string | number)[]
  readonly what: string
  constructor(path: readonly (string | number)[], what: string) {
    super(`Masking rules: ${path.length > 0 ? `${pathText(path)}: ` : ''}${what}`)
    this.path = path
    this.what = what
  }
}

const MOST_RULES = 100
const LONGEST_TEXT = 200
const ACTIONS = ['replace', 'keep-only-match', 'blocklist', 'keep'] as const
const MEMBERS = {
  replace: ['id', 'action', 'target', 'find', 'with'],
  'keep-only-match': ['id', 'action', 'target', 'find'],
  blocklist: ['id', 'action', 'target'],
  keep: ['id', 'action', 'target'],
} as const satisfies Record<MaskingRule['action'], readonly string[]>

type Path = readonly (string | number)[]

/**
 * Rules on values as a document says them: `{ "version": 1, "rules": [{ "id", "action", "target", "find", "with" }] }`.
 * Throws `MaskingRuleError` at the first part that is wrong, patterns that may run for ever included.
 */
export function maskingRulesFrom(value: unknown): readonly MaskingRule[] {
  const { rules, troubles } = inspectMaskingRules(value)
  if (rules === null) throw troubles[0]!
  return rules
}

/** The same for whoever writes them: the first trouble of every rule, in their order; `rules` is null where there is one. */
export function inspectMaskingRules(value: unknown): {
  readonly rules: readonly MaskingRule[] | null
  readonly troubles: readonly MaskingRuleError[]
} {
  const troubles: MaskingRuleError[] = []
  const tried = <T>(read: () => T): T[] => {
    try {
      return [read()]
    } catch (error) {
      if (!(error instanceof MaskingRuleError)) throw error
      troubles.push(error)
      return []
    }
  }
  const ids = new Set<string>()
  const rules = tried(() => listOf(value)).flatMap(list =>
    list.flatMap((each, at) =>
      tried(() => {
        const rule = ruleFrom(each, ['rules', at])
        if (ids.has(rule.id)) refuse(['rules', at, 'id'], `"${rule.id}" is given twice`)
        ids.add(rule.id)
        return rule
      }),
    ),
  )
  return { rules: troubles.length > 0 ? null : rules, troubles }
}

function listOf(value: unknown): readonly unknown[] {
  const top = record(value, [], 'the document must be an object with "version" and "rules"')
  known(top, ['version', 'rules'], [])
  if (top['version'] !== 1) refuse(['version'], `must be 1, not ${JSON.stringify(top['version']) ?? 'nothing'}`)
  const { rules } = top
  if (!Array.isArray(rules) || rules.length === 0) return refuse(['rules'], 'must be a list of at least one rule')
  if (rules.length > MOST_RULES)
    return refuse(['rules'], `has ${rules.length} rules; at most ${MOST_RULES} are applied`)
  return rules
}

function ruleFrom(value: unknown, path: Path): MaskingRule {
  const given = record(value, path, 'must be an object')
  const id = text(given['id'], [...path, 'id'])
  const action = ACTIONS.find(name => name === given['action'])
  if (action === undefined) return refuse([...path, 'action'], `must be one of ${ACTIONS.join(', ')}`)
  known(given, MEMBERS[action], path)
  const target = given['target'] === undefined ? {} : { target: targetFrom(given['target'], [...path, 'target']) }
  if (action === 'blocklist' || action === 'keep') return { id, action, ...target }
  const find = text(given['find'], [...path, 'find'])
  const rule: MaskingRule =
    action === 'keep-only-match'
      ? { id, action, find, ...target }
      : { id, action, find, ...withOf(given['with'], [...path, 'with']), ...target }
  try {
    new MaskingRules([rule])
  } catch (error) {
    if (error instanceof RequestError) refuse([...path, 'find'], error.message)
    throw error
  }
  return rule
}

function withOf(value: unknown, path: Path): { readonly with?: string } {
  if (value === undefined) return {}
  return { with: value === '' ? '' : text(value, path) }
}

function targetFrom(value: unknown, path: Path): RuleTarget {
  const given = record(value, path, `must be an object with some of ${targetParts.join(', ')}`)
  known(given, targetParts, path)
  return Object.fromEntries(
    targetParts.flatMap(part => (given[part] === undefined ? [] : [[part, text(given[part], [...path, part])]])),
  )
}

function record(value: unknown, path: Path, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(path, what)
  return value as Readonly<Record<string, unknown>>
}

function known(given: Readonly<Record<string, unknown>>, names: readonly string[], path: Path): void {
  const other = Object.keys(given).find(name => !names.includes(name))
  if (other !== undefined) refuse([...path, other], `is not known here (known: ${names.join(', ')})`)
}

function text(value: unknown, path: Path): string {
  if (typeof value !== 'string' || value.trim() === '') return refuse(path, 'must be a text')
  if (value.length > LONGEST_TEXT) return refuse(path, `is longer than ${LONGEST_TEXT} characters`)
  return value
}

const pathText = (path: Path): string =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('')

function refuse(path: Path, what: string): never {
  throw new MaskingRuleError(path, what)
}
