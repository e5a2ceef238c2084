import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../test/shared.ts'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { random } from '../../base/random.ts'
import { createMemoryEngine } from '../../engine/memory/memory-engine.ts'
import { openLog } from '../../formats/open.ts'
import { proposeMapping } from '../../formats/propose-mapping.ts'
import { type Value, valueAt } from '../../log/column.ts'
import { defaultView, type Traces } from '../../log/engine.ts'
import type { EventLog } from '../../log/event-log.ts'
import { eventLog } from '../../log/notation.ts'
import { variantLog } from '../../log/variant-log.ts'
import { type PetriNet, PetriNetBuilder } from '../../model/petri-net.ts'
import { alphaMiner } from '../alpha-miner/alpha-miner.ts'
import { logOf } from '../oracle.fixture.ts'
import { gatewaysToPetriNet } from '../split-miner/gateways-to-petri-net.ts'
import { splitMiner } from '../split-miner/split-miner.ts'
import type { AttributeTable } from './attribute-table.ts'
import { bestCondition, roundBetween } from './best-condition.ts'
import { decisionPoints } from './decision-points.ts'
import { decisionRules, printRules } from './decision-rules.ts'

const tracesOf = (log: EventLog, attributes: readonly string[]): Promise<Traces> =>
  createMemoryEngine({ platform: nodePlatform, logs: new Map([['log', { log }]]) }).traces({
    log: 'log',
    view: defaultView,
    filter: [],
    limit: 1_000_000,
    attributes,
  })
const netOf = (notation: string): PetriNet => {
  const net = alphaMiner(variantLog(notation))
  return net.ok ? net.value : expect.fail(net.because)
}
const table = (columns: Record<string, readonly Value[]>, choice: readonly number[]): AttributeTable => ({
  columns: new Map(Object.entries(columns)),
  choice,
  choices: Math.max(...choice) + 1,
})

/** a, then b, c or note; after note b or c. */
function noteNet(): PetriNet {
  const builder = new PetriNetBuilder()
  const [source, p, q, sink] = ['source', 'p', 'q', 'sink'].map(id => builder.place(id)) as [
    number,
    number,
    number,
    number,
  ]
  const steps = [
    ['a', source, p],
    ['b', p, sink],
    ['c', p, sink],
    ['note', p, q],
    ['b', q, sink],
    ['c', q, sink],
  ] as const
  for (const [label, from, to] of steps) {
    const transition = builder.transition(label)
    builder.takes(transition, from)
    builder.puts(transition, to)
  }
  return builder.build([[source, 1]], [[[sink, 1]]])
}

describe('decision points', () => {
  test('what was known when a branch was taken, and which', async () => {
    const log = eventLog('1: a{amount=5} b | 2: a{amount=90} note{amount=70} c | 3: a c{amount=1} | 4: b')
    const traces = await tracesOf(log, ['amount'])
    const { points, replayedCases, cases } = decisionPoints(noteNet(), traces, { region: ['N', 'S', 'N', 'W'] })
    expect([replayedCases, cases]).toEqual([3, 4])
    const rows = points.map(({ branches, table: { columns, choice }, caseOf }) =>
      choice.map((branch, row) => [
        caseOf[row],
        columns.get('amount')![row],
        columns.get('region')![row],
        branches[branch]!.name,
      ]),
    )
    expect(rows).toEqual([
      [
        [0, 5, 'N', 'b'],
        [1, 90, 'S', 'note'],
        [2, null, 'N', 'c'],
      ],
      [[1, 70, 'S', 'c']],
    ])
    expect(points[0]!.branches.map(({ decisions }) => decisions)).toEqual([1, 1, 1])
  })
  test('a silent branch is named by what can come next', async () => {
    const net = gatewaysToPetriNet(splitMiner(variantLog('a b c *5 | a c *5'), { eta: 0 }))
    const { points } = decisionPoints(net, await tracesOf(eventLog('1: a b c | 2: a c'), []))
    expect(points.map(({ branches }) => branches.map(({ name }) => name))).toEqual([['b', 'c']])
  })
})

