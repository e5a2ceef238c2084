import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodePlatform } from '../../base/platform.node.ts'
import { never } from '../../base/platform.ts'
import { DAY, HOUR } from '../../base/time.ts'
import { decodeUtf8 } from '../../base/utf8.ts'
import { Aligner } from '../../conformance/alignments/aligner.ts'
import { naiveDeviations } from '../../conformance/naive-deviations.fixture.ts'
import { createMemoryEngine, engineFor } from '../../engine/index.ts'
import { modelFormatFor, writeModel } from '../../formats/models/open-model.ts'
import { type Ask, defaultView } from '../../log/engine.ts'
import type { EventLog } from '../../log/event-log.ts'
import { EventLogBuilder } from '../../log/event-log-builder.ts'
import type { Filter } from '../../log/filter.ts'
import { eventLog } from '../../log/notation.ts'
import { Problems } from '../../log/problems.ts'
import { bpmnOfTree, layoutBpmn } from '../../model/index.ts'
import { type ProcessTree, parseTree, treeActivities } from '../../model/process-tree.ts'
import { anyTree, naiveLanguage } from '../../model/random-tree.fixture.ts'
import { treeToNet } from '../../model/tree-to-net.ts'
import { PersonGate } from '../../privacy/person-gate.ts'
import { checkConformance } from './conformance-check.ts'
import { conformanceQuestion, deviationOrders } from './conformance-question.ts'
import { whereConcentrated } from './where-concentrated.ts'

const textOf = (tree: ProcessTree): string =>
  decodeUtf8(writeModel({ kind: 'tree', tree }, modelFormatFor('ptml')!).bytes)
const bpmnOf = (tree: ProcessTree): string =>
  decodeUtf8(writeModel({ kind: 'bpmn', bpmn: layoutBpmn(bpmnOfTree(tree)) }, modelFormatFor('bpmn')!).bytes)
const engineOf = (log: EventLog) =>
  createMemoryEngine({ platform: nodePlatform, logs: new Map([['log', { log, problems: [] }]]) })
const ask: Ask = { log: 'log', view: defaultView, filter: [] }
const noLabels = { version: 1, labels: [] }

interface Case {
  readonly trace: readonly string[]
  /** Day on which it starts; an event every hour. */
  readonly day: number | null
  readonly amount?: number | null
  readonly region?: string
}
function logOf(cases: readonly Case[]): EventLog {
  const builder = new EventLogBuilder()
  cases.forEach(({ trace, day, amount = null, region }, i) => {
    const code = builder.cases.addText(`c${i}`)
    trace.forEach((activity, e) => {
      const row = builder.nextEvent(code)
      builder.activity.setText(row, activity)
      if (day !== null) builder.setComplete(row, day * DAY + e * HOUR)
    })
    if (trace.length === 0) return
    if (amount !== null) builder.caseColumn('amount').set(code, amount, 'float')
    if (region !== undefined) builder.caseColumn('region').set(code, region, 'string')
  })
  return builder.finish(new Problems(), { name: 'log' })
}
async function check(log: EventLog, question: object) {
  const found = await checkConformance(engineOf(log), ask, conformanceQuestion.parse(question), never)
  if (!found.ok) throw new Error(found.because)
  return found.value
}
const entry = (deviation: string, until = '2030-01-01') => ({
  ...{ deviation, reason: 'agreed', author: 'audit', until },
})

const tree = anyTree().filter(one => treeActivities(one).length > 0)
const trace = fc.array(fc.constantFrom('a', 'b', 'c', 'x'), { minLength: 1, maxLength: 5 })
const someCases = fc.array(fc.record({ trace, day: fc.option(fc.integer({ min: 0, max: 90 }), { freq: 4 }) }), {
  minLength: 1,
  maxLength: 12,
})

