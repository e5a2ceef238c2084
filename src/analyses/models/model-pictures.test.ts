import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodePlatform } from '../../base/platform.node.ts'
import { never } from '../../base/platform.ts'
import { HOUR } from '../../base/time.ts'
import { align, type LogAlignment } from '../../conformance/index.ts'
import { createMemoryEngine } from '../../engine/memory/memory-engine.ts'
import { officeHours } from '../../log/calendar.ts'
import { noPace } from '../../log/count/pace.ts'
import { type Ask, type Durations, defaultView, type Traces } from '../../log/engine.ts'
import { eventLog } from '../../log/notation.ts'
import { type VariantLog, variantLogOf } from '../../log/variant-log.ts'
import { bpmnOfTree } from '../../model/bpmn/of-tree.ts'
import { type PetriNet, PetriNetBuilder, parseNet, parseTree, treeToNet } from '../../model/index.ts'
import { type DrawnNet, drawnBpmn, drawnNet } from './flow-net.ts'
import { modelDeviations } from './model-deviations.ts'
import { modelFrequency } from './model-frequency.ts'
import { TimesOnModel } from './model-times.ts'
import { alignedWalks, type KnownWalk, redrawnWalks } from './walks.ts'

const answerOf = <T>(result: { ok: true; value: T } | { ok: false; because: string }): T => {
  if (!result.ok) throw new Error(result.because)
  return result.value
}
const ask: Ask = { log: 'log', view: defaultView, filter: [] }
async function opened(notation: string) {
  const engine = createMemoryEngine({
    platform: nodePlatform,
    logs: new Map([['log', { log: eventLog(notation) }]]),
  })
  const log = variantLogOf((await engine.variants(ask, never)).variants)
  return { engine, log, traces: await engine.traces({ ...ask, limit: 1000 } as Ask & { limit: number }, never) }
}
async function walked(log: VariantLog, net: PetriNet) {
  const alignment = answerOf(await align(log, net))
  return { alignment, walks: alignedWalks(alignment) }
}
async function timesOf(log: VariantLog, drawn: DrawnNet, walks: readonly (KnownWalk | null)[], traces: Traces) {
  const times = new TimesOnModel(log, drawn, walks)
  await times.add(traces, noPace)
  return times.times()
}
/** Parts of a picture by the names of activities. */
const named = <T>(parts: Readonly<Record<string, T>>, { net, nodes }: DrawnNet): Record<string, T> =>
  Object.fromEntries(
    net.transitions.flatMap(({ label }, t) => {
      const part = parts[nodes[t]!]
      return label !== null && part !== undefined ? [[label, part]] : []
    }),
  )
const median = (durations: Durations | null | undefined) => durations?.median ?? null

const TREE = '→(a, ∧(b, c), d)'
/** c takes longest; d waits for it, b's token lies before the join for two hours. */
const PARALLEL = 'c1: a@0..1h b@2h..3h c@1h..5h d@6h..7h'

