import { FormatError, RequestError } from '../base/errors.ts'
import { type DocumentProblem, problemOf } from './document/problem.ts'
import { inspectDocument } from './document/read-document.ts'
import { automatonOf } from './ltlf/automaton.ts'
import { FormulaTooLarge } from './ltlf/normal-form.ts'
import { parseFormula } from './ltlf/parse-formula.ts'
import type { Vocabulary } from './parse-condition.ts'
import { parseSentence, parseWholePattern } from './parse-sentence.ts'
import { allowedOf, tablesOf } from './read-tables.ts'
import { calendarsOf, type RulesDocument, type Told, vocabularyOf } from './read-vocabulary.ts'
import { type AllowEntry, noTables, type Rule, type RuleFile, type RuleTest, type Statement } from './rule.ts'
import { type DraftFile, type DraftRule, draftOf } from './rule-draft.ts'
import { RULES_VERSION, ruleFileShape } from './rule-file-shape.ts'
import { SentenceError } from './scanner.ts'

/** Each may take a tenth of a second to become an automaton. */
const MOST_FORMULAS = 100
/** Troubles told of one file. */
const MOST_TROUBLES = 500

/** A rule file, in YAML or JSON. Throws `FormatError` with file, line, column, the rule, and what to do. */
export function readRules(source: string, file: string): RuleFile {
  const { rules, troubles } = readAll(source, file)
  if (rules === null) throw troubles[0]!
  return rules
}

/** The rule file where it is one; else every trouble, each at its place, in the order of the document. */
export function inspectRules(
  source: string,
  file = 'rules',
): { readonly rules: RuleFile | null; readonly problems: readonly DocumentProblem[] } {
  const { rules, troubles } = readAll(source, file)
  const problems = troubles.map(problemOf).sort((a, b) => a.offset - b.offset)
  return { rules, problems: problems.slice(0, MOST_TROUBLES) }
}

function readAll(source: string, file: string): { rules: RuleFile | null; troubles: FormatError[] } {
  const document = inspectDocument(source, file, ruleFileShape)
  const troubles = [...document.troubles]
  const told: Told = read => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      troubles.push(error)
      return null
    }
  }
  const draft = draftOf(document)
  if (draft === null) return { rules: null, troubles }
  told(() => checkVersion(document, draft))
  const calendars = calendarsOf(document, draft, told)
  const words = vocabularyOf(document, draft, calendars, told)
  const rules = draft.rules.map((one, i) => ruleOf(document, draft, words, one, i, told))
  const ends = draft.ends
  const end =
    ends === undefined ? null : told(() => understood(document, ['ends'], '', () => parseWholePattern(ends, words)))
  const tables = (key: 'tables' | 'test-tables') => {
    const given = draft[key]
    return given === undefined ? null : told(() => tablesOf(document, given, [key]))
  }
  const [testTables, own] = [tables('test-tables'), tables('tables')]
  const allow = told(() => allowOf(document, draft)) ?? []
  if (troubles.length > 0 || document.value === null) return { rules: null, troubles }
  return {
    troubles,
    rules: {
      name: document.value.name,
      rules: rules.filter(one => one !== null),
      calendars,
      ends: end,
      testTables: testTables ?? own ?? noTables,
      tables: own,
      allow,
    },
  }
}

function checkVersion({ at }: RulesDocument, { version, rules }: DraftFile): void {
  if (version !== undefined && version !== RULES_VERSION)
    throw at(['version'], `This is version ${version} of rule files.`, `This program reads version ${RULES_VERSION}.`)
  const formulas = rules.flatMap((one, i) => (one.formula === undefined ? [] : [i]))
  if (formulas.length > MOST_FORMULAS)
    throw at(
      ['rules', formulas[MOST_FORMULAS]!],
      `There are more than ${MOST_FORMULAS} formulas.`,
      'Say some of them as sentences, or divide the file.',
    )
}

