import { RequestError } from '../base/errors.ts'
import { isAmbiguous } from './pattern-ambiguity.ts'
import { PatternTrouble, parsePattern } from './pattern-parse.ts'

const LONGEST = 200

/**
 * A regular expression written by a user, refused unless it is sure to run in at most quadratic time: no look-around,
 * no back-reference, no way to match one text along two paths that meet again (Weber & Seidl, 1991, criterion IDA, on
 * the position automaton). Case is ignored. Throws a `RequestError` that says what is wrong with `what`.
 */
export function safePattern(source: string, what: string): RegExp {
  const refuse = (why: string): never => {
    throw new RequestError(`The pattern of ${what} cannot be used: ${why} (${source.slice(0, 60)}).`)
  }
  if (source.length > LONGEST) refuse(`it is longer than ${LONGEST} characters`)
  let pattern: RegExp
  try {
    pattern = new RegExp(source, 'iu')
  } catch (error) {
    return refuse(`it is no regular expression: ${(error as Error).message}`)
  }
  try {
    if (isAmbiguous(parsePattern(source)))
      refuse('it can match the same text in many ways, which may take for ever; make neighbouring repetitions differ')
  } catch (error) {
    if (error instanceof PatternTrouble) refuse(error.message)
    throw error
  }
  return pattern
}
