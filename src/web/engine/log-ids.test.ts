import { expect, test } from 'vitest'
import { isHere, isTaskLog, routineLogId, uiLogOf } from './log-ids.ts'

test('the address tells where a log lives and what it holds', () => {
  const uuid = '0b9d7c5e-52b7-4a3f-8a44-4f1e7c9a1c11'
  const kinds = (log: string) => ({ here: isHere(log), tasks: isTaskLog(log), uiLog: uiLogOf(log) })
  expect(kinds(uuid)).toEqual({ here: false, tasks: false, uiLog: null })
  expect(kinds(routineLogId(uuid))).toEqual({ here: false, tasks: true, uiLog: uuid })
  expect(kinds('here-0123456789ab')).toEqual({ here: true, tasks: false, uiLog: null })
  expect(kinds('here-ui-0123456789ab')).toEqual({ here: true, tasks: true, uiLog: null })
  expect(isTaskLog(null)).toBe(false)
})
