import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { RequestError } from '../base/errors.ts'
import { nodePlatform } from '../base/platform.node.ts'
import { type Ask, defaultView, type Engine, type Question, questions, type View } from '../log/engine.ts'
import type { Clause, Filter } from '../log/filter.ts'
import { eventLog, NOTATION_EPOCH } from '../log/notation.ts'
import { PersonGate } from '../privacy/person-gate.ts'
import { engineFor, type Principal } from './gated.ts'
import { createMemoryEngine } from './memory/memory-engine.ts'
import { naiveEngine } from './naive.fixture.ts'
import { type AskQuestion, askBy, askOf, randomParams } from './questions.fixture.ts'
import { randomScenario } from './random-log.fixture.ts'

/**
 * Sixteen people, each at a machine of their own: team A of six, B of six, C and D of two. Forty-eight cases of three
 * steps, one a day; case `c<n>` belongs to one of twelve customers.
 */
const teams = 'AAAAAABBBBBBCCDD'
const office = eventLog(
  Array.from({ length: 48 }, (_, c) => {
    const step = (activity: string, person: number, hour: number) =>
      `${activity}@${c}d${hour}h/p${person}{machine=m${person} mail=m${person}x org:group=${teams[person]} grade=${person}}`.replace(
        'org:group',
        '"org:group"',
      )
    return `c${c}[customer=k${c % 12}]: ${step('register', c % 16, 1)} ${step('check', (c * 5 + 3) % 16, 2)} ${step('pay', (c * 7 + 1) % 16, 3)}`
  }).join(' | '),
  { personal: { 'org:resource': 'pseudonym', grade: 'direct', mail: 'direct', customer: 'pseudonym' } },
)
const day = (d: number): number => NOTATION_EPOCH + d * 86_400_000
const everyone = Array.from({ length: 16 }, (_, i) => `p${i}`)

const member: Principal = { kind: 'member', mayLift: false }
const raw = naiveEngine([{ id: 'log', log: office }])
let gated: Engine
beforeEach(() => {
  gated = engineFor(member, raw, new PersonGate())
})

const ask = (filter: Filter = [], view: Partial<View> = {}): Ask => ({
  log: 'log',
  view: { ...defaultView, ...view },
  filter,
})
const byPerson = (values: readonly string[], change: object = {}): Clause => ({
  kind: 'event-attribute',
  key: 'org:resource',
  mode: 'keep',
  values,
  ...change,
})
const atMachine = (machines: readonly string[], change: object = {}): Clause => ({
  kind: 'event-attribute',
  key: 'machine',
  mode: 'keep',
  values: machines,
  ...change,
})
const refusal = { name: 'RequestError', code: 'refused' }
const teamTable = (filter: Filter) => gated.resources({ ...ask(filter), key: 'org:group' })

/** Every question of a log, with parameters that say nothing about people. */
const everyQuestion: [Question, object][] = questions
  .filter(question => question !== 'logs' && question !== 'describe')
  .map(question => [
    question,
    {
      cases: { limit: 5 },
      traces: { limit: 5 },
      caseDetail: { id: 'c3' },
      values: { scope: 'event', key: 'machine' },
      histogram: { measured: { of: 'throughput' } },
      timeSeries: { of: 'events' },
      throughput: { from: 'register', to: 'pay' },
      segments: { from: 'register', to: 'check' },
      load: { from: 'register', to: 'check' },
      measures: { scope: 'event', key: 'time:timestamp', per: 'all' },
    }[question as string] ?? {},
  ])

