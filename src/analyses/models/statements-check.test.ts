import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodePlatform } from '../../base/platform.node.ts'
import { never } from '../../base/platform.ts'
import { DAY, HOUR } from '../../base/time.ts'
import { createMemoryEngine } from '../../engine/index.ts'
import { writeStatements } from '../../formats/models/statements-json.ts'
import { type Ask, defaultView } from '../../log/engine.ts'
import type { EventLog } from '../../log/event-log.ts'
import { EventLogBuilder } from '../../log/event-log-builder.ts'
import { Problems } from '../../log/problems.ts'
import { holdsNaively, isActivatedNaively } from '../../model/declare.fixture.ts'
import { type DeclareTemplate, declareConstraint, declareTemplates, printDeclare } from '../../model/declare.ts'
import { mineHeld, readHeld } from './held-statements.ts'
import { breakingCases, type CheckedStatement, checkStatements, type StatementsCheck } from './statements-check.ts'

const engineOf = (log: EventLog) =>
  createMemoryEngine({ platform: nodePlatform, logs: new Map([['log', { log, problems: [] }]]) })
const ask: Ask = { log: 'log', view: defaultView, filter: [] }

/** Traces of one letter an activity; an event every `hours`, of the case by its number. */
function logOf(traces: readonly string[], hours: (c: number) => number = () => 1): EventLog {
  const builder = new EventLogBuilder()
  traces.forEach((trace, c) => {
    const code = builder.cases.addText(`c${c}`)
    Array.from(trace).forEach((activity, e) => {
      const row = builder.nextEvent(code)
      builder.activity.setText(row, activity)
      builder.setComplete(row, c * DAY + e * hours(c) * HOUR)
    })
  })
  return builder.finish(new Problems(), { name: 'log' })
}
const answerOf = <T>(result: { ok: true; value: T } | { ok: false; because: string }): T => {
  if (!result.ok) throw new Error(result.because)
  return result.value
}
const check = async (log: EventLog, text: string, far = 6) =>
  answerOf(await checkStatements(engineOf(log), ask, text, far, never))
const shown = ({ kind, first, second, activated, violated }: CheckedStatement) =>
  `${kind}(${[first, ...(second === null ? [] : [second])].join(', ')}) ${violated} of ${activated}`

/** The cases that the filter of a statement keeps. */
async function casesOf(log: EventLog, found: StatementsCheck, statement: CheckedStatement) {
  const filter = breakingCases(found, statement)
  return (await engineOf(log).cases({ ...ask, filter, limit: 100 }, never)).id.toSorted()
}

describe('constraints', () => {
  const log = logOf(['ab', 'ab', 'ac', 'b'])
  const text = 'Response[a, b] | | |\nPrecedence[a, b] | | |\nAbsence2[c] | |\nInit[d] | |\nResponse[a, b] | | |'
  test('are told each with the cases that break it, most first', async () => {
    const found = await check(log, text)
    expect(found.statements.map(shown)).toEqual([
      'Init(d) 4 of 4',
      'Response(a, b) 1 of 3',
      'Precedence(a, b) 1 of 3',
      'Absence2(c) 0 of 4',
    ])
    expect(found.statements.map(({ support, confidence }) => [support, confidence])).toEqual([
      [1, 0],
      [0.75, 1 - 1 / 3],
      [0.75, 1 - 1 / 3],
      [1, 1],
    ])
    expect([found.cases, found.fittingCases, found.kept]).toEqual([4, 0, (2 * 0.75 + 2 * 0.5) / 4])
    expect(await casesOf(log, found, found.statements[1]!)).toEqual(['c2'])
    expect(await casesOf(log, found, found.statements[2]!)).toEqual(['c3'])
    expect(found.notes).toEqual(['No case has *d*, of which the model speaks.'])
  })
  test('of any log say what their definitions say', async () => {
    const templates = Object.keys(declareTemplates) as DeclareTemplate[]
    const constraints = templates.map(template =>
      declareConstraint(template, ...['a', 'b'].slice(0, declareTemplates[template])),
    )
    const model = printDeclare({ activities: [], constraints })
      .replaceAll('; ', '\n')
      .replace(/\((.*?)\)/g, '[$1]')
    const traces = fc.array(fc.stringMatching(/^[abc]{1,5}$/), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(traces, async list => {
        const log = logOf(list)
        const found = await check(log, model)
        for (const statement of found.statements) {
          const { kind, activated } = statement
          const template = kind as DeclareTemplate
          const broken = list.flatMap((trace, c) => (holdsNaively(template, [...trace], ['a', 'b']) ? [] : [`c${c}`]))
          const active = list.filter(trace => isActivatedNaively(template, [...trace], ['a', 'b'])).length
          expect([kind, activated, await casesOf(log, found, statement)]).toEqual([kind, active, broken])
        }
      }),
      { numRuns: 5 },
    )
  })
})

