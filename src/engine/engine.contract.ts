import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RequestError } from '../base/errors.ts'
import { Cancelled, cancellable } from '../base/platform.ts'
import { type Ask, defaultView, type Engine, type Question, questions } from '../log/engine.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Clause, Filter } from '../log/filter.ts'
import { eventLog } from '../log/notation.ts'
import { examples } from './examples.fixture.ts'
import { type NamedLog, naiveEngine } from './naive.fixture.ts'
import { type AskQuestion, askBy, askOf, type Params, randomParams } from './questions.fixture.ts'
import { onlyEventClauses, randomScenario, type Scenario } from './random-log.fixture.ts'
import { difference } from './same.fixture.ts'

export interface ContractOptions {
  /** Questions that this engine does not answer, each with the reason why. */
  readonly skip?: readonly { readonly question: Question; readonly reason: string }[]
  /** Random logs a question (60). */
  readonly runs?: number
  /** Random logs come from this seed (1), so that every run asks the same; a failure prints the path to repeat. */
  readonly seed?: number
}

const askQuestions = questions.filter(question => question !== 'logs' && question !== 'describe') as AskQuestion[]

/**
 * What every engine must do: hand-made examples with their answers, and random logs, filters and views on which it must
 * agree with the naive evaluator (integers exactly, floats to 1e-9 relative). Call it in a test file of the engine.
 */