describe('the best condition', () => {
  const rowsOf = (choice: readonly number[]) => choice.map((_, row) => row)
  test('cuts numbers where a person would', () => {
    const choice = [0, 0, 1, 1]
    expect(bestCondition(table({ x: [98.3, 99.2, 101.7, 180] }, choice), rowsOf(choice), 1)).toEqual({
      condition: { kind: 'at-most', attribute: 'x', value: 100 },
      gain: 0.5,
    })
    expect(roundBetween(0.123, 0.1291)).toBe(0.126)
    expect(roundBetween(5, 6)).toBe(5.5)
    expect(roundBetween(-3, 4)).toBe(0.5)
  })
  test('compares texts with one value, and missing with known', () => {
    const choice = [0, 1, 1, 0]
    expect(bestCondition(table({ kind: ['x', 'y', 'z', 'x'] }, choice), rowsOf(choice), 1)?.condition).toEqual({
      kind: 'equals',
      attribute: 'kind',
      value: 'x',
    })
    expect(bestCondition(table({ n: [null, 3, 3, null] }, choice), rowsOf(choice), 1)?.condition).toEqual({
      kind: 'equals',
      attribute: 'n',
      value: null,
    })
  })
  test('of values that part equally well the first by text is taken, and the first attribute by name', () => {
    const choice = [0, 1]
    const found = bestCondition(table({ k: ['y', 'x'], j: ['u', 'v'] }, choice), rowsOf(choice), 1)
    expect(found?.condition).toEqual({ kind: 'equals', attribute: 'j', value: 'u' })
    expect(bestCondition(table({ k: ['y', 'x'] }, choice), rowsOf(choice), 1)?.condition.value).toBe('x')
  })
  test('nothing parts what is the same', () => {
    expect(bestCondition(table({ n: [1, 1] }, [0, 1]), [0, 1], 1)).toBeNull()
    expect(bestCondition(table({ n: [1, 2] }, [0, 1]), [0, 1], 2)).toBeNull()
  })
  test('a cut always leaves its rows on the sides that it was chosen for', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(number, number, (a, b) => {
        fc.pre(a !== b)
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        const cut = roundBetween(low, high)
        expect([low <= cut, cut < high]).toEqual([true, true])
      }),
      { numRuns: 500, seed: 3 },
    )
  })
})

describe('decision rules', () => {
  /** Cases a → b where the rule holds, else a → c; one in ten does not keep to it. */
  const drawn = (isB: (amount: number, kind: string) => boolean, noise: number) => {
    const draw = random(7)
    return Array.from({ length: 400 }, (_, c) => {
      const amount = Math.floor(draw() * 1000)
      const kind = ['new', 'old', 'odd'][Math.floor(draw() * 3)]!
      const other = Math.floor(draw() * 1000)
      const next = isB(amount, kind) === draw() >= noise ? 'b' : 'c'
      return `${c}: a{amount=${amount} kind=${kind} other=${other}} ${next}`
    }).join(' | ')
  }
  const rulesOf = async (notation: string) => {
    const traces = await tracesOf(eventLog(notation), ['amount', 'kind', 'other'])
    const [point] = decisionPoints(netOf('a b | a c'), traces).points
    return decisionRules(point!)
  }
  test('a bound and a kind', async () => {
    const found = await rulesOf(drawn((amount, kind) => amount > 500 && kind !== 'odd', 0))
    expect(found.accuracy).toBeGreaterThan(0.98)
    expect(found.isExplained).toBe(true)
    expect(
      new Set(found.rules.map(({ branch, tests }) => `${found.point.branches[branch]!.name}: ${tests.length}`)),
    ).toEqual(new Set(['b: 2', 'c: 1', 'c: 2']))
    const bounds = found.rules.flatMap(({ tests }) => tests.map(({ condition }) => condition))
    for (const { attribute, value } of bounds)
      expect(
        attribute === 'kind' ? value === 'odd' : attribute === 'amount' && Math.abs(Number(value) - 500) < 10,
      ).toBe(true)
  })
  test('rules are told in words', async () => {
    const cases = Array.from(
      { length: 100 },
      (_, c) => `${c}: a{amount=${c} kind=x other=1} ${c < 30 ? 'b' : 'c'}`,
    ).join(' | ')
    expect(printRules(await rulesOf(cases))).toBe('amount ≤ 29.5 → b (30 of 30)\namount > 29.5 → c (70 of 70)')
  })
  test('with noise the rule is still found, and its accuracy says how often it holds', async () => {
    const found = await rulesOf(drawn(amount => amount > 500, 0.1))
    expect(found.accuracy).toBeGreaterThan(0.85)
    expect(found.accuracy).toBeLessThan(0.95)
    expect(found.isExplained).toBe(true)
  })
  test('where nothing explains the branch, that is what is said', async () => {
    const found = await rulesOf(drawn(() => true, 0.4))
    expect(found.isExplained).toBe(false)
    expect(found.accuracy).toBeLessThan(found.baseline + 0.05)
  })
})