describe('answers that are not about people', () => {
  test('pass as they are', async () => {
    for (const [question, params] of everyQuestion) {
      if (['resources', 'handovers', 'caseDetail'].includes(question)) continue
      const asked = { ...ask([{ kind: 'activity', activities: ['pay'], mode: 'mandatory' }]), ...params }
      expect(await askBy(gated, question, asked), question).toEqual(await askBy(raw, question, asked))
    }
    expect(await gated.logs()).toEqual(await raw.logs())
    expect(await gated.describe({ log: 'log' })).toEqual(await raw.describe({ log: 'log' }))
  })

  test('whatever is asked of whatever log, an answer is refused, or true, or a true answer with rows held back', () =>
    fc.assert(
      fc.asyncProperty(
        randomScenario.chain(scenario =>
          fc
            .constantFrom(...(everyQuestion.map(([question]) => question) as AskQuestion[]))
            .chain(question => randomParams(question, scenario).map(params => ({ scenario, question, params }))),
        ),
        async ({ scenario, question, params }) => {
          const engine = naiveEngine([{ id: 'log', log: scenario.log }])
          const behind = engineFor(member, engine, new PersonGate({ minimum: 2 }))
          const asked = { ...askOf(scenario), ...params }
          const outcome = (of: Engine) =>
            askBy(of, question, asked).catch(error => {
              if (error instanceof RequestError) return { refused: error.code }
              throw error
            })
          const [actual, truth] = [await outcome(behind), await outcome(engine)]
          if ('refused' in actual && actual.refused === 'refused') return
          if ('withheld' in actual || 'suppressed' in actual) {
            expect(JSON.stringify(actual)).not.toMatch(/anna|bert|cem|dora/)
            return
          }
          if (question === 'handovers')
            Object.assign(truth, { resources: (actual as { resources: string[] }).resources })
          if (question === 'summary')
            Object.assign(truth, { resources: (actual as { resources: number | null }).resources })
          expect(actual).toEqual(truth)
        },
      ),
      { numRuns: 300, seed: 1 },
    ))
})

describe('tables of people', () => {
  test('have no row about one person, and say how many are held back', async () => {
    expect(await gated.resources(ask())).toEqual({
      resource: [],
      frequency: [],
      caseFrequency: [],
      activities: [],
      suppressed: 16,
    })
    const handovers = await gated.handovers(ask())
    expect(handovers.resources).toEqual([])
    expect(handovers.suppressed).toBeGreaterThan(10)
    expect(await gated.values({ ...ask(), scope: 'event', key: 'org:resource' })).toEqual({
      value: [],
      frequency: [],
      caseFrequency: [],
      missing: 0,
      distinct: 16,
      omitted: 16,
      suppressed: 16,
    })
    expect(await gated.values({ ...ask(), scope: 'case', key: 'customer' })).toMatchObject({
      value: [],
      suppressed: 12,
    })
  })

  test('of groups show the large ones as they are, and hold back the small with one more, so that no total gives them away', async () => {
    const table = await teamTable([])
    const truth = await raw.resources({ ...ask(), key: 'org:group' })
    expect(table.suppressed).toBe(3)
    expect(table.resource).toHaveLength(1)
    const row = truth.resource.indexOf(table.resource[0]!)
    expect(table.frequency).toEqual([truth.frequency[row]])
    expect(table.caseFrequency).toEqual([truth.caseFrequency[row]])
    const values = await gated.values({ ...ask(), scope: 'event', key: 'org:group' })
    expect(values).toMatchObject({
      value: table.resource,
      frequency: table.frequency,
      distinct: 4,
      omitted: 3,
      suppressed: 3,
    })
  })

  test('of groups hold back what one person did under another attribute, where the resource names nobody', async () => {
    const log = eventLog(
      Array.from(
        { length: 24 },
        (_, c) =>
          `c${c}: register@${c}d/p${c % 8}{desk=front} sign@${c}d1h{desk=legal approver=boss} close@${c}d2h{desk=back} audit@${c}d3h{desk=audit approver=a${c % 6}}`,
      ).join(' | '),
      { personal: { approver: 'pseudonym' } },
    )
    const engine = engineFor(member, naiveEngine([{ id: 'log', log }]), new PersonGate())
    // audit, the smallest that could be shown, is held back too: else all minus what is shown would be the boss.
    const expected = { resource: ['back', 'front'], suppressed: 2 }
    expect(await engine.resources({ ...ask(), key: 'desk' })).toMatchObject(expected)
  })

  test('of small groups that are enough people together leave the large ones alone', async () => {
    gated = engineFor(member, raw, new PersonGate({ minimum: 4 }))
    expect(await teamTable([])).toMatchObject({ resource: expect.arrayContaining(['A', 'B']), suppressed: 2 })
  })

  test('of handovers between groups need enough people on both sides', async () => {
    gated = engineFor(member, raw, new PersonGate({ minimum: 3 }))
    const table = await gated.handovers({ ...ask(), key: 'org:group' })
    const truth = await raw.handovers({ ...ask(), key: 'org:group' })
    const cells = (of: typeof table) =>
      of.from.map((from, i) => `${of.resources[from]}→${of.resources[of.to[i]!]} ${of.frequency[i]}`)
    expect(cells(truth)).toEqual(expect.arrayContaining(cells(table)))
    expect(cells(table).length).toBeGreaterThan(0)
    expect(cells(table).join()).not.toMatch(/[CD]/)
    expect(table.suppressed).toBe(truth.from.length - table.from.length)
  })

  test('cannot be searched for a person', async () => {
    await expect(gated.values({ ...ask(), scope: 'event', key: 'org:resource', search: 'p3' })).rejects.toMatchObject(
      refusal,
    )
  })

  test('of few people are not shown at all, and neither is how few they are', async () => {
    const small = naiveEngine([
      { id: 'log', log: eventLog('c1: a/x b/y | c2: a/z', { personal: { 'org:resource': 'direct' } }) },
    ])
    const engine = engineFor(member, small, new PersonGate())
    await expect(engine.resources(ask())).rejects.toMatchObject(refusal)
    await expect(engine.values({ ...ask(), scope: 'event', key: 'org:resource' })).rejects.toMatchObject(refusal)
    expect((await engine.summary(ask())).resources).toBeNull()
    const { attributes } = await engine.describe({ log: 'log' })
    expect(attributes.find(({ key }) => key === 'org:resource')).toMatchObject({ distinct: null, present: 3 })
    expect(await engine.activities(ask())).toEqual(await small.activities(ask()))
  })
})

