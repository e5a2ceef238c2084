import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../test/shared.ts'
import { atOnce } from '../../base/pieces.ts'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { openUiLog } from '../../formats/ui/open-ui-log.ts'
import type { UiLog } from '../../log/ui-log.ts'
import { uiLog } from '../../log/ui-notation.ts'
import { cleanUiLog } from '../cleaning/clean-ui-log.ts'
import { type GeneratorOptions, generateUiLog } from '../generator/generate-ui-log.ts'
import { boundaryScore } from '../scoring/boundaries.ts'
import { routineScore } from '../scoring/instances.ts'
import { backEdges } from './back-edges.ts'
import { learnEventClasses } from './classes/event-classes.ts'
import { findRuns } from './find-runs.ts'
import { eventItems } from './items.ts'
import { segmentUiLog } from './segment-ui-log.ts'
import { rawSequence } from './sequence.ts'

const scores = (options: GeneratorOptions) => {
  const { log, truth } = generateUiLog(options)
  const { runs, items } = findRuns(log)
  const found = runs.map(run => ({
    rows: run.items.map(i => items.rows[i]!).sort((a, b) => a - b),
    routine: String(run.class),
  }))
  const firsts = found.map(({ rows }) => rows[0]!)
  return {
    boundaries: boundaryScore(
      firsts,
      truth.map(({ rows }) => rows[0]!),
      0,
    ).f1,
    routines: routineScore(found, truth).f1,
    classes: new Set(found.map(({ routine }) => routine)).size,
  }
}

describe('planted routines are found', () => {
  test.each<[string, Omit<GeneratorOptions, 'seed'>]>([
    ['where one is done again and again', { routines: 1, runs: 40 }],
    ['where three are mixed', { runs: 36 }],
    ['where nothing says that a run ends', { runs: 36, words: false }],
    ['where fields are filled in any order', { runs: 36, reordered: 1 }],
    ['in noise', { runs: 36, noise: 0.6 }],
    ['where two people work at once', { runs: 36, people: 2 }],
  ])('%s', (_, options) => {
    const { boundaries, routines, classes } = scores({ seed: 2, ...options })
    expect([boundaries, routines, classes]).toEqual([1, 1, options.routines ?? 3])
  })
  test('nearly, where runs are interrupted, with typing errors and steps undone', () => {
    const { boundaries, routines } = scores({
      seed: 2,
      runs: 80,
      people: 2,
      noise: 0.2,
      strayed: 0.03,
      typos: 0.1,
      undone: 0.02,
      interrupted: 0.1,
      reordered: 0.3,
    })
    expect(boundaries).toBeGreaterThan(0.9)
    expect(routines).toBeGreaterThan(0.95)
  })
  test('most runs that are interrupted by another one are one run', () => {
    const { log, truth } = generateUiLog({ seed: 3, runs: 60, interrupted: 0.2 })
    const { runs, items } = findRuns(log)
    const torn = truth.filter(({ rows }) => rows.at(-1)! - rows[0]! >= rows.length)
    const found = new Set(runs.map(run => run.items.map(i => items.rows[i]!).join()))
    expect(torn.length).toBeGreaterThan(5)
    expect(torn.filter(({ rows }) => found.has(rows.join())).length / torn.length).toBeGreaterThan(0.5)
  })
})

describe('nothing but what was done decides', () => {
  const { log } = generateUiLog({ seed: 5, runs: 24, noise: 0.2, people: 2 })
  const expected = segmentUiLog(log)
  const same = (changed: Partial<UiLog>) => expect(segmentUiLog({ ...log, ...changed })).toEqual(expected)

  test('the same log gives the same segments', () => same({}))
  test('times play no part', () => {
    same({ time: new Float64Array(log.eventCount).fill(Number.NaN) })
    same({ time: Float64Array.from(log.time, (_, row) => ((row * 7919) % 1000) * 1e6) })
  })
  test('row numbers and cases of the source play no part', () => {
    same({ ordinal: Int32Array.from(log.ordinal, row => log.eventCount - row) })
    same({ demonstrations: [{ task: 'case', first: 3, last: 9 }] })
  })
  test('which hashes stand for values plays no part, only which are equal', () => {
    const { hash } = log.values
    const other = { ...hash, codes: Int32Array.from(hash.codes, code => (code < 0 ? code : code ^ 1)) }
    same({ values: { ...log.values, hash: other } })
  })
})