export function engineContract(
  name: string,
  open: (logs: readonly NamedLog[]) => Promise<Engine>,
  { skip = [], runs = 60, seed = 1 }: ContractOptions = {},
): void {
  const skipped = new Set(skip.map(({ question }) => question))
  for (const { question, reason } of skip)
    test.skip(`${name} does not answer ${question}: ${reason}`, () => expect.unreachable())
  const asked = askQuestions.filter(question => !skipped.has(question))
  const random = { numRuns: runs, seed }

  describe(`${name}: examples`, () => {
    for (const { title, question, log, params, expected } of examples.filter(one => !skipped.has(one.question)))
      test(`${question}: ${title}`, async () => {
        const engine = await open([{ id: 'log', log: typeof log === 'string' ? eventLog(log) : log }])
        const answer = await askBy(engine, question, { log: 'log', view: defaultView, filter: [], ...params })
        expect(answer).toMatchObject(expected)
        isPlainJson(answer)
      })
  })

  describe(`${name}: random logs`, () => {
    for (const question of asked)
      test(`${question} agrees with the naive evaluator`, () =>
        fc.assert(
          fc.asyncProperty(withParams([question]), async ({ scenario, params }) => {
            const logs = [{ id: 'log', log: scenario.log }]
            const ask = { ...askOf(scenario), ...params[question] }
            await agrees(await open(logs), naiveEngine(logs), question, ask)
          }),
          random,
        ))

    test('describe agrees with the naive evaluator', () =>
      fc.assert(
        fc.asyncProperty(randomScenario, async ({ log }) => {
          const logs = [{ id: 'log', log }]
          await agrees(await open(logs), naiveEngine(logs), 'describe', { log: 'log' })
        }),
        random,
      ))

    test('answers do not depend on what was asked before, nor on other logs, views or filters', () =>
      fc.assert(
        fc.asyncProperty(
          withParams(asked),
          withParams(asked),
          fc.shuffledSubarray(asked, { minLength: asked.length }),
          fc.shuffledSubarray(asked, { minLength: asked.length }),
          async (one, other, firstOrder, secondOrder) => {
            const logs = [
              { id: 'one', log: one.scenario.log },
              { id: 'other', log: other.scenario.log },
            ]
            const engine = await open(logs)
            const naive = naiveEngine(logs)
            for (const question of [...firstOrder, ...secondOrder])
              for (const [id, { scenario, params }] of [
                ['one', one],
                ['other', other],
              ] as const) {
                const plain = { ...askOf(scenario, id), ...params[question] }
                await agrees(engine, naive, question, plain)
                if (question === 'size')
                  await agrees(engine, naive, question, { ...plain, view: defaultView, filter: [] })
              }
          },
        ),
        { ...random, numRuns: Math.ceil(runs / 6) },
      ))

    test('questions asked at once are answered as if asked alone', () =>
      fc.assert(
        fc.asyncProperty(withParams(asked), withParams(asked), async (one, other) => {
          const logs = [
            { id: 'one', log: one.scenario.log },
            { id: 'other', log: other.scenario.log },
          ]
          const [engine, naive] = [await open(logs), naiveEngine(logs)]
          await Promise.all(
            asked.flatMap(question => [
              agrees(engine, naive, question, { ...askOf(one.scenario, 'one'), ...one.params[question] }),
              agrees(engine, naive, question, { ...askOf(other.scenario, 'other'), ...other.params[question] }),
            ]),
          )
        }),
        { ...random, numRuns: Math.ceil(runs / 6) },
      ))
  })

  describe(`${name}: large logs`, () => {
    test('thousands of classes are counted like a few', async () => {
      const logs = [{ id: 'log', log: manyClasses(2100) }]
      const [engine, naive] = [await open(logs), naiveEngine(logs)]
      const ask = askOf({ view: defaultView, filter: [{ kind: 'cases', ids: ['c0'], not: true }] })
      for (const question of ['arcs', 'eventuallyFollows', 'variants'] as const)
        if (!skipped.has(question)) await agrees(engine, naive, question, ask)
    })

    test('sums stay exact beyond 2^53', async () => {
      const cases = Array.from({ length: 7 }, (_, c) => `c${c}: a@0/x b@${8e15 + 2 * c + 1}ms/x`)
      const logs = [{ id: 'log', log: eventLog(cases.join(' | ')) }]
      const [engine, naive] = [await open(logs), naiveEngine(logs)]
      const ask = askOf({ view: defaultView, filter: [] })
      for (const question of ['summary', 'arcs', 'handovers', 'variants'] as const)
        if (!skipped.has(question)) await agrees(engine, naive, question, ask)
      // 7 · 8e15 + 1 + 3 + … + 13, rounded once
      if (!skipped.has('summary'))
        expect((await engine.summary(ask)).throughput.total).toBe(Number(56_000_000_000_000_049n))
    })
  })

  describe(`${name}: rules`, () => {
    const ask = (filter: Filter = []): Ask => ({ log: 'log', view: defaultView, filter })
    const example = () =>
      open([{ id: 'log', log: eventLog('c1[n=1]: a@0/x b@1h/y{m=1} | c2: a@1h/x | c3: | c4: b@2h') }])

    test('logs lists what was opened, and a log that was not is not found', async () => {
      const engine = await open([
        { id: 'l1', log: eventLog('c: a', { name: 'One' }) },
        { id: 'l2', log: eventLog('', { name: 'Two' }) },
      ])
      expect(await engine.logs()).toEqual([
        { id: 'l1', name: 'One' },
        { id: 'l2', name: 'Two' },
      ])
      await expect(engine.size({ ...ask(), log: 'l3' })).rejects.toMatchObject({
        name: 'RequestError',
        code: 'not-found',
      })
      await expect(engine.describe({ log: 'l3' })).rejects.toMatchObject({ name: 'RequestError', code: 'not-found' })
    })

    test('pages of cases and traces hold every row once, in order', () =>
      fc.assert(
        fc.asyncProperty(
          withParams(['cases', 'traces']),
          fc.integer({ min: 1, max: 4 }),
          async ({ scenario, params }, limit) => {
            const engine = await open([{ id: 'log', log: scenario.log }])
            for (const question of ['cases', 'traces'] as const) {
              if (skipped.has(question)) continue
              const base = { ...askOf(scenario), ...params[question] }
              const whole = (await askBy(engine, question, { ...base, limit: 1000 })) as { id: string[]; next?: string }
              expect(whole.next).toBeUndefined()
              const ids: string[] = []
              let cursor: string | undefined
              do {
                const page = (await askBy(engine, question, {
                  ...base,
                  limit,
                  ...(cursor === undefined ? {} : { cursor }),
                })) as { id: string[]; total: number; next?: string }
                expect(page.total).toBe(whole.id.length)
                expect(page.id.length).toBe(Math.min(limit, whole.id.length - ids.length))
                ids.push(...page.id)
                cursor = page.next
              } while (cursor !== undefined)
              expect(ids).toEqual(whole.id)
            }
          },
        ),
        random,
      ))

    test.runIf(!skipped.has('size'))(
      'cases that stay, leave and are emptied add up; a clause and its complement part them',
      () =>
        fc.assert(
          fc.asyncProperty(randomScenario, async scenario => {
            const engine = await open([{ id: 'log', log: scenario.log }])
            const size = (filter: Filter) => engine.size({ ...askOf(scenario), filter })
            const whole = await size([])
            expect(whole).toMatchObject({ cases: whole.totalCases, emptied: 0, totalEvents: scenario.log.eventCount })
            if (scenario.view.caseNotion === null) expect(whole.events).toBe(whole.totalEvents)
            const under = await size(scenario.filter)
            expect(under.cases + under.emptied).toBeLessThanOrEqual(whole.cases)
            if (onlyEventClauses(scenario.filter)) expect(under.cases + under.emptied).toBe(whole.cases)
            for (const clause of scenario.filter) await complement(clause, size)
          }),
          random,
        ),
    )

    test('a question that is cancelled is rejected as cancelled', async () => {
      const engine = await example()
      const { cancel, stop } = cancellable()
      stop()
      for (const question of questions.filter(one => !skipped.has(one)))
        await expect(askBy(engine, question, sample(question, ask()), cancel), question).rejects.toThrow(Cancelled)
      expect(await engine.size(ask())).toMatchObject({ cases: 4 })
    })

    const bad: [Question, string, object][] = [
      ['values', 'an unknown event attribute', { scope: 'event', key: 'nope' }],
      ['values', 'an unknown case attribute', { scope: 'case', key: 'm' }],
      ['histogram', 'an unknown attribute', { measured: { of: 'attribute', scope: 'event', key: 'nope' } }],
      ['histogram', 'a text attribute', { measured: { of: 'attribute', scope: 'event', key: 'org:resource' } }],
      ['histogram', 'no bins', { measured: { of: 'events' }, bins: 0 }],
      ['measures', 'an unknown attribute', { scope: 'case', key: 'nope', per: 'all' }],
      ['measures', 'a text attribute', { scope: 'event', key: 'org:resource', per: 'all' }],
      ['resources', 'an unknown attribute', { key: 'nope' }],
      ['handovers', 'an unknown attribute', { key: 'nope' }],
      ['cases', 'an unknown attribute', { limit: 5, attributes: ['nope'] }],
      ['cases', 'a limit of 0', { limit: 0 }],
      ['cases', 'a broken cursor', { limit: 5, cursor: 'x' }],
      ['traces', 'an unknown attribute', { limit: 5, attributes: ['nope'] }],
      ['traces', 'a broken cursor', { limit: 5, cursor: 'x' }],
      ['variants', 'a limit of 0', { limit: 0 }],
      ['caseDetail', 'an unknown case', { id: 'nobody' }],
      ['size', 'an unknown case notion', { view: { ...defaultView, caseNotion: 'nope' } }],
      ['size', 'an unknown classifier', { view: { ...defaultView, classifier: ['nope'] } }],
      [
        'summary',
        'an unknown time zone',
        {
          view: {
            ...defaultView,
            calendar: { timeZone: 'Mars/Olympus', week: [[], [], [], [], [], [], []], holidays: [] },
          },
        },
      ],
      [
        'size',
        'an unknown attribute of a clause',
        { filter: [{ kind: 'event-attribute', key: 'nope', mode: 'keep' }] },
      ],
      ['size', 'an unknown case attribute of a clause', { filter: [{ kind: 'case-attribute', key: 'nope' }] }],
      ['size', 'an unknown kind of clause', { filter: [{ kind: 'nope' }] }],
      [
        'size',
        'an unknown attribute of follows',
        { filter: [{ kind: 'follows', from: ['a'], to: ['b'], relation: 'directly', same: 'nope' }] },
      ],
      [
        'size',
        'an unknown attribute of conflict',
        { filter: [{ kind: 'conflict', first: ['a'], second: ['b'], key: 'nope' }] },
      ],
    ]
    for (const [question, what, params] of bad.filter(([one]) => !skipped.has(one)))
      test(`${question} refuses ${what}`, async () => {
        const engine = await example()
        await expect(askBy(engine, question, { ...ask(), ...params })).rejects.toThrow(RequestError)
      })

    test.runIf(!skipped.has('resources'))('resources of a log that has none must be asked with a key', async () => {
      const engine = await open([{ id: 'log', log: eventLog('c1: a@0 b@1h') }])
      await expect(engine.resources(ask())).rejects.toThrow(RequestError)
      await expect(engine.handovers(ask())).rejects.toThrow(RequestError)
    })

    test('an empty log answers every question', async () => {
      const logs = [{ id: 'log', log: eventLog('') }]
      const engine = await open(logs)
      for (const question of [
        'summary',
        'activities',
        'arcs',
        'variants',
        'eventuallyFollows',
        'rework',
        'quality',
      ] as const)
        if (!skipped.has(question)) await agrees(engine, naiveEngine(logs), question, ask())
      if (!skipped.has('timeSeries'))
        expect(await engine.timeSeries({ ...ask(), of: 'events' })).toEqual({ at: [], value: [], unit: 'day' })
    })
  })
}