describe('what is mined is held against the cases it was mined from', () => {
  test('constraints', async () => {
    const log = logOf(['abc', 'abc', 'abc', 'acb'])
    const mined = answerOf(
      await mineHeld(engineOf(log), ask, { miner: 'declare', support: 0.5, confidence: 0.7 }, never),
    )
    const found = await check(log, mined.text)
    expect([mined.statements, readHeld(mined.text, 'again')]).toEqual([
      found.statements.length,
      { ok: true, value: mined },
    ])
    expect(found.statements.map(shown)).toContain('End(c) 1 of 4')
    expect(found.statements.every(({ confidence }) => confidence! >= 0.7)).toBe(true)
  })
  test('a skeleton, with what it keeps and an activity that it does not know', async () => {
    const held = answerOf(await mineHeld(engineOf(logOf(['ab'])), ask, { miner: 'log-skeleton', noise: 0 }, never))
    const found = await check(logOf(['ab', 'ba', 'abx']), held.text)
    expect(found.statements.map(shown)).toEqual([
      'alwaysAfter(a, b) 1 of 3',
      'alwaysBefore(b, a) 1 of 3',
      'directlyFollows(a, b) 1 of 3',
      'frequency(x) 1 of 3',
      'equivalence(a, b) 0 of 3',
      'equivalence(b, a) 0 of 3',
      'frequency(a) 0 of 3',
      'frequency(b) 0 of 3',
    ])
    expect(found.fittingCases).toBe(1)
  })
  test('a temporal profile, by single cases', async () => {
    const log = logOf(Array(12).fill('ab'), c => (c === 7 ? 100 : 1))
    const held = answerOf(await mineHeld(engineOf(log), ask, { miner: 'temporal-profile' }, never))
    const found = await check(log, held.text, 3)
    expect(found.statements.map(shown)).toEqual(['time(a, b) 1 of 12'])
    expect(found.statements[0]!.usual!.mean).toBe((111 / 12) * HOUR)
    expect(await casesOf(log, found, found.statements[0]!)).toEqual(['c7'])
    expect((await check(log, held.text, 6)).fittingCases).toBe(12)
  })
})

test('flows, footprints and no cases are refused; what is broken is told', async () => {
  const footprints = { activities: ['a'], follows: [], starts: ['a'], ends: ['a'], minTraceLength: 1 }
  const text = JSON.stringify({ format: 'parfocal-statements', version: 1, kind: 'footprints', ...footprints })
  expect(readHeld(text, 'f')).toMatchObject({ ok: false, because: expect.stringContaining('single cases') })
  const tree = JSON.stringify({ format: 'parfocal-model', version: 1, kind: 'tree', tree: 'a' })
  expect(readHeld(tree, 'tree')).toBeNull()
  expect(await checkStatements(engineOf(logOf(['a'])), ask, tree, 6, never)).toMatchObject({ ok: false })
  expect(() => readHeld('Response[a] | | |', 'x.decl')).toThrow(/x\.decl.*line 1/)
  const none = { ...ask, filter: [{ kind: 'cases' as const, ids: [] }] }
  const skeleton = writeStatements({ kind: 'temporal-profile', profile: { relations: [] } })
  for (const held of ['Init[a] | |', skeleton])
    expect(await checkStatements(engineOf(logOf(['a'])), none, held, 6, never)).toMatchObject({ ok: false })
})
