import { expect, test } from 'vitest'
import { Names } from '../log/naming.ts'
import { uiLog } from '../log/ui-notation.ts'
import { cleanUiLog } from './cleaning/clean-ui-log.ts'
import { demonstratedRoutines } from './demonstrations/demonstrated-routines.ts'
import { cellsEach, placesIn } from './places-in.ts'
import { procedureOf } from './procedure/build.ts'
import { closedPatterns } from './routines/closed-patterns.ts'
import { maximalRepeats } from './routines/repeats.ts'
import { Effort } from './transformations/effort.ts'
import { learnTransformation } from './transformations/learn.ts'
import { transfers } from './transformations/transfers.ts'

/** A recording of one long stretch: each value is copied from where the last one was pasted, field after field. */
const stretch = (who: string, fields: number) =>
  [
    `== ${who}`,
    `# "Enter everything" ${who}`,
    ...Array.from(
      { length: fields },
      (_, f) => `${who} | Web | copy textbox "F ${f}" #f${f} on https://x.test = "${who} value"
${who} | Web | paste textbox "F ${f + 1}" #f${f + 1} on https://x.test = "${who} value"`,
    ),
    '#',
  ].join('\n')

test('two recordings of one long stretch become a procedure', () => {
  const fields = 2000
  const log = cleanUiLog(uiLog(`${stretch('ann', fields)}\n${stretch('bob', fields)}`))
  const [routine, ...others] = demonstratedRoutines(log)
  expect(others).toEqual([])
  expect(routine!.instances).toHaveLength(2)
  const procedure = procedureOf(routine!, log, new Names())
  expect(procedure.steps).toHaveLength(routine!.steps.length)
  expect(procedure.steps.length).toBeGreaterThanOrEqual(2 * fields)
  expect(new Set(procedure.parameters.map(({ name }) => name)).size).toBe(procedure.parameters.length)
  const found = transfers(log, routine!.instances, new Names())
  expect(found).toHaveLength(fields)
  expect(found.every(({ sources }) => sources.length === 1)).toBe(true)
})

test('alignments of one routine share their cells', () => {
  expect(cellsEach(1)).toBe(cellsEach(64))
  expect(1000 * cellsEach(1000)).toBeLessThanOrEqual(64 * cellsEach(64))
  const long = Array.from({ length: 400 }, (_, k) => `${k}`)
  // without a table each step takes the next place that fits: one that stands behind skips those between
  expect(placesIn(['2', '1', ...long], ['1', '2', ...long], 100).slice(0, 3)).toEqual([1, 3, -1])
  expect(placesIn(['2', '1', ...long], ['1', '2', ...long]).filter(place => place >= 0)).toHaveLength(401)
})

test('the search for rules ends where its effort is spent, and says so', () => {
  const examples = Array.from({ length: 6 }, (_, k) => ({ inputs: [`a${k} b${k}`], output: `b${k}-a${k}` }))
  const enough = new Effort(1e6)
  expect(learnTransformation(examples, enough).ok).toBe(true)
  expect(enough.isSpent).toBe(false)
  expect(learnTransformation(examples, new Effort(10))).toEqual({
    ok: false,
    because: 'there were too many fields to search for rules of all of them',
  })
})

test('closed patterns of two long sequences are given up within their effort', () => {
  const long = Array.from({ length: 5000 }, (_, k) => (k * k) % 97)
  const { complete } = closedPatterns([long, [...long].reverse()], 2, { effort: 1e6 })
  expect(complete).toBe(false)
})

test('a stretch that holds itself has as many repeats as there is room for their places', () => {
  const same = new Int32Array(2000)
  const repeats = maximalRepeats(same, 1, 2, 5000)
  expect(repeats[0]).toEqual({ length: 1999, places: [0, 1] })
  expect(repeats.reduce((sum, { places }) => sum + places.length, 0)).toBeLessThanOrEqual(5000)
})
