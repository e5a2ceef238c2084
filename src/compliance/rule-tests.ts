import { FormatError } from '../base/errors.ts'
import { eventLog } from '../log/notation.ts'
import { checkRules } from './check.ts'
import type { Rule, RuleFile, RuleTest } from './rule.ts'
import { type CaseState, caseStates } from './run.ts'

/** What became of one test of a rule file. */
export interface RuleTestResult {
  readonly rule: string
  /** Line of the rule file, from 1. */
  readonly line: number
  readonly expect: RuleTest['expect']
  /** Cases of the test. */
  readonly cases: number
  /** Why it failed, a sentence; null: it passed. */
  readonly because: string | null
  readonly traces: string
  /** What the rule says of each case; none where the traces cannot be read or the rule not answered. */
  readonly states: readonly { readonly case: string; readonly state: CaseState }[]
}

const wanted: Readonly<Record<RuleTest['expect'], readonly CaseState[]>> = {
  pass: ['satisfied', 'not-applicable'],
  fail: ['violated'],
  pending: ['pending'],
}

/** Every example trace of the file, checked by its rule: each case of a test must pass, fail or be pending as it says. */
export async function runRuleTests(file: RuleFile): Promise<RuleTestResult[]> {
  const results: RuleTestResult[] = []
  for (const rule of file.rules) for (const test of rule.tests) results.push(await run(file, rule, test))
  return results
}

async function run(file: RuleFile, rule: Rule, test: RuleTest): Promise<RuleTestResult> {
  const result = { rule: rule.id, line: test.line, expect: test.expect, traces: test.traces, states: [] }
  try {
    const log = eventLog(test.traces)
    const now = test.at === null ? {} : { now: eventLog(`at: now@${test.at}`).complete[0]! }
    const checked = await checkRules(log, { ...file, rules: [rule] }, { ...now, tables: file.testTables })
    const { because, states } = checked.outcomes[0]!
    if (because !== null)
      return { ...result, cases: log.caseCount, because: `The rule cannot be answered on these traces: ${because}.` }
    if (log.caseCount === 0) return { ...result, cases: 0, because: 'There is no case in these traces.' }
    const wrong = Array.from(states, (state, c) => ({ c, state: caseStates[state]! })).find(
      ({ state }) => !wanted[test.expect].includes(state),
    )
    return {
      ...result,
      cases: log.caseCount,
      states: Array.from(states, (state, c) => ({ case: log.caseIds.text(c), state: caseStates[state]! })),
      because:
        wrong === undefined
          ? null
          : `Case ${log.caseIds.text(wrong.c)} is ${wrong.state}, not ${wanted[test.expect].join(' or ')}.`,
    }
  } catch (error) {
    if (error instanceof FormatError)
      return { ...result, cases: 0, because: `The traces cannot be read: ${error.message}` }
    throw error
  }
}
