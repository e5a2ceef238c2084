import { z } from 'zod'
import { FormatError } from '../../../base/errors.ts'
import { readDocument } from '../../../compliance/index.ts'
import { type MaskingRule, MaskingRuleError, maskingRulesFrom } from '../../../privacy/index.ts'
import { UsageError } from '../../exit.ts'
import { textFile } from '../../text-file.ts'

const FLAG = '--mask-rules'

/** Masking rules of a file (YAML or JSON), or of a text that begins like an object. What is wrong is told with its line. */
export async function maskRules(given: string): Promise<readonly MaskingRule[]> {
  const isText = /^\s*\{/.test(given)
  const text = (isText ? given : await textFile(given, FLAG)).replace(/^\ufeff/, '')
  const name = isText ? 'the text' : given
  try {
    const { value, at } = readDocument(text, name, z.unknown())
    try {
      return maskingRulesFrom(value)
    } catch (error) {
      if (!(error instanceof MaskingRuleError)) throw error
      const what = `${whereIn(error.path)}${error.what.replace(/\.$/, '')}.`
      throw at(error.path, what, 'What rules are is told in docs/concepts/masking.md.')
    }
  } catch (error) {
    if (error instanceof FormatError) throw new UsageError(`${FLAG}: ${error.message}`)
    throw error
  }
}

/** `Rule 2, "find": ` */
function whereIn(path: readonly (string | number)[]): string {
  const rule = typeof path[1] === 'number' ? [`Rule ${path[1] + 1}`] : []
  const member = path.filter(part => typeof part === 'string').at(-1)
  const parts = member === undefined || path.length === 2 ? rule : [...rule, `"${member}"`]
  const top = path.length === 1 ? [`"${path[0]}"`] : parts
  return top.length === 0 ? '' : `${top.join(', ')}: `
}