describe('times on a model', () => {
  test('an activity waits for the latest token that it takes', async () => {
    const { log, traces } = await opened(PARALLEL)
    const drawn = drawnNet(treeToNet(parseTree(TREE)))
    const { walks } = await walked(log, drawn.net)
    const { parts, counted, cases } = await timesOf(log, drawn, walks, traces)
    expect([counted, cases]).toEqual([1, 1])
    const at = named(parts, drawn)
    const told = Object.entries(at).map(([name, { waiting, service, sojourn }]) => [
      name,
      ...[waiting, service, sojourn].map(one => (one === null ? null : one.total / HOUR)),
    ])
    // nothing is waited for before the first event
    expect(told.sort()).toEqual([
      ['a', null, 1, null],
      ['b', 1, 1, 2],
      ['c', 0, 4, 4],
      ['d', 1, 1, 2],
    ])
  })
  test('a flow of BPMN holds its token until its join has all of them', async () => {
    const { log, traces } = await opened(PARALLEL)
    const bpmn = bpmnOfTree(parseTree(TREE))
    const drawn = answerOf(drawnBpmn(bpmn))
    const net = treeToNet(parseTree(TREE))
    const { walks } = await walked(log, net)
    const own = await redrawnWalks(net, walks, drawn, { now: () => 0, timeMs: 1000, pace: noPace })
    const { parts } = await timesOf(log, drawn, own, traces)
    const { nodes, flows } = bpmn.processes[0]!
    const name = (id: string) => nodes.find(node => node.id === id)!.name || id
    const held = flows.flatMap(({ id, from, to }) => {
      const sojourn = parts[id]?.sojourn
      return sojourn ? [`${name(from)} → ${name(to)}: ${sojourn.total / HOUR}`] : []
    })
    expect(held.sort()).toEqual([
      'and_join_1 → d: 1',
      'and_split_1 → b: 1',
      'and_split_1 → c: 0',
      'b → and_join_1: 2',
      'c → and_join_1: 0',
    ])
  })
  test('what is skipped takes no time, what is inserted is waited for, and a calendar counts working time', async () => {
    // Monday 08:00 UTC to Tuesday 10:00
    const { log, traces } = await opened('c1: a@8h x@9h c@1d10h | c2: a@8h b@10h c@11h')
    const net = treeToNet(parseTree('→(a, b, c)'))
    const drawn = drawnNet(net)
    const { walks } = await walked(log, net)
    const clock = named((await timesOf(log, drawn, walks, traces)).parts, drawn)
    expect([clock['b']!.waiting!.n, clock['c']!.waiting!.max, clock['c']!.service]).toEqual([1, 26 * HOUR, null])
    const times = new TimesOnModel(log, drawn, walks, officeHours('UTC'))
    await times.add(traces, noPace)
    expect(named(times.times().parts, drawn)['c']!.waiting!.max).toBe(9 * HOUR)
  })
  test('where a time is missing nothing is told of what depends on it', async () => {
    const { log, traces } = await opened('c1: a@0 b c@2h d@3h')
    const net = treeToNet(parseTree('→(a, b, c, d)'))
    const { walks } = await walked(log, net)
    const at = named((await timesOf(log, drawnNet(net), walks, traces)).parts, drawnNet(net))
    expect(Object.keys(at)).toEqual(['d'])
    expect(median(at['d']!.waiting)).toBe(HOUR)
  })
  test('cases of variants that have no walk, or that the log does not hold, are not told', async () => {
    const { log, traces } = await opened('c1: a@0 b@1h | c2: a@0 b@3h | c3: b@0')
    const net = treeToNet(parseTree('→(a, b)'))
    const { walks } = await walked(log, net)
    const one = await timesOf(log, drawnNet(net), [walks[0]!, null], traces)
    expect([one.counted, one.cases]).toEqual([2, 3])
    const few = variantLogOf([{ activities: ['a', 'b'], cases: 2 }])
    const two = await timesOf(few, drawnNet(net), [walks[0]!], traces)
    expect([two.counted, two.cases]).toEqual([2, 2])
  })
})