function understood<T>({ at }: RulesDocument, path: readonly PropertyKey[], whose: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (error instanceof SentenceError) throw at(path, `${whose}${error.what}`, error.fix, error.at)
    if (error instanceof FormulaTooLarge)
      throw at(path, `${whose}The formula is too large: ${error.message}`, 'Make several rules of it.')
    if (error instanceof RequestError) throw at(path, `${whose}${error.message}`)
    throw error
  }
}

/** null where something is wrong with it. */
function ruleOf(
  document: RulesDocument,
  draft: DraftFile,
  words: Vocabulary,
  one: DraftRule,
  i: number,
  told: Told,
): Rule | null {
  const whose = `Rule ${one.id ?? i + 1}: `
  const first = one.id === undefined ? i : draft.rules.findIndex(({ id }) => id === one.id)
  if (first !== i)
    told(() => {
      throw document.at(
        ['rules', i, 'id'],
        `${whose}rule ${first + 1} has the same id.`,
        'Give each rule an id of its own.',
      )
    })
  const formulasBefore = draft.rules.slice(0, i).filter(({ formula }) => formula !== undefined).length
  const statement = told(() => statementOf(document, words, one, i, whose, formulasBefore < MOST_FORMULAS))
  const tests = testsOf(document, draft, one, i, whose, told)
  const { id, name, severity, owner, source } = one
  if (
    statement === null ||
    id === undefined ||
    name === undefined ||
    severity === undefined ||
    owner === undefined ||
    source === undefined
  )
    return null
  const text = (one.rule ?? one.formula ?? '').trim()
  return { id, name, severity, owner, source, text, statement, measure: measureOf(one.measure, words), tests }
}

function statementOf(
  document: RulesDocument,
  words: Vocabulary,
  one: DraftRule,
  i: number,
  whose: string,
  makes: boolean,
): Statement {
  const key = one.rule === undefined ? 'formula' : 'rule'
  const said = one[key]
  if (said === undefined || (one.rule !== undefined && one.formula !== undefined))
    throw document.at(
      ['rules', i],
      `${whose}it must have either "rule" or "formula".`,
      'Say the rule in one sentence under "rule".',
    )
  return understood(document, ['rules', i, key], whose, (): Statement => {
    if (key === 'rule') return parseSentence(said, words)
    const formula = parseFormula(said, words)
    if (makes) automatonOf(formula)
    return { guard: null, claim: { claim: 'formula', formula } }
  })
}

const measureOf = (measure: string | undefined, words: Vocabulary) =>
  measure === undefined ? null : (words.attributes.get(measure) ?? measure)

function testsOf(
  document: RulesDocument,
  draft: DraftFile,
  { tests = [] }: DraftRule,
  i: number,
  whose: string,
  told: Told,
): RuleTest[] {
  const read = tests.map((one, t) =>
    told((): RuleTest => {
      const given = (['pass', 'fail', 'pending'] as const).filter(expect => one[expect] !== undefined)
      const path = ['rules', i, 'tests', t]
      if (given.length !== 1)
        throw document.at(
          path,
          `${whose}a test has one of "pass", "fail" and "pending".`,
          'Write the traces behind one of them.',
        )
      const [expect] = given as ['pass' | 'fail' | 'pending']
      if (expect === 'pending' && draft.ends === undefined)
        throw document.at(
          path,
          `${whose}no case is still running, because the file does not say what ends one.`,
          'Name the last activities under "ends".',
        )
      return { expect, traces: one[expect]!, at: one.at ?? null, line: document.lineOf([...path, expect]) }
    }),
  )
  return read.filter(one => one !== null)
}

function allowOf(document: RulesDocument, { allow, rules }: DraftFile): AllowEntry[] {
  const known = new Set(rules.map(({ id }) => id))
  const entries = allowedOf(document, allow, ['allow'])
  const stray = entries.findIndex(({ rule }) => !known.has(rule))
  if (stray >= 0)
    throw document.at(
      ['allow', stray, 'rule'],
      `There is no rule "${entries[stray]!.rule}" in this file.`,
      'Name the id of a rule, or remove the entry.',
    )
  return entries
}
