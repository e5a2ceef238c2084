import { z } from 'zod'
import type { FormatError } from '../../base/errors.ts'
import { type DocumentProblem, inspectDocument, problemOf } from '../../compliance/index.ts'
import { inspectMaskingRules, type MaskingRule } from '../../privacy/index.ts'

const FIX = 'What rules are is told in docs/concepts/masking.md.'

/** Masking rules as they were written, and what was read of them. */
export interface WrittenMaskingRules {
  readonly text: string
  readonly rules: readonly MaskingRule[]
}

/** Masking rules while they are written; `rules` is null where anything is wrong, and the problems stand by line. */
export interface CheckedMaskingRules {
  readonly rules: readonly MaskingRule[] | null
  readonly problems: readonly DocumentProblem[]
}

/** Every trouble of a document of masking rules (YAML or JSON) at its place, the first of each rule. */
export function checkMaskingRules(text: string): CheckedMaskingRules {
  const { rules, troubles } = inspected(text, 'the rules')
  return { rules, problems: troubles.map(problemOf) }
}

/** The rules of a document. Throws a `FormatError` with file, line and what to do at the first that is none. */
export function readMaskingRules(text: string, file: string): readonly MaskingRule[] {
  const { rules, troubles } = inspected(text, file)
  if (rules === null) throw troubles[0]!
  return rules
}

function inspected(
  text: string,
  file: string,
): { readonly rules: readonly MaskingRule[] | null; readonly troubles: readonly FormatError[] } {
  const document = inspectDocument(text.replace(/^\ufeff/, ''), file, z.unknown())
  if (document.troubles.length > 0) return { rules: null, troubles: document.troubles }
  const { rules, troubles } = inspectMaskingRules(document.value)
  const told = troubles.map(({ path, what }) => document.at(path, `${whereIn(path)}${what.replace(/\.$/, '')}.`, FIX))
  return { rules, troubles: told }
}

/** `Rule 2, "find": ` */
function whereIn(path: readonly (string | number)[]): string {
  const rule = typeof path[1] === 'number' ? [`Rule ${path[1] + 1}`] : []
  const member = path.filter(part => typeof part === 'string').at(-1)
  const parts = member === undefined || path.length === 2 ? rule : [...rule, `"${member}"`]
  const top = path.length === 1 ? [`"${path[0]}"`] : parts
  return top.length === 0 ? '' : `${top.join(', ')}: `
}
