import { readMaskingRules } from '../../../analyses/index.ts'
import { FormatError } from '../../../base/errors.ts'
import type { MaskingRule } from '../../../privacy/index.ts'
import { UsageError } from '../../exit.ts'
import { textFile } from '../../text-file.ts'

const FLAG = '--mask-rules'

/** Masking rules of a file (YAML or JSON), or of a text that begins like an object. What is wrong is told with its line. */
export async function maskRules(given: string): Promise<readonly MaskingRule[]> {
  const isText = /^\s*\{/.test(given)
  try {
    return readMaskingRules(isText ? given : await textFile(given, FLAG), isText ? 'the text' : given)
  } catch (error) {
    if (error instanceof FormatError) throw new UsageError(`${FLAG}: ${error.message}`)
    throw error
  }
}
