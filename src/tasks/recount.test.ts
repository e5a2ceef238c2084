import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../test/shared.ts'
import { nodePlatform } from '../base/platform.node.ts'
import { bytesSource } from '../base/platform.ts'
import { openUiLog } from '../formats/index.ts'
import { Names } from '../log/naming.ts'
import type { StepLog } from '../log/step-log.ts'
import type { UiAction, UiLog } from '../log/ui-log.ts'
import { UiLogBuilder } from '../log/ui-log-builder.ts'
import type { Routine } from '../model/routine.ts'
import { candidateOf, defaultAssumptions } from './candidates/candidate.ts'
import { cleanUiLog } from './cleaning/clean-ui-log.ts'
import { frictions } from './friction/friction.ts'
import { generateUiLog } from './generator/generate-ui-log.ts'
import { handsOnTime } from './hands-on-time.ts'
import { procedureOf } from './procedure/build.ts'
import { alignInstances } from './procedure/instances.ts'
import { naiveFriction, naiveHandsOn, type Plain, type PlainFriction, plainOf } from './recount.fixture.ts'
import { discoverRoutines } from './routines/discover-routines.ts'

interface Drawn {
  readonly gap: number
  readonly action: UiAction
  readonly application: string
  readonly page: string | null
  readonly role: string
  readonly name: string
  readonly value: string
}
const FORM = { application: 'Chrome', page: 'https://a.test/form' }
const SHEET = { application: 'Excel', page: null }
const gaps = fc.constantFrom(100, 300, 300, 900, 900, 3000, 3000, 12_000, 59_000, 75_000, Number.NaN, -400)
const anything: fc.Arbitrary<Drawn> = fc.record({
  gap: gaps,
  action: fc.constantFrom<UiAction[]>(
    'click',
    'enter',
    'copy',
    'paste',
    'scroll',
    'submit',
    'navigate',
    'undo',
    'select',
  ),
  application: fc.constantFrom('Excel', 'Chrome', 'Mail'),
  page: fc.constantFrom('https://a.test/form', 'https://a.test/list', null),
  role: fc.constantFrom('textbox', 'button', 'searchbox', 'link', 'combobox', 'cell'),
  name: fc.constantFrom('Name', 'Search', 'Save', 'City'),
  value: fc.constantFrom('a', 'b', 'c'),
})
const at = (
  place: { application: string; page: string | null },
  action: UiAction,
  role: string,
  name: string,
  value = 'a',
) => ({
  gap: 900,
  action,
  role,
  name,
  value,
  ...place,
})
/** What friction is made of, in a row; other events come between. */
const scenes: fc.Arbitrary<readonly Drawn[]> = fc.oneof(
  fc.array(anything, { maxLength: 4 }),
  fc
    .array(fc.constantFrom('p', 'q', 'r', 's'), { minLength: 2, maxLength: 5 })
    .map(values =>
      values.flatMap((v, i) => [at(SHEET, 'copy', 'cell', 'A', v), at(FORM, 'paste', 'textbox', `F${i}`, v)]),
    ),
  fc
    .array(fc.constantFrom('k', 'l', 'm'), { minLength: 1, maxLength: 4 })
    .map(values =>
      values.flatMap(v => [at(FORM, 'enter', 'searchbox', 'Search', v), at(FORM, 'click', 'button', 'Go')]),
    ),
  fc
    .subarray(['Name', 'City', 'Code'], { minLength: 1 })
    .map(names => [
      ...['Name', 'City', 'Code'].map(name => at(FORM, 'enter', 'textbox', name, 'x')),
      at(FORM, 'submit', 'form', 'Order'),
      ...names.map(name => at(FORM, 'enter', 'textbox', name, 'y')),
      at(FORM, 'submit', 'form', 'Order'),
    ]),
  fc
    .integer({ min: 1, max: 9 })
    .map(n => [at(FORM, 'navigate', 'document', 'List'), ...Array(n).fill(at(FORM, 'scroll', 'document', 'List'))]),
  fc.integer({ min: 2, max: 5 }).map(n => Array(n).fill({ ...at(FORM, 'click', 'button', 'Save'), gap: 300 })),
  fc.constant([at(FORM, 'click', 'combobox', 'Kind'), at(FORM, 'click', 'button', 'Save')]),
  fc.constant([at(SHEET, 'copy', 'cell', 'A', 'z'), at(FORM, 'enter', 'textbox', 'Name', 'z')]),
)