/** Both answer alike, or both refuse alike; and the answer is plain JSON. */
async function agrees(engine: Engine, naive: Engine, question: Question, ask: object): Promise<void> {
  const outcome = (of: Engine) =>
    askBy(of, question, ask).then(
      answer => ({ answer }),
      error => {
        if (!(error instanceof RequestError)) throw error
        return { refused: error.code }
      },
    )
  const expected = await outcome(naive)
  const actual = await outcome(engine)
  if ('answer' in actual) isPlainJson(actual.answer)
  const found = difference(comparable(question, actual), comparable(question, expected), question)
  if (found) expect.fail(`${found}\nasked: ${JSON.stringify(ask)}`)
}

/** Problems are those of the reading, of which the evaluator knows nothing. */
const comparable = (question: Question, outcome: object): object =>
  question === 'describe' && 'answer' in outcome ? { answer: { ...(outcome.answer as object), problems: [] } } : outcome

function isPlainJson(answer: unknown): void {
  const again: unknown = JSON.parse(JSON.stringify(answer))
  expect(again).toStrictEqual(answer)
}

interface WithParams {
  readonly scenario: Scenario
  readonly params: { readonly [question: string]: Params }
}

function withParams(asked: readonly AskQuestion[]): fc.Arbitrary<WithParams> {
  return randomScenario.chain(scenario =>
    fc
      .record(Object.fromEntries(asked.map(question => [question, randomParams(question, scenario)])))
      .map(params => ({ scenario, params })),
  )
}