describe('attacks by a filter that names people', () => {
  const few: [string, Clause][] = [
    ['one person', byPerson(['p3'])],
    ['four people', byPerson(['p0', 'p1', 'p2', 'p3'])],
    ['all but one', byPerson(everyone.slice(1))],
    ['the complement of one', byPerson(['p3'], { not: true })],
    ['the complement of all but one', byPerson(everyone.slice(1), { not: true })],
    ['cases without one person', byPerson(['p3'], { mode: 'forbidden' })],
    ['a person with four who do not exist', byPerson(['p3', 'x1', 'x2', 'x3', 'x4'])],
    ['a range of a personal number', { kind: 'event-attribute', key: 'grade', mode: 'mandatory', from: 3, to: 4 }],
    ['one customer', { kind: 'case-attribute', key: 'customer', values: ['k3'] }],
    ['all but one customer', { kind: 'case-attribute', key: 'customer', values: ['k3'], not: true }],
  ]
  test.each(few)('%s is refused by every question', async (_, clause) => {
    for (const [question, params] of everyQuestion)
      await expect(askBy(gated, question, { ...ask([clause]), ...params }), question).rejects.toMatchObject(refusal)
  })

  test('a refusal says why, and what to do', async () => {
    await expect(gated.size(ask([byPerson(['p3'])]))).rejects.toThrow(
      'The filter by "org:resource" names fewer than 5 people. Choose at least 5 people, or filter by something that is not about people.',
    )
  })

  test('naming somebody who does not exist is refused in the same words', async () => {
    const words = (name: string) => gated.size(ask([byPerson([name])])).catch((error: Error) => error.message)
    expect(await words('nobody')).toBe(await words('p3'))
  })

  test('a clause that is switched off does nothing', async () => {
    expect(await gated.size(ask([byPerson(['p3'], { off: true })]))).toEqual(await raw.size(ask()))
  })

  test('a large group is answered, the same with one more is not', async () => {
    const group = everyone.slice(0, 8)
    const filter = [byPerson(group)]
    expect(await gated.activities(ask(filter))).toEqual(await raw.activities(ask(filter)))
    await expect(gated.activities(ask([byPerson(everyone.slice(0, 9))]))).rejects.toMatchObject(refusal)
    await expect(gated.activities(ask([byPerson(everyone.slice(1, 8))]))).rejects.toMatchObject(refusal)
  })

  test('two large groups that share one person are not both answered, one after the other or at once', async () => {
    const [one, other] = [byPerson(everyone.slice(0, 6)), byPerson(everyone.slice(5, 12))]
    await expect(gated.size(ask([one, other]))).rejects.toMatchObject(refusal)
    await expect(gated.size(ask([byPerson(everyone.slice(0, 6)), { ...other, not: true }]))).rejects.toMatchObject(
      refusal,
    )
    expect(await gated.size(ask([one]))).toEqual(await raw.size(ask([one])))
    await expect(gated.size(ask([other]))).rejects.toMatchObject(refusal)
  })

  test('the same people by another name are the same people', async () => {
    const byMail = (people: readonly string[], change: object = {}): Clause =>
      byPerson(
        people.map(name => name.replace('p', 'm').concat('x')),
        { key: 'mail', ...change },
      )
    const first = byPerson(everyone.slice(0, 8), { mode: 'mandatory' })
    await expect(gated.size(ask([first]))).resolves.toBeDefined()
    await expect(gated.size(ask([byMail(everyone.slice(0, 9), { mode: 'mandatory' })]))).rejects.toMatchObject(refusal)
    await expect(gated.size(ask([byMail(everyone.slice(7, 16))]))).rejects.toMatchObject(refusal)
    await expect(gated.size(ask([byMail(everyone.slice(0, 8))]))).resolves.toBeDefined()
  })

  test('people who compare notes learn no more than one', async () => {
    const gate = new PersonGate()
    const [anna, bert] = [engineFor(member, raw, gate), engineFor({ ...member }, raw, gate)]
    await anna.size(ask([byPerson(everyone.slice(0, 8))]))
    await expect(bert.size(ask([byPerson(everyone.slice(0, 9))]))).rejects.toMatchObject(refusal)
  })

  test('single cases of a group are not listed', async () => {
    const filter = [byPerson(everyone.slice(0, 8))]
    for (const [question, params] of everyQuestion.filter(([name]) =>
      ['cases', 'caseDetail', 'traces', 'segments'].includes(name),
    ))
      await expect(askBy(gated, question, { ...ask(filter), ...params }), question).rejects.toMatchObject(refusal)
    await expect(
      gated.measures({ ...ask(filter), scope: 'event', key: 'time:timestamp', per: 'case' }),
    ).rejects.toMatchObject(refusal)
  })

  test('a team is as good as the names of its people', async () => {
    const ofTeam = (team: string, change: object = {}): Filter => [
      { kind: 'event-attribute', key: 'org:group', mode: 'keep', values: [team], ...change },
    ]
    expect(await gated.activities(ask(ofTeam('A')))).toEqual(await raw.activities(ask(ofTeam('A'))))
    expect((await gated.cases({ ...ask(ofTeam('A')), limit: 3 })).id).toHaveLength(3)
    for (const filter of [
      ofTeam('C'),
      ofTeam('C', { not: true }),
      ofTeam('C', { mode: 'forbidden' }),
      ofTeam('D', { mode: 'mandatory' }),
    ])
      await expect(gated.activities(ask(filter))).rejects.toMatchObject(refusal)
    await expect(gated.activities(ask([byPerson(everyone.slice(1, 8))]))).rejects.toMatchObject(refusal)
  })

  test('a group cut down to one case is refused', async () => {
    const filter: Filter = [byPerson(everyone.slice(0, 8)), { kind: 'cases', ids: ['c0'] }]
    await expect(gated.size(ask(filter))).rejects.toMatchObject(refusal)
  })

  test('four eyes and conflict of interest are counted over many people, never over few', async () => {
    const conflict: Clause = { kind: 'conflict', first: ['register'], second: ['check', 'pay'], key: 'org:resource' }
    const eyes: Clause = {
      kind: 'follows',
      from: ['register'],
      to: ['check'],
      relation: 'eventually',
      different: 'org:resource',
    }
    expect(await gated.size(ask([conflict]))).toEqual(await raw.size(ask([conflict])))
    await expect(gated.size(ask([conflict, { kind: 'cases', ids: ['c1'] }]))).rejects.toMatchObject(refusal)
    await expect(gated.cases({ ...ask([conflict]), limit: 5 })).rejects.toMatchObject(refusal)
    await expect(gated.size(ask([{ kind: 'cases', ids: ['c1', 'c2'], not: true }, eyes]))).resolves.toBeDefined()
    await expect(gated.size(ask([{ kind: 'cases', ids: ['c1', 'c2', 'c3'], not: true }, eyes]))).rejects.toMatchObject(
      refusal,
    )
  })
})