test('a log of nothing has no segments', () => {
  expect(segmentUiLog(uiLog(''))).toEqual([])
})

test('a log without repetition has no segments', () => {
  expect(
    segmentUiLog(uiLog('ann | A | click button One\nann | A | click button Two\nann | B | enter textbox X = 1')),
  ).toEqual([])
})

test('a field is context of its step, the row of a table is not', () => {
  const lines = Array.from({ length: 30 }, (_, k) => [
    `ann | Excel | copy cell A${k + 2} in Orders = v${k}`,
    `ann | Web | paste textbox Number on https://x.test = v${k}`,
    `ann | Excel | copy cell B${k + 2} in Orders = w${k}`,
    `ann | Web | paste textbox Amount on https://x.test = w${k}`,
    'ann | Web | click button Save on https://x.test',
  ])
  const classes = atOnce(learnEventClasses(eventItems(uiLog(lines.flat().join('\n')))))
  expect(classes.context).toContainEqual({ of: 'copy | Excel', attributes: ['column'] })
  expect(classes.context).toContainEqual({ of: 'paste | Web', attributes: ['name'] })
  expect(classes.texts).toHaveLength(5)
})

test('back-edges of a loop go to the node that dominates it', () => {
  const symbol = Int32Array.from([0, 1, 2, 3, 1, 2, 3, 1, 2])
  const starts = new Uint8Array(9)
  starts[0] = 1
  expect(backEdges(rawSequence(symbol, 4, starts))!.map(({ source, target }) => [source, target])).toEqual([[3, 1]])
})

describeShared('recordings', ['data/logs/ui-rpm-segmentator', 'data/ui/leno-cpn', 'data/ui/noisy-leno'], () => {
  const read = async (...path: string[]) => {
    const source = bytesSource(path.at(-1)!, readFileSync(sharedPath('data', ...path)))
    const key = new Uint8Array(32)
    return (await openUiLog(source, { platform: nodePlatform, key, order: 'input', times: 'ignore' })).log
  }
  const boundaries = (ui: UiLog) =>
    boundaryScore(
      segmentUiLog(cleanUiLog(ui)).map(({ first }) => first),
      ui.demonstrations.map(({ first }) => first),
      0,
    ).f1

  test.each([
    ['Student record', ['logs', 'ui-rpm-segmentator', 'Evaluation', 'CSV', 'StudentRecord_segmented.csv']],
    ['Reimbursement', ['logs', 'ui-rpm-segmentator', 'Evaluation', 'CSV', 'Reimbursement_segmented.csv']],
    ['CPN log 1', ['ui', 'leno-cpn', 'log1.xes']],
    ['CPN log 4', ['ui', 'leno-cpn', 'log4.xes']],
  ])('%s is cut as it was performed', async (_, path) => {
    expect(boundaries(await read(...path))).toBe(1)
  })

  test('two routines are found in noise, told neither how many there are nor how long', async () => {
    const ui = await read('ui', 'noisy-leno', 'experiment_extended_SR_RT_plus.csv')
    const truth = readFileSync(sharedPath('data', 'ui', 'noisy-leno', 'extended_SR_RT_joint_ground_truth.csv'), 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map(line => line.split(',').map(Number))
      .map(([run, first, length]) => ({ rows: rowsFrom(first!, length!), routine: run! <= 50 ? 'SR' : 'RT' }))
    const found = segmentUiLog(cleanUiLog(ui)).map(({ first, last, routine }) => ({
      rows: rowsFrom(first, last - first + 1),
      routine,
    }))
    expect(routineScore(found, truth).f1).toBeGreaterThanOrEqual(0.95)
  })
})

const rowsFrom = (first: number, length: number) => Array.from({ length }, (_, k) => first + k)
