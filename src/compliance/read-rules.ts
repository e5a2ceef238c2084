import { z } from 'zod'
import { RequestError } from '../base/errors.ts'
import type { Calendar } from '../log/calendar.ts'
import { parseCalendar } from '../log/filter-check.ts'
import { automatonOf } from './ltlf/automaton.ts'
import { FormulaTooLarge } from './ltlf/normal-form.ts'
import { parseFormula } from './ltlf/parse-formula.ts'
import { reserved, type Vocabulary } from './parse-condition.ts'
import { parseSentence, parseWholePattern } from './parse-sentence.ts'
import { type ReadDocument, readDocument } from './read-document.ts'
import { authorityShape, tablesOf } from './read-tables.ts'
import { noTables, type Rule, type RuleFile, type RuleTest, type Statement, severities } from './rule.ts'
import { SentenceError } from './scanner.ts'
import { weekOf } from './working-hours.ts'

export const RULES_VERSION = 1

/** Each may take a tenth of a second to become an automaton. */
const MOST_FORMULAS = 100

const text = z.string().min(1).max(2000)
const word = z
  .string()
  .regex(
    /^[\p{L}_][\p{L}\p{N}_]*(?:[:.-][\p{L}\p{N}_]+)*$/u,
    'a word has letters, digits, _ - . : and begins with a letter',
  )
const test = z.strictObject({
  pass: text.optional(),
  fail: text.optional(),
  pending: text.optional(),
  at: text.optional(),
})
const rule = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'an id has small letters, digits and - alone'),
  name: text,
  severity: z.enum(severities),
  owner: text,
  source: text,
  rule: z.string().min(1).optional(),
  formula: z.string().min(1).optional(),
  measure: text.optional(),
  tests: z.array(test).max(1000).default([]),
})

/** The shape of a rule file; its JSON Schema stands in docs and FORMATS.md. */
export const ruleFileShape = z.strictObject({
  parfocal: z.literal('rules'),
  version: z.int(),
  name: text.default('Rules'),
  activities: z.record(word, z.union([text, z.array(text).min(1)])).default({}),
  attributes: z.record(word, text).default({}),
  calendars: z
    .record(
      word,
      z.strictObject({
        timeZone: text,
        hours: text.optional(),
        week: z.unknown().optional(),
        holidays: z.array(z.string()).default([]),
      }),
    )
    .default({}),
  ends: text.optional(),
  'test-tables': z.strictObject(authorityShape).optional(),
  rules: z.array(rule).min(1).max(1000),
})
type File = z.infer<typeof ruleFileShape>

/** A rule file, in YAML or JSON. Throws `FormatError` with file, line, column, the rule, and what to do. */
export function readRules(source: string, file: string): RuleFile {
  const document = readDocument(source, file, ruleFileShape)
  const { value } = document
  if (value.version !== RULES_VERSION)
    throw document.at(
      ['version'],
      `This is version ${value.version} of rule files.`,
      `This program reads version ${RULES_VERSION}.`,
    )
  const formulas = value.rules.flatMap((one, i) => (one.formula === undefined ? [] : [i]))
  if (formulas.length > MOST_FORMULAS)
    throw document.at(
      ['rules', formulas[MOST_FORMULAS]!],
      `There are more than ${MOST_FORMULAS} formulas.`,
      'Say some of them as sentences, or divide the file.',
    )
  const calendars = calendarsOf(document)
  const words = vocabularyOf(document, calendars)
  const understood = <T>(path: readonly PropertyKey[], whose: string, parse: () => T): T => {
    try {
      return parse()
    } catch (error) {
      if (error instanceof SentenceError) throw document.at(path, `${whose}${error.what}`, error.fix, error.at)
      if (error instanceof FormulaTooLarge)
        throw document.at(path, `${whose}The formula is too large: ${error.message}`, 'Make several rules of it.')
      if (error instanceof RequestError) throw document.at(path, `${whose}${error.message}`)
      throw error
    }
  }
  const rules = value.rules.map((one, i): Rule => {
    const whose = `Rule ${one.id}: `
    const first = value.rules.findIndex(({ id }) => id === one.id)
    if (first !== i)
      throw document.at(
        ['rules', i, 'id'],
        `${whose}rule ${first + 1} has the same id.`,
        'Give each rule an id of its own.',
      )
    const key = one.rule === undefined ? 'formula' : 'rule'
    const said = one[key]
    if (said === undefined || (one.rule !== undefined && one.formula !== undefined))
      throw document.at(
        ['rules', i],
        `${whose}it must have either "rule" or "formula".`,
        'Say the rule in one sentence under "rule".',
      )
    const statement = understood(['rules', i, key], whose, (): Statement => {
      if (key === 'rule') return parseSentence(said, words)
      const formula = parseFormula(said, words)
      automatonOf(formula)
      return { guard: null, claim: { claim: 'formula', formula } }
    })
    const { id, name, severity, owner, source } = one
    return {
      id,
      name,
      severity,
      owner,
      source,
      text: said.trim(),
      statement,
      measure: measureOf(one.measure, words),
      tests: testsOf(document, i, whose),
    }
  })
  return {
    name: value.name,
    rules,
    calendars,
    ends: value.ends === undefined ? null : understood(['ends'], '', () => parseWholePattern(value.ends!, words)),
    testTables:
      value['test-tables'] === undefined ? noTables : tablesOf(document, value['test-tables'], ['test-tables']),
  }
}