describe('attacks by what only one person has', () => {
  test('a machine that one person uses does not lead to them', async () => {
    await expect(teamTable([atMachine(['m3'])])).rejects.toMatchObject(refusal)
    await expect(
      gated.values({ ...ask([atMachine(['m3'])]), scope: 'event', key: 'org:resource' }),
    ).rejects.toMatchObject(refusal)
    expect((await gated.summary(ask([atMachine(['m3'])]))).resources).toBeNull()
  })

  test('leaving the machine out, and taking that from the whole, is refused', async () => {
    await teamTable([])
    await expect(teamTable([atMachine(['m3'], { not: true })])).rejects.toMatchObject(refusal)
    await expect(teamTable([atMachine(['m3', 'm4'], { not: true })])).rejects.toMatchObject(refusal)
  })

  test('it is refused too where the whole was never asked for, or the person keeps one event', async () => {
    await expect(teamTable([atMachine(['m3'], { not: true })])).rejects.toMatchObject(refusal)
    const most: Filter = [{ kind: 'cases', ids: ['c3', 'c19'], not: true }]
    await expect(teamTable(most)).rejects.toMatchObject(refusal)
  })

  test('lists of case ids: one case, all but one', async () => {
    await expect(teamTable([{ kind: 'cases', ids: ['c7'] }])).rejects.toMatchObject(refusal)
    await expect(teamTable([{ kind: 'cases', ids: ['c7'], not: true }])).rejects.toMatchObject(refusal)
  })

  test('slices of time that differ by a day', async () => {
    const until = (d: number): Filter => [{ kind: 'time', mode: 'trim', to: day(d) }]
    await expect(teamTable(until(24))).resolves.toBeDefined()
    await expect(teamTable(until(25))).rejects.toMatchObject(refusal)
    await expect(teamTable(until(40))).resolves.toBeDefined()
    await expect(teamTable([{ kind: 'time', mode: 'trim', from: day(40), to: day(41) }])).rejects.toMatchObject(refusal)
  })

  test('handovers under two filters, subtracted', async () => {
    const handovers = (filter: Filter) => gated.handovers({ ...ask(filter), key: 'org:group' })
    await expect(handovers([])).resolves.toBeDefined()
    await expect(handovers([atMachine(['m3'], { not: true })])).rejects.toMatchObject(refusal)
    await expect(handovers([{ kind: 'cases', ids: ['c7'], not: true }])).rejects.toMatchObject(refusal)
  })

  test('of any two team tables that are given, the people differ by none or at least k', () => {
    const filters = fc.array(
      fc.oneof(
        fc.subarray(everyone).map((people): Clause => atMachine(people.map(name => name.replace('p', 'm')))),
        fc
          .tuple(fc.nat(48), fc.nat(48))
          .map(([from, to]): Clause => ({ kind: 'time', mode: 'trim', from: day(from), to: day(to) })),
        fc.integer({ min: 0, max: 47 }).map((c): Clause => ({ kind: 'cases', ids: [`c${c}`], not: true })),
      ),
      { maxLength: 8, size: 'max' },
    )
    return fc.assert(
      fc.asyncProperty(filters, async clauses => {
        const engine = engineFor(member, raw, new PersonGate({ minimum: 4 }))
        const given: Map<unknown, number>[] = []
        for (const clause of clauses) {
          const answered = await engine.resources({ ...ask([clause]), key: 'org:group' }).then(
            () => true,
            () => false,
          )
          const { value, frequency } = await raw.values({ ...ask([clause]), scope: 'event', key: 'org:resource' })
          if (answered && value.length > 0) given.push(new Map(value.map((name, i) => [name, frequency[i]!])))
        }
        for (const one of given)
          for (const other of given) {
            const differing = everyone.filter(name => one.get(name) !== other.get(name)).length
            expect(differing === 0 || differing >= 4).toBe(true)
          }
      }),
      { numRuns: 40, seed: 1 },
    )
  })
})