const letters = ['a', 'b', 'c', 'd'] as const
const randomCases = (withStarts: boolean) =>
  fc
    .array(
      fc.array(fc.record({ name: fc.constantFrom(...letters), at: fc.nat(200), took: fc.nat(30) }), {
        minLength: 1,
        maxLength: 6,
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map(cases =>
      cases
        .map((events, c) => {
          const told = events.map(({ name, at, took }) =>
            withStarts ? `${name}@${at}m..${at + took}m` : `${name}@${at}m`,
          )
          return `c${c}: ${told.join(' ')}`
        })
        .join(' | '),
    )

describe('on random logs', () => {
  test('in a net of one token, times are those of the arcs that the engine counts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean().chain(randomCases), async notation => {
        const { engine, log, traces } = await opened(notation)
        const arcs = await engine.arcs({ ...ask, quantiles: true }, never)
        const builder = new PetriNetBuilder()
        const [begin, end] = [builder.place('begin'), builder.place('end')]
        const after = arcs.activities.map(activity => builder.place(`after ${activity}`))
        arcs.from.forEach((from, i) => {
          const to = arcs.to[i]!
          const transition = builder.transition(to < 0 ? null : arcs.activities[to]!, `${from} ${to}`)
          builder.takes(transition, from < 0 ? begin : after[from]!)
          builder.puts(transition, to < 0 ? end : after[to]!)
        })
        const net = builder.build([[begin, 1]], [[[end, 1]]])
        const drawn = drawnNet(net)
        const { walks } = await walked(log, net)
        const { parts } = await timesOf(log, drawn, walks, traces)
        const { parts: frequency } = await modelFrequency(log, drawn, walks)
        arcs.from.forEach((from, i) => {
          const id = `${from} ${arcs.to[i]}`
          expect(frequency[id]).toEqual({ cases: arcs.caseFrequency[i], times: arcs.frequency[i] })
          if (from >= 0 && arcs.to[i]! >= 0) expect(parts[id]!.waiting).toEqual(arcs.time[i])
        })
        const { activity, service } = await engine.activities(ask, never)
        activity.forEach((name, i) => {
          const own = net.transitions.flatMap(({ label, id }) =>
            label === name ? [parts[id]?.service?.total ?? 0] : [],
          )
          expect(own.reduce((a, b) => a + b)).toBe(service[i]?.total ?? 0)
        })
      }),
      { numRuns: 60, seed: 41 },
    )
  })

  const NETS = ['→(a, ∧(b, c), d)', '↺(→(a, ×(b, τ)), ∧(c, d))', '∧(→(a, b), ↺(c, τ), ×(d, τ))'].map(tree =>
    treeToNet(parseTree(tree)),
  )
  const given = fc.record({ net: fc.constantFrom(...NETS), notation: fc.boolean().chain(randomCases) })

  test('times are those of a naive replay, token by token', async () => {
    await fc.assert(
      fc.asyncProperty(given, async ({ net, notation }) => {
        const { log, traces } = await opened(notation)
        const { alignment, walks } = await walked(log, net)
        const { parts } = await timesOf(log, drawnNet(net), walks, traces)
        const naive = naiveTimes(log, net, alignment, traces)
        for (const kind of ['waiting', 'service', 'sojourn'] as const)
          for (const { id } of net.transitions) {
            const values = naive.get(`${id} ${kind}`) ?? []
            const told = parts[id]?.[kind] ?? null
            expect([told?.n ?? 0, told?.total ?? 0]).toEqual([values.length, values.reduce((a, b) => a + b, 0)])
          }
      }),
      { numRuns: 100, seed: 42 },
    )
  })
  test('frequency and deviations are those counted from the moves', async () => {
    await fc.assert(
      fc.asyncProperty(given, async ({ net, notation }) => {
        const { log } = await opened(notation)
        const { alignment, walks } = await walked(log, net)
        const { parts, by } = await modelFrequency(log, drawnNet(net), walks)
        const deviations = modelDeviations(log, drawnNet(net), walks)
        expect([by.exact, deviations.cases]).toEqual([by.exact + by.bounded + by.replay, by.exact])
        const naive = naiveCounts(log, net, alignment)
        for (const id of [...net.transitions.map(one => one.id), 'start']) {
          const part = id === 'start' ? drawnNet(net).start : id
          const [fired, skipped, inserted] = ['fired', 'skipped', 'inserted'].map(
            what => naive.get(`${what} ${id}`) ?? { cases: 0, times: 0 },
          )
          if (id !== 'start') expect(parts[part]).toEqual(fired)
          const told = deviations.parts[part]
          expect([told?.skipped.times ?? 0, told?.inserted.times ?? 0]).toEqual([skipped!.times, inserted!.times])
          expect([told?.skipped.cases ?? 0, told?.inserted.cases ?? 0]).toEqual([skipped!.cases, inserted!.cases])
          const listed = told?.insertedActivities.reduce((sum, { times }) => sum + times, 0) ?? 0
          expect(listed).toBe(inserted!.times)
        }
      }),
      { numRuns: 100, seed: 43 },
    )
  })
  test('a BPMN tells the same of activities as the net', async () => {
    const trees = ['→(a, ∧(b, c), d)', '→(×(a, τ), ∧(b, →(c, d)))', '×(→(a, b), ∧(c, d))'].map(parseTree)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...trees), randomCases(true), async (tree, notation) => {
        const { log, traces } = await opened(notation)
        const net = treeToNet(tree)
        const picture = answerOf(drawnBpmn(bpmnOfTree(tree)))
        const { walks } = await walked(log, net)
        const own = await redrawnWalks(net, walks, picture, { now: () => 0, timeMs: 1000, pace: noPace })
        expect(own).not.toContain(null)
        const [left, right] = [drawnNet(net), picture]
        const told = async (drawn: DrawnNet, on: readonly (KnownWalk | null)[]) => {
          const { parts: frequency } = await modelFrequency(log, drawn, on)
          const { parts: deviations } = modelDeviations(log, drawn, on)
          const { parts: times } = await timesOf(log, drawn, on, traces)
          return [named(frequency, drawn), named(deviations, drawn), named(times, drawn)]
        }
        expect(await told(right, own)).toEqual(await told(left, walks))
      }),
      { numRuns: 60, seed: 44 },
    )
  })
})