/** Logs of a process with three exclusive gateways after A, B and C; attributes g1…, g2…, g3… decide. */
async function branchLog(name: string): Promise<EventLog> {
  const bytes = gunzipSync(readFileSync(sharedPath('data', 'logs', 'api-simod', 'branch_rules', `${name}.csv.gz`)))
  const source = () => bytesSource(`${name}.csv`, bytes)
  const { mapping } = await proposeMapping(source(), { platform: nodePlatform })
  return (await openLog(source(), { platform: nodePlatform, mapping, pseudonymKey: new Uint8Array(32) })).log
}

describeShared('branches whose rules are known', 'data/logs/api-simod/branch_rules', () => {
  const rulesOf = async (name: string) => {
    const log = await branchLog(name)
    const traces = await tracesOf(
      log,
      [...log.eventAttributes.keys()].filter(key => /^g\d/.test(key)),
    )
    const ofCases = [...log.caseAttributes].map(
      ([key, column]) => [key, traces.id.map(id => valueAt(column, log.caseIds.codeOf(id)))] as const,
    )
    const variants = traces.id.map(
      (_, c) =>
        [traces.symbols.slice(traces.offsets[c]!, traces.offsets[c + 1]!).map(s => traces.activities[s]!), 1] as const,
    )
    const net = gatewaysToPetriNet(splitMiner(logOf(variants), { eta: 0 }))
    const { points, replayedCases, cases } = decisionPoints(net, traces, Object.fromEntries(ofCases))
    expect(replayedCases).toBe(cases)
    return points.map(point => decisionRules(point))
  }
  /** Between 20 and 21, 40 and 41, … of xor_5 the branch is drawn. */
  test.each([
    ['xor_1', 1],
    ['xor_3', 1],
    ['xor_5', 0.94],
    ['xor_6', 0.98],
    ['xor_7', 0.98],
  ])('%s', async (name, accuracy) => {
    const found = await rulesOf(name)
    expect(found.length).toBe(3)
    for (const rules of found) {
      const gateway = { A: 'g1', B: 'g2', C: 'g3' }[rules.point.branches[0]!.name[0]!]!
      expect(rules.isExplained).toBe(true)
      expect(rules.accuracy).toBeGreaterThanOrEqual(accuracy)
      const used = rules.rules.flatMap(({ tests }) => tests.map(({ condition }) => condition.attribute))
      expect(used.filter(attribute => !attribute.startsWith(gateway))).toEqual([])
      expect(new Set(rules.rules.map(({ branch }) => branch)).size).toBe(5)
    }
  })
  test('the bounds of xor_6 and xor_7 are those that the cases were made with', async () => {
    const bounds = (rules: Awaited<ReturnType<typeof rulesOf>>) =>
      new Set(
        rules.flatMap(({ rules: all }) =>
          all.flatMap(({ tests }) =>
            tests.flatMap(({ condition }) => (condition.kind === 'at-most' ? [Math.round(condition.value)] : [])),
          ),
        ),
      )
    expect([...bounds(await rulesOf('xor_6'))].sort()).toEqual([20, 40, 60, 80])
    expect([...bounds(await rulesOf('xor_7'))].sort()).toEqual([33, 50, 66])
  })
  test('where only one way was taken nothing is decided', async () => {
    expect(await rulesOf('xor_2')).toEqual([])
  })
})