const measureOf = (measure: string | undefined, words: Vocabulary) =>
  measure === undefined ? null : (words.attributes.get(measure) ?? measure)

function testsOf(document: ReadDocument<File>, i: number, whose: string): RuleTest[] {
  return document.value.rules[i]!.tests.map((one, t) => {
    const given = (['pass', 'fail', 'pending'] as const).filter(expect => one[expect] !== undefined)
    const path = ['rules', i, 'tests', t]
    if (given.length !== 1)
      throw document.at(
        path,
        `${whose}a test has one of "pass", "fail" and "pending".`,
        'Write the traces behind one of them.',
      )
    const [expect] = given as ['pass' | 'fail' | 'pending']
    if (expect === 'pending' && document.value.ends === undefined)
      throw document.at(
        path,
        `${whose}no case is still running, because the file does not say what ends one.`,
        'Name the last activities under "ends".',
      )
    return { expect, traces: one[expect]!, at: one.at ?? null, line: document.lineOf([...path, expect]) }
  })
}

function vocabularyOf({ value, at }: ReadDocument<File>, calendars: ReadonlyMap<string, Calendar>): Vocabulary {
  for (const section of ['activities', 'attributes', 'calendars'] as const)
    for (const name of Object.keys(value[section]))
      if (reserved.has(name))
        throw at([section, name], `"${name}" is a word of the sentences themselves.`, 'Choose another word.')
  return {
    activities: new Map(
      Object.entries(value.activities).map(([name, is]) => [name, typeof is === 'string' ? [is] : is]),
    ),
    attributes: new Map(Object.entries(value.attributes)),
    calendars: new Set(calendars.keys()),
  }
}

function calendarsOf({ value, at }: ReadDocument<File>): Map<string, Calendar> {
  return new Map(
    Object.entries(value.calendars).map(([name, { timeZone, hours, week, holidays }]) => {
      const path = ['calendars', name]
      if ((hours === undefined) === (week === undefined))
        throw at(
          path,
          `Calendar ${name} must have either "hours" or "week".`,
          'Write for example hours: Mon-Fri 09:00-17:00.',
        )
      const days = hours === undefined ? week : weekOf(hours)
      if (typeof days === 'string') throw at([...path, 'hours'], `${days}.`, 'Write for example Mon-Fri 09:00-17:00.')
      try {
        return [name, parseCalendar({ timeZone, week: days, holidays }, `Calendar ${name}`)] as const
      } catch (error) {
        if (error instanceof RequestError) throw at(path, error.message, 'Mend the calendar.')
        throw error
      }
    }),
  )
}
