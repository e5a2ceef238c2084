import { expect, test } from 'vitest'
import { maskedAt } from '../../log/masked.ts'
import { actionAt, elementAt, textAt, type UiLog } from '../../log/ui-log.ts'
import { generateUiLog } from '../generator/generate-ui-log.ts'
import { boundaryScore } from '../scoring/boundaries.ts'
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