describe('attacks by the view and by columns', () => {
  test('a classifier that tells people apart is refused by every question', async () => {
    for (const classifier of [['org:resource'], ['concept:name', 'org:resource'], ['grade']])
      for (const [question, params] of everyQuestion)
        await expect(askBy(gated, question, { ...ask([], { classifier }), ...params }), question).rejects.toMatchObject(
          refusal,
        )
  })

  test('a map of groups is drawn only where every group is large enough', async () => {
    await expect(gated.arcs(ask([], { classifier: ['org:group'] }))).rejects.toMatchObject(refusal)
    const two = engineFor(member, raw, new PersonGate({ minimum: 2 }))
    expect(await two.arcs(ask([], { classifier: ['org:group'] }))).toEqual(
      await raw.arcs(ask([], { classifier: ['org:group'] })),
    )
  })

  test('a class of a group and an activity that few of the group do is refused, though the group is large', async () => {
    const log = eventLog(
      Array.from({ length: 24 }, (_, c) => {
        const step = (activity: string, person: number) =>
          `${activity}@${c}d/p${person}{"org:group"=${person < 6 ? 'A' : 'B'}}`
        return `c${c}: ${step('register', c % 12)} ${step('sign', c % 2 === 0 ? 0 : 6 + (((c - 1) / 2) % 6))}`
      }).join(' | '),
    )
    const engine = () => engineFor(member, naiveEngine([{ id: 'log', log }]), new PersonGate())
    const by = (...classifier: string[]) => ask([], { classifier })
    expect((await engine().activities(by('org:group'))).activity).toEqual(['A', 'B'])
    await expect(engine().activities(by('concept:name', 'org:group'))).rejects.toMatchObject(refusal)
    const register: Clause = { kind: 'activity', activities: ['register+A', 'register+B'], mode: 'keep' }
    expect(await engine().activities({ ...by('concept:name', 'org:group'), filter: [register] })).toMatchObject({
      activity: ['register+A', 'register+B'],
      frequency: [12, 12],
    })
  })

  test('another case notion does not carry people past the gate', async () => {
    const memory = createMemoryEngine({ platform: nodePlatform, logs: new Map([['log', { log: office }]]) })
    const engine = engineFor(member, memory, new PersonGate())
    const notion = { caseNotion: 'machine' }
    // Under it, the customers of a machine are several, and thereby an attribute of events.
    const moved = { ...ask([], notion), scope: 'event' as const, key: 'customer' }
    expect((await memory.values(moved)).value).toHaveLength(12)
    for (const people of [
      engine.values(moved),
      engine.values({ ...moved, key: 'org:group' }),
      engine.traces({ ...ask([], notion), limit: 5, attributes: ['customer'] }),
      engine.resources(ask([], notion)),
      engine.handovers({ ...ask([], notion), key: 'org:group' }),
      engine.size(ask([byPerson(everyone.slice(0, 8))], notion)),
      engine.size(ask([], { caseNotion: 'customer' })),
      engine.size(ask([], { caseNotion: 'org:resource' })),
      engine.arcs(ask([], { ...notion, classifier: ['customer'] })),
    ])
      await expect(people).rejects.toMatchObject(refusal)
    const detail = await engine.caseDetail({ ...ask([], notion), id: 'm3' })
    expect(JSON.stringify(detail)).not.toMatch(/"p3"|"k\d+"/)
    expect(await engine.activities(ask([], notion))).toEqual(await memory.activities(ask([], notion)))
  })

  test('columns about people are refused, whatever else is asked for', async () => {
    await expect(gated.cases({ ...ask(), limit: 5, attributes: ['customer'] })).rejects.toMatchObject(refusal)
    await expect(gated.traces({ ...ask(), limit: 5, attributes: ['machine', 'org:resource'] })).rejects.toMatchObject(
      refusal,
    )
    await expect(
      gated.histogram({ ...ask(), measured: { of: 'attribute', scope: 'event', key: 'grade' } }),
    ).rejects.toMatchObject(refusal)
    await expect(gated.measures({ ...ask(), scope: 'event', key: 'grade', per: 'all' })).rejects.toMatchObject(refusal)
  })

  test('small groups, held back in a table, are not told event by event, nor as cases of their own', async () => {
    await expect(gated.traces({ ...ask(), limit: 5, attributes: ['org:group'] })).rejects.toThrow(
      'Some values of "org:group" are groups of fewer than 5 people, so single events would point at them.',
    )
    await expect(gated.size(ask([], { caseNotion: 'org:group' }))).rejects.toThrow(
      'every case would be about one group, however small',
    )
    const two = engineFor(member, raw, new PersonGate({ minimum: 2 }))
    const params = { ...ask(), limit: 5, attributes: ['org:group'] }
    expect(await two.traces(params)).toEqual(await raw.traces(params))
    expect((await two.caseDetail({ ...ask(), id: 'c3' })).eventAttributes['org:group']).toHaveLength(3)
  })

  test('going through the details of every case finds nobody', async () => {
    let cursor: string | undefined
    let seen = 0
    do {
      const page = await gated.cases({ ...ask(), limit: 10, ...(cursor === undefined ? {} : { cursor }) })
      for (const id of page.id) {
        const detail = await gated.caseDetail({ ...ask(), id })
        expect(detail.withheld).toEqual(['customer', 'grade', 'mail', 'org:group', 'org:resource'])
        expect(Object.keys(detail.eventAttributes)).toEqual(['machine'])
        expect(detail.caseAttributes).toEqual({})
        expect(detail.activity).toEqual(['register', 'check', 'pay'])
        seen++
      }
      cursor = page.next
    } while (cursor !== undefined)
    expect(seen).toBe(48)
  })

  test('a resource that nobody marked as personal is one all the same', async () => {
    const unmarked = naiveEngine([{ id: 'log', log: eventLog('c1: a/x b/y c/z d/u e/v f/w') }])
    const engine = engineFor(member, unmarked, new PersonGate())
    expect(await engine.resources(ask())).toMatchObject({ resource: [], suppressed: 6 })
    expect((await engine.caseDetail({ ...ask(), id: 'c1' })).withheld).toEqual(['org:resource'])
  })
})

test('values that reading stumbled over are not shown: they may be names', async () => {
  const place = { row: 3, column: 'user', value: 'Ann Miller' }
  const problem = { kind: 'mixed-types', count: 1, places: [place], message: 'Mixed.', severity: 'warning' as const }
  const stumbling = { ...raw, describe: async () => ({ ...(await raw.describe({ log: 'log' })), problems: [problem] }) }
  const { problems } = await engineFor(member, stumbling, new PersonGate()).describe({ log: 'log' })
  expect(problems).toEqual([{ ...problem, places: [{ row: 3, column: 'user' }] }])
})

describe('who may lift the gate', () => {
  test('the owner of a file who says so, and nobody else', async () => {
    const owner: Principal = { kind: 'owner-of-file', mayLift: true, lifted: true }
    const table = (principal: Principal) => engineFor(principal, raw, new PersonGate()).resources(ask())
    expect((await table(owner)).resource).toHaveLength(16)
    for (const principal of [
      { ...owner, lifted: false },
      { kind: 'owner-of-file', mayLift: true },
      { ...owner, mayLift: false },
      { ...owner, kind: 'member' },
    ] satisfies Principal[])
      expect((await table(principal)).resource).toEqual([])
  })
})