/** Some minutes of two recordings with everything in them that friction is made of. */
const small: fc.Arbitrary<UiLog> = fc
  .record({
    scenes: fc.array(scenes, { maxLength: 9 }),
    pointers: fc.array(fc.option(fc.record({ x: fc.constantFrom(0, 20, 400), y: fc.constantFrom(0, 20) })), {
      minLength: 90,
      maxLength: 90,
    }),
    odd: fc.array(fc.constantFrom('', '', '', '', '', '', '', '', '', '', '', 'cut', 'bare', 'dead'), {
      minLength: 90,
      maxLength: 90,
    }),
    split: fc.nat(60),
    users: fc.oneof(
      fc.constant(Array<string>(90).fill('ann')),
      fc.array(fc.constantFrom('ann', 'ann', 'ann', 'ann', 'bob', null), { minLength: 90, maxLength: 90 }),
    ),
  })
  .map(({ scenes, pointers, odd, split, users }) => {
    const builder = new UiLogBuilder()
    let time = 1e12
    builder.beginRecording('one', 'test')
    for (const [ordinal, event] of scenes.flat().slice(0, 90).entries()) {
      const { gap, action, value, ...element } = event
      if (ordinal === split) builder.beginRecording('two', 'test')
      if (!Number.isNaN(gap)) time += gap
      const carries = ['enter', 'copy', 'paste', 'select'].includes(action)
      builder.add({
        action,
        ordinal,
        user: users[ordinal]!,
        cut: odd[ordinal] === 'cut',
        effect: odd[ordinal] === 'dead' ? 'none' : ordinal % 3 === 0 ? 'change' : 'unknown',
        element: odd[ordinal] === 'bare' ? null : element,
        ...(Number.isNaN(gap) ? {} : { time }),
        ...(carries ? { value: { shape: value, class: 'word', length: 2, hash: value, keys: [], clear: null } } : {}),
        ...(pointers[ordinal] ?? {}),
      })
    }
    return builder.finish({ name: 'small' })
  })

const isTimed = ({ order, eventCount }: UiLog) =>
  order.withoutTime < eventCount && (order.by === 'time' || order.moved === 0)
const line = ({ kind, first, last, cost }: PlainFriction) => `${kind} ${first}-${last} ${Math.round(cost)}`
const counted = (log: StepLog) =>
  frictions(log, new Names())
    .flatMap(({ kind, occurrences }) => occurrences.map(({ first, last, cost }) => line({ kind, first, last, cost })))
    .sort()
const recounted = (plain: Plain) => naiveFriction(plain).map(line).sort()

describe('figures about tasks, counted anew from their definitions', () => {
  test('hands-on time', () =>
    fc.assert(
      fc.property(small, fc.array(fc.boolean(), { minLength: 90, maxLength: 90 }), (ui, taken) => {
        const plain = plainOf(cleanUiLog(ui))
        const rows = plain.events.flatMap((_, row) => (taken[row] ? [row] : []))
        expect(handsOnTime(ui, rows)).toBe(naiveHandsOn(plain, rows))
      }),
    ))

  test('friction of every kind', () => {
    const met = new Map<string, number>()
    fc.assert(
      fc.property(small, ui => {
        fc.pre(isTimed(ui))
        const log = cleanUiLog(ui)
        const plain = plainOf(log)
        expect(counted(log)).toEqual(recounted(plain))
        for (const { kind } of naiveFriction(plain)) met.set(kind, (met.get(kind) ?? 0) + 1)
      }),
      { numRuns: 600, seed: 5 },
    )
    expect([...met.keys()].sort()).toEqual([
      'context-switch',
      'copy-paste-loop',
      'correction',
      'dead-click',
      'form-error',
      'long-wait',
      'rage-click',
      'retyping',
      'scrolling',
      'search-loop',
    ])
  })

  test.each([1, 2, 3])('candidates and friction of generated log %i', seed => {
    const { log: ui } = generateUiLog({ seed, runs: 60, people: 2, noise: 0.1, typos: 0.1, undone: 0.05 })
    const log = cleanUiLog(ui)
    expect(counted(log)).toEqual(recounted(plainOf(log)))
    holdCandidates(log, discoverRoutines(log))
  })
})