describe('a check of conformance', () => {
  test('counts a case as departing exactly where it has a deviation that is not allowed', () =>
    fc.assert(
      fc.asyncProperty(tree, someCases, fc.func(fc.boolean()), async (model, cases, isAllowed) => {
        const opened = await Aligner.open(treeToNet(model))
        if (!opened.ok) throw new Error(opened.because)
        const of: string[][] = []
        for (const one of cases) {
          const { moves } = await opened.value.align(one.trace)
          of.push([...naiveDeviations(model, moves).keys()])
        }
        const all = [...new Set(of.flat())].sort()
        const allowed = new Set(all.filter(id => isAllowed(id)))
        const question = {
          model: textOf(model),
          labels: noLabels,
          at: '2026-01-01',
          allow: [...allowed].map(id => entry(id)),
        }
        const found = await check(logOf(cases), question)
        const count = (has: (ids: string[]) => boolean) => of.filter(has).length
        expect(found.departing.cases).toBe(count(ids => ids.some(id => !allowed.has(id))))
        expect(found.departingWithAllowed.cases).toBe(count(ids => ids.length > 0))
        expect(found.deviations.map(({ id }) => id).sort()).toEqual(all)
        for (const { id, cases, allowed: by } of found.deviations) {
          expect(cases).toBe(count(ids => ids.includes(id)))
          expect(by !== null).toBe(allowed.has(id))
        }
      }),
      { numRuns: 60 },
    ))

  test('over time: buckets and what is left add up to all cases, in every unit', () =>
    fc.assert(
      fc.asyncProperty(
        tree,
        someCases,
        fc.constantFrom('auto', 'day', 'week', 'month'),
        fc.constantFrom('start', 'end'),
        fc.integer({ min: 0, max: 40 }),
        async (model, cases, bucket, timeBy, runningDays) => {
          const found = await check(logOf(cases), {
            model: textOf(model),
            labels: noLabels,
            bucket,
            timeBy,
            runningDays,
          })
          if (!found.trend.ok) throw new Error(found.trend.because)
          const { at, end, unit, left, ...trend } = found.trend.value
          const sum = (list: readonly number[]) => list.reduce((all, n) => all + n, 0)
          expect(sum(trend.cases) + left).toBe(found.cases)
          if (bucket !== 'auto') expect(unit).toBe(at.length === 0 ? 'day' : bucket)
          const latest = Math.max(
            ...cases.map(({ day, trace }) => (day === null ? -1 : day * DAY + (trace.length - 1) * HOUR)),
          )
          const isShown = ({ day, trace }: Case) =>
            day !== null &&
            (timeBy === 'start' ||
              runningDays === 0 ||
              day * DAY + (trace.length - 1) * HOUR < latest - runningDays * DAY)
          expect(left).toBe(cases.filter(one => !isShown(one)).length)
          at.forEach((from, i) => {
            const to = at[i + 1] ?? end
            const time = ({ day, trace }: Case) => day! * DAY + (timeBy === 'start' ? 0 : (trace.length - 1) * HOUR)
            expect(trend.cases[i]).toBe(cases.filter(one => isShown(one) && time(one) >= from && time(one) < to).length)
          })
          if (left === 0) {
            expect(sum(trend.departing)).toBe(found.departing.cases)
            expect(trend.deviations.map(sum)).toEqual(found.deviations.map(({ cases }) => cases))
          }
        },
      ),
      { numRuns: 60 },
    ))

  test('of cases that still run nothing is missing that may still come, and evidence keeps exactly its cases', () =>
    fc.assert(
      fc.asyncProperty(tree, someCases, fc.integer({ min: 1, max: 40 }), async (model, cases, runningDays) => {
        const log = logOf(cases)
        const found = await check(log, { model: textOf(model), labels: noLabels, endedBy: ['a'], runningDays })
        const language = naiveLanguage(model, 8, ['a', 'b', 'c', 'd'])
        const isBeginning = (trace: readonly string[]) =>
          language.some(word => trace.every((activity, i) => word[i] === activity))
        for (const { running, activities, costMoves, deviations } of found.variants) {
          if (running) {
            expect(activities).not.toContain('a')
            // beginnings of longer words are not in the list
            if (isBeginning(activities)) expect([costMoves, deviations]).toEqual([0, []])
          }
          expect(costMoves === 0).toBe(deviations.length === 0)
        }
        const engine = engineOf(log)
        for (const group of [...found.deviations, ...(found.departing.cases > 0 ? [found.departing] : [])]) {
          const { id } = await engine.cases({ ...ask, filter: group.evidence!, limit: 100 })
          expect(id.length).toBe(group.cases)
        }
      }),
      { numRuns: 60 },
    ))

  test('tells running cases what is early, not what is still to come', async () => {
    const model = textOf(parseTree('→(a, b, c, end)'))
    const log = logOf([
      { trace: ['a', 'b'], day: 0 },
      { trace: ['a', 'c'], day: 0 },
      { trace: ['a', 'c', 'end'], day: 0 },
    ])
    const ended = await check(log, { model, labels: noLabels })
    expect(ended.deviations.map(({ id, cases }) => [id, cases])).toEqual([
      ['missing:b', 2],
      ['missing:end', 2],
      ['missing:c', 1],
    ])
    const running = await check(log, { model, labels: noLabels, endedBy: ['end'] })
    expect(running.runningCases).toBe(2)
    expect(running.deviations.map(({ id, cases, running }) => [id, cases, running])).toEqual([
      ['missing:b', 1, 0],
      ['out-of-order:c', 1, 1],
    ])
    expect(running.notes[0]).toContain('2 cases of 3 still run: they have no *end*')
  })

  test('names the parts of the model: nodes and flows of a BPMN, places and transitions of a net', async () => {
    const model = parseTree('→(a, ×(b, c), d)')
    const log = logOf([
      { trace: ['a', 'd'], day: 0 },
      { trace: ['a', 'b', 'c', 'd'], day: 0 },
      { trace: ['x', 'a', 'b', 'd'], day: 0 },
    ])
    const net = decodeUtf8(writeModel({ kind: 'net', net: treeToNet(model) }, modelFormatFor('pnml')!).bytes)
    for (const text of [bpmnOf(model), textOf(model), net]) {
      const { deviations, baseline } = await check(log, { model: text, labels: noLabels })
      if (!baseline.bpmn.ok) throw new Error(baseline.bpmn.because)
      const [process] = baseline.bpmn.value.processes
      const name = (id: string) => process!.nodes.find(node => node.id === id)!.name
      const ends = (id: string) => process!.flows.find(flow => flow.id === id)!
      const placed = new Map(deviations.map(({ id, places }) => [id, places[0]!]))
      const missing = placed.get('missing:b') ?? placed.get('missing:c')!
      expect(['b', 'c']).toContain(name(missing.nodes[0]!))
      expect(missing.flows.map(id => ends(id).to)).toEqual(missing.nodes)
      const branch = placed.get('wrong-branch:c') ?? placed.get('wrong-branch:b')!
      expect(['a', 'b', 'c']).toContain(name(branch.nodes[0]!))
      expect(branch.flows.map(id => ends(id).from)).toEqual(branch.nodes)
      const start = placed.get('unknown:x')!
      expect(start.after).toBeNull()
      expect(process!.nodes.find(({ id }) => id === start.nodes[0])).toMatchObject({ position: 'startEvent' })
      const places = new Set(baseline.net.places.map(({ id }) => id))
      for (const place of placed.values()) {
        expect(place.places.length).toBeGreaterThan(0)
        expect(place.places.every(id => places.has(id))).toBe(true)
        for (const id of [place.transition, place.afterTransition]) if (id !== null) expect(baseline.ids).toContain(id)
      }
    }
  })

  test('compares a measure, and sorts by any column with a rule for ties', async () => {
    const cases: Case[] = Array.from({ length: 40 }, (_, i) => ({
      ...{ day: i, amount: i % 4 === 0 ? 1000 + i : 100 + i, region: i % 4 === 0 ? 'north' : 'south' },
      trace: i % 4 === 0 ? ['a', 'b', 'b'] : i % 4 === 1 ? ['b'] : ['a', 'b'],
    }))
    const log = logOf(cases)
    const question = { model: textOf(parseTree('→(a, b)')), labels: noLabels, measure: 'amount' }
    const found = await check(log, question)
    const often = found.deviations.find(({ id }) => id === 'too-often:b')!
    expect(often.measure).toMatchObject({ withMean: 1018, casesWith: 10, casesWithout: 30, withoutMean: 120 })
    expect(often.measure!.low!).toBeLessThan(898)
    expect(often.measure!.high!).toBeGreaterThan(898)
    expect(often.measure!.q).toBeLessThan(1e-9)
    const order = async (sort: string) => (await check(log, { ...question, sort })).deviations.map(({ id }) => id)
    for (const sort of deviationOrders) expect((await order(sort)).length).toBe(2)
    expect(await order('measure')).toEqual(['too-often:b', 'missing:a'])
    expect(await order('activity')).toEqual(['missing:a', 'too-often:b'])
    expect(await order('time')).toEqual(['too-often:b', 'missing:a'])
    const where = await whereConcentrated(engineOf(log), ask, often.evidence!, never, { level: 0.01 })
    expect(where).toMatchObject({
      ok: true,
      value: [
        { attribute: 'region', value: 'north', inside: 10, share: 1, otherInside: 0, otherShare: 0, ratio: null },
      ],
    })
    await expect(check(log, { ...question, measure: 'region' })).rejects.toThrow('"region" has no numbers')
    await expect(check(log, { ...question, measure: 'cost' })).rejects.toThrow('Numbers are in: amount')
  })

  test('an entry that has ended counts again and is told; one without a deviation is told too', async () => {
    const log = eventLog('c1: a c | c2: a b c')
    const question = { model: textOf(parseTree('→(a, b, c)')), labels: noLabels, at: '2026-06-01' }
    const found = await check(log, { ...question, allow: [entry('missing:b', '2026-06-01'), entry('missing:c')] })
    expect([found.departing.share, found.departingWithAllowed.share]).toEqual([0.5, 0.5])
    expect(found.notes).toContain('The allowance of *missing:b* ended on 2026-06-01: it counts again.')
    expect(found.notes.join(' ')).toContain('1 entry of the allowlist would allow: *missing:c*')
    const holds = await check(log, { ...question, allow: [entry('missing:b', '2026-06-01T00:00:01Z')] })
    expect([holds.departing.share, holds.departingWithAllowed.share]).toEqual([0, 0.5])
    const yaml =
      'parfocal: deviation-allowlist\nversion: 1\nentries:\n  - deviation: left:b\n    reason: r\n    author: a\n    until: 2030-01-01\n'
    await expect(check(log, { ...question, allow: yaml })).rejects.toThrow('a deviation is written kind:activity')
    await expect(check(log, { ...question, allow: [entry('missing:b', 'soon')] })).rejects.toThrow('"soon" is no date')
  })

  test('takes model, labels and allowlist from a baseline document', async () => {
    const log = eventLog('c1: a c | c2: a b c')
    const document = { parfocal: 'baseline', version: 1, name: 'orders', model: textOf(parseTree('→(a, b, c)')) }
    const baseline = { ...document, labels: noLabels, allow: [entry('missing:b')] }
    const found = await check(log, { baseline, at: '2026-01-01' })
    expect([found.departing.cases, found.departingWithAllowed.cases]).toEqual([0, 1])
    await expect(check(log, { baseline: { ...document, version: 2 } })).rejects.toThrow('"version" of the baseline')
  })

  test('tells nothing case by case where the person gate lists no cases, and says so', async () => {
    const builder = new EventLogBuilder()
    for (let i = 0; i < 40; i++) {
      const code = builder.cases.addText(`c${i}`)
      for (const [e, activity] of (i % 4 === 0 ? ['a'] : ['a', 'b']).entries()) {
        const row = builder.nextEvent(code)
        builder.activity.setText(row, activity)
        builder.setComplete(row, i * DAY + e * HOUR)
        builder.eventColumn('org:resource').set(row, `person ${i % 12}`, 'string')
      }
      builder.caseColumn('amount').set(code, i, 'float')
    }
    const log = builder.finish(new Problems(), { name: 'log' })
    const engine = engineFor({ kind: 'member', mayLift: false }, engineOf(log), new PersonGate())
    const people = Array.from({ length: 6 }, (_, i) => `person ${i}`)
    const filter: Filter = [{ kind: 'event-attribute', key: 'org:resource', values: people, mode: 'mandatory' }]
    const question = conformanceQuestion.parse({
      model: textOf(parseTree('→(a, b)')),
      labels: noLabels,
      measure: 'amount',
    })
    const open = await checkConformance(engine, ask, question, never)
    const gated = await checkConformance(engine, { ...ask, filter }, question, never)
    if (!open.ok || !gated.ok) throw new Error('both are answered')
    expect(open.value.trend.ok).toBe(true)
    const { trend, casesListed, deviations, departing, notes } = gated.value
    expect([trend.ok, casesListed.ok]).toEqual([false, false])
    expect(deviations.map(({ id, time, measure }) => [id, time, measure])).toEqual([['missing:b', null, null]])
    expect(departing.cases).toBeGreaterThan(0)
    expect(departing.cases).toBeLessThan(open.value.departing.cases)
    expect(notes.join(' ')).toContain('cases are not listed one by one, to protect people')
    const where = await whereConcentrated(engine, { ...ask, filter }, departing.evidence!, never)
    expect(where).toMatchObject({ ok: false, because: expect.stringContaining('Single cases are not shown') })
  })
})