async function complement(
  clause: Clause,
  size: (filter: Filter) => Promise<{ cases: number; events: number; totalEvents: number }>,
) {
  const { not: _, off: __, ...plain } = clause
  const [whole, kept, others, off] = await Promise.all([
    size([]),
    size([plain as Clause]),
    size([{ ...plain, not: true } as Clause]),
    size([{ ...plain, off: true } as Clause]),
  ])
  expect(kept.events + others.events).toBe(whole.events)
  expect(off).toEqual(whole)
}

/** A question that a log with activities a and b, and resources, can answer. */
function sample(question: Question, ask: Ask): object {
  const params: { [question: string]: object } = {
    describe: { log: ask.log },
    cases: { limit: 10 },
    traces: { limit: 10 },
    caseDetail: { id: 'c1' },
    values: { scope: 'event', key: 'concept:name' },
    histogram: { measured: { of: 'events' } },
    timeSeries: { of: 'events' },
    throughput: { from: 'a', to: 'b' },
    segments: { from: 'a', to: 'b' },
    load: { from: 'a', to: 'b' },
    measures: { scope: 'event', key: 'm', per: 'all' },
  }
  return { ...ask, ...params[question] }
}

/** Cases of thirty events, one of them with its neighbours in the next, over so many classes. */
function manyClasses(classes: number): EventLog {
  const cases = Math.ceil(classes / 29)
  return eventLog(
    Array.from({ length: cases }, (_, c) => {
      const events = Array.from({ length: 30 }, (_, i) => `a${(c * 29 + i) % classes}@${i * (c + 1)}m`)
      return `c${c}: ${events.join(' ')}`
    }).join(' | '),
  )
}