const folder = 'data/logs/ui-rpm-segmentator/Evaluation/CSV'
describeShared(
  'figures of recordings by others, counted anew',
  [`${folder}/StudentRecord.csv`, `${folder}/Reimbursement.csv`],
  () => {
    test.each(['StudentRecord', 'Reimbursement'])('%s', async name => {
      const { log: ui } = await openUiLog(bytesSource(`${name}.csv`, readFileSync(sharedPath(folder, `${name}.csv`))), {
        platform: nodePlatform,
        key: new Uint8Array(32),
      })
      const log = cleanUiLog(ui)
      if (isTimed(ui)) expect(counted(log)).toEqual(recounted(plainOf(log)))
      holdCandidates(log, discoverRoutines(log))
    })
  },
)

/** M, R, S, x and the saving of every routine by the formulas, from its instances and the kinds of its steps. */
function holdCandidates(log: StepLog, routines: readonly Routine[]): void {
  const plain = plainOf(log)
  const timed = isTimed(log.ui)
  expect(routines.length).toBeGreaterThan(0)
  for (const routine of routines) {
    const { inputs, score, procedure } = candidateOf(routine, log, new Names())
    const minutes = routine.instances.map(({ rows }) => naiveHandsOn(plain, rows) / 60_000)
    const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
    const dayOf = (row: number) => Math.floor(plain.events[row]!.time / 86_400_000)
    const days = new Set(plain.events.flatMap((event, row) => (Number.isNaN(event.time) ? [] : [dayOf(row)])))
    const begun = routine.instances.filter(({ first }) => days.has(dayOf(first))).length
    const perMonth = (defaultAssumptions.workingDaysPerMonth * begun) / days.size
    if (days.size === 0) expect(inputs.instancesPerMonth).toBe(null)
    else expect(inputs.instancesPerMonth?.value).toBeCloseTo(perMonth, 9)
    if (timed) expect(inputs.minutesPerInstance?.value).toBeCloseTo(sum(minutes) / minutes.length, 9)
    else expect([inputs.minutesPerInstance, score.ok]).toEqual([null, false])
    expect(inputs.ruleShare.value).toBeCloseTo(naiveRuleShare(plain, routine, log, timed), 9)
    expect(inputs.stability.value).toBeCloseTo(
      naiveStability(
        procedure.variants.map(({ share }) => share),
        routine,
      ),
      9,
    )
    for (const input of Object.values(inputs))
      if (input !== null && typeof input === 'object') {
        expect(input.low).toBeLessThanOrEqual(input.value)
        expect(input.high).toBeGreaterThanOrEqual(input.value)
      }
    if (!score.ok) continue
    const saved =
      (perMonth * inputs.minutesPerInstance!.value * inputs.ruleShare.value * (1 - inputs.exceptions.value) * 0.8) / 60
    expect(score.value.hoursSaved.value).toBeCloseTo(saved, 9)
    expect(score.value.capacity.value).toBeCloseTo(saved * 50, 7)
    expect(score.value.cash.value).toBe(0)
    expect(score.value.paybackMonths).toBe(null)
  }
}

/** Time up to the events of steps that are rules, over that of all steps; steps that the procedure leaves out are none that a person decides. */
function naiveRuleShare(plain: Plain, routine: Routine, log: StepLog, timed: boolean): number {
  const procedure = procedureOf(routine, log, new Names())
  let [rule, all] = [0, 0]
  for (const { instance, steps, others } of alignInstances(routine, log)) {
    const weigh = (step: number, isRule: boolean) => {
      const { rows } = plain.steps[step]!
      const weight = timed
        ? instance.rows.reduce(
            (sum, row, i) =>
              i > 0 && rows.includes(row) ? sum + naiveHandsOn(plain, [instance.rows[i - 1]!, row]) : sum,
            0,
          )
        : 1
      all += weight
      if (isRule) rule += weight
    }
    steps.forEach((step, place) => {
      const kind = procedure.steps.find(({ at }) => at === place)?.kind ?? 'rule'
      if (step >= 0) weigh(step, kind === 'rule')
    })
    for (const step of others) weigh(step, false)
  }
  return all === 0 ? 0 : rule / all
}

function naiveStability(shares: readonly number[], { instances }: Routine): number {
  if (instances.length < 2) return 0
  const entropy = -shares.reduce((sum, p) => sum + p * Math.log2(p), 0)
  return Math.max(0, 1 - entropy / Math.log2(instances.length))
}