test('a net without an end loses no case: replay counts them', async () => {
  const { log } = await opened('c1: a@0 b@1m | c2: a@0')
  const net = parseNet('s → a → p; p + never → b → e; [s] ⇒ [e]')
  const { parts, by } = await modelFrequency(log, drawnNet(net), [null, null])
  expect(by).toEqual({ exact: 0, bounded: 0, replay: 2 })
  expect(parts[drawnNet(net).start]).toEqual({ cases: 2, times: 2 })
})

/** The k-th token that is put to a place is the k-th one that is taken from it. */
function naiveTimes(log: VariantLog, net: PetriNet, { variants }: LogAlignment, traces: Traces): Map<string, number[]> {
  const found = new Map<string, number[]>()
  const tell = (key: string, value: number) => {
    if (Number.isFinite(value)) found.set(key, [...(found.get(key) ?? []), value])
  }
  const words = (v: number) =>
    Array.from(log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!), s => log.activities[s]!).join(' ')
  traces.id.forEach((_, c) => {
    const rows = Array.from({ length: traces.offsets[c + 1]! - traces.offsets[c]! }, (_, i) => traces.offsets[c]! + i)
    const trace = rows.map(row => traces.activities[traces.symbols[row]!]!).join(' ')
    const v = variants.findIndex((_, i) => words(i) === trace)
    const steps: { transition: number; row: number | null }[] = []
    let next = 0
    for (const move of variants[v]!.moves) {
      const row = move.kind === 'log' || move.kind === 'synchronous' ? rows[next++]! : null
      if (move.kind !== 'log') steps.push({ transition: move.transition, row })
    }
    const ends: number[] = []
    const readyOf = (i: number) => {
      let ready = Number.NEGATIVE_INFINITY
      for (const { place } of net.transitions[steps[i]!.transition]!.inputs) {
        const takes = steps.slice(0, i).filter(step => has(net.transitions[step.transition]!.inputs, place)).length
        const makers = steps.flatMap((step, m) => (has(net.transitions[step.transition]!.outputs, place) ? [m] : []))
        const k = takes - net.initial[place]!
        if (k >= 0) ready = Math.max(ready, ends[makers[k]!]!)
      }
      return ready
    }
    steps.forEach(({ transition, row }, i) => {
      const ready = readyOf(i)
      const { id } = net.transitions[transition]!
      if (row === null) {
        ends.push(ready)
        return
      }
      const [start, complete] = [traces.start[row], traces.complete[row]!]
      ends.push(complete)
      tell(`${id} waiting`, (start ?? complete) - ready)
      if (start != null) tell(`${id} service`, complete - start)
      tell(`${id} sojourn`, complete - ready)
    })
  })
  return found
}
const has = (flows: readonly { readonly place: number }[], place: number) => flows.some(flow => flow.place === place)

function naiveCounts(log: VariantLog, net: PetriNet, { variants }: LogAlignment) {
  const found = new Map<string, { cases: number; times: number }>()
  variants.forEach(({ moves }, v) => {
    const keys: string[] = []
    let before = 'start'
    for (const move of moves) {
      if (move.kind === 'log') keys.push(`inserted ${before}`)
      else {
        const { id } = net.transitions[move.transition]!
        keys.push(`fired ${id}`)
        if (move.kind === 'model') keys.push(`skipped ${id}`)
        if (move.kind !== 'silent') before = id
      }
    }
    for (const key of new Set(keys)) {
      const { cases, times } = found.get(key) ?? { cases: 0, times: 0 }
      const n = keys.filter(one => one === key).length
      found.set(key, { cases: cases + log.cases[v]!, times: times + n * log.cases[v]! })
    }
  })
  return found
}
