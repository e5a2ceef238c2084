import { expect, test } from 'vitest'
import { Names } from '../../log/naming.ts'
import { uiLog } from '../../log/ui-notation.ts'
import { cleanUiLog } from '../cleaning/clean-ui-log.ts'
import { demonstratedRoutines } from '../demonstrations/demonstrated-routines.ts'
import { candidateOf } from './candidate.ts'

const PAGE = 'on "https://shop.test/new"'
/**
 * Four instances; a sheet is read at 0 s, its value pasted at 3 s, a note typed from 5 s to 25 s in three events (another one in
 * each instance), saved at 26 s; one calls somebody up (10 s) before it saves. By hand: 26 s of hands-on time, 36 s with the call.
 */
const NOTES = ['call before noon', 'no stairs', 'leave with neighbour', 'ring twice']
const instance = (n: number, calls: boolean) => {
  const at = (seconds: number) => `@${n * 600 + seconds}s`
  const type = (text: string, seconds: number) =>
    `ann | Chrome | enter textbox Note #note ${PAGE} = "${text}" ${at(seconds)}`
  return [
    `# Order ${n}`,
    `ann | Excel | copy cell A${n + 2} of book.xlsx = order${n} ${at(0)}`,
    `ann | Chrome | paste textbox Order #order ${PAGE} = order${n} ${at(3)}`,
    type(NOTES[n]!.slice(0, 1), 5),
    type(NOTES[n]!.slice(0, 4), 15),
    type(NOTES[n]!, 25),
    ...(calls ? [`ann | Phone | click button Call ${at(35)}`] : []),
    `ann | Chrome | click button Save ${PAGE} ${at(calls ? 36 : 26)}`,
    '#',
  ].join('\n')
}
const log = cleanUiLog(uiLog([0, 1, 2, 3].map(n => instance(n, n === 3)).join('\n'), { clear: true }))
const [routine] = demonstratedRoutines(log)
const { inputs, steps } = candidateOf(routine!, log, new Names())

test('minutes an instance are those from its first event to its last', () => {
  expect(inputs.minutesPerInstance?.value).toBeCloseTo((3 * 26 + 36) / 4 / 60, 10)
})

test('all the time of a step counts for its share, from its first event on', () => {
  expect(steps).toMatchObject({ judgement: 1 })
  const rule = routine!.steps.some(({ label }) => label.includes('Call')) ? 3 * 4 + 4 + 10 : 3 * 4 + 4
  expect(inputs.ruleShare.value).toBeCloseTo(rule / (3 * 26 + 36), 10)
})
