import { expect, test, vi } from 'vitest'
import { maskedAt } from '../../log/masked.ts'
import { actionAt, elementAt, textAt, type UiLog } from '../../log/ui-log.ts'
import { generateUiLog } from '../generator/generate-ui-log.ts'
import { boundaryScore } from '../scoring/boundaries.ts'
import { RunParser } from './parse.ts'
import { learnKnowledge, StreamSegmenter } from './stream.ts'
import type { StreamEvent } from './stream-buffer.ts'

const eventAt = (ui: UiLog, row: number): StreamEvent => ({
  ordinal: row,
  user: textAt(ui.user, row),
  action: actionAt(ui, row),
  sourceAction: textAt(ui.sourceAction, row),
  element: elementAt(ui.elements, ui.element[row]!),
  row: ui.position.row[row]!,
  column: ui.position.column[row]!,
  value: maskedAt(ui.values, ui.value[row]!),
})

test('a stream is cut as the log is, a few events later', () => {
  const options = { seed: 1, routines: 3, noise: 0.2, people: 2, strayed: 0.03 }
  const knowledge = learnKnowledge(generateUiLog({ ...options, runs: 50 }).log)
  const { log, truth } = generateUiLog({ ...options, runs: 200 })
  const segmenter = new StreamSegmenter(knowledge, { window: 128 })
  const segments: { first: number; last: number; routine: string }[] = []
  let lag = 0
  for (let row = 0; row < log.eventCount; row++)
    for (const segment of segmenter.push(eventAt(log, row))) {
      expect(segment.last).toBeLessThanOrEqual(row)
      lag += row - segment.last
      segments.push(segment)
    }
  segments.push(...segmenter.finish())
  segments.sort((a, b) => a.first - b.first)
  const score = boundaryScore(
    segments.map(({ first }) => first),
    truth.map(({ rows }) => rows[0]!),
    0,
  )
  expect(score.f1).toBeGreaterThan(0.98)
  expect(lag / segments.length).toBeLessThan(40)
  expect(new Set(segments.map(({ routine }) => routine)).size).toBe(3)
  expect(knowledge.routines).toEqual(expect.arrayContaining(segments.map(({ routine }) => routine)))
})

test('no event takes over more than a few of the past, and windows stay bounded', () => {
  const options = { seed: 2, routines: 4, noise: 0.3, people: 1 }
  const knowledge = learnKnowledge(generateUiLog({ ...options, runs: 60 }).log)
  const { log } = generateUiLog({ ...options, runs: 300 })
  const segmenter = new StreamSegmenter(knowledge, { window: 32 })
  let taken = 0
  const advance = vi.spyOn(RunParser.prototype, 'advance')
  let longest = 0
  for (let row = 0; row < log.eventCount; row++) {
    advance.mockClear()
    segmenter.push(eventAt(log, row))
    taken = Math.max(taken, advance.mock.calls.length)
    for (const [item] of advance.mock.calls) longest = Math.max(longest, item)
  }
  advance.mockRestore()
  expect(taken).toBeLessThanOrEqual(5)
  expect(longest).toBeLessThan(64)
  expect(longest).toBeGreaterThanOrEqual(32)
})

test('a run longer than the window does not grow it', () => {
  const { log } = generateUiLog({ seed: 3, routines: 1, runs: 400, noise: 0, people: 1 })
  const segmenter = new StreamSegmenter(learnKnowledge(log), { window: 4 })
  const told = []
  for (let row = 0; row < log.eventCount; row++) told.push(...segmenter.push(eventAt(log, row)))
  told.push(...segmenter.finish())
  for (const { first, last } of told) expect(last).toBeGreaterThanOrEqual(first)
  expect(new Set(told.map(({ first }) => first)).size).toBe(told.length)
})
