import { expect, test } from 'vitest'
import { uiLog } from '../log/ui-notation.ts'
import { cleanUiLog } from './cleaning/clean-ui-log.ts'
import { sourcesOf } from './data-flow.ts'
import { printSteps } from './print-steps.ts'

const flow = (picture: string, options: Parameters<typeof cleanUiLog>[1] = {}, log = uiLog(picture)) =>
  printSteps(cleanUiLog(log, options))

test('a value goes from a sheet into a form, from there into another one: sources are a chain', () => {
  const picture = `
ann | Excel | copy cell B2 in Orders = "John Doe"
ann | Chrome | paste textbox Name in Form = "John Doe"
ann | Chrome | enter textbox Name in Form = John
ann | Chrome | copy textbox Name in Form = John
ann | CRM | paste textbox Contact = John`
  const steps = cleanUiLog(uiLog(picture))
  expect(printSteps(steps)).toBe(
    `1 copy column B from Orders (1)
2 paste into Name (2+3) ← 1 derived
3 copy Name from Form (4) ← 2 derived
4 paste into Contact (5) ← 3 clipboard`,
  )
  expect(sourcesOf(steps, 3)).toEqual([2, 1, 0])
})

test('a value that was read and typed elsewhere is retyped; short and common ones are not', () => {
  expect(
    flow(`
ann | Excel | read cell B2 in Orders = 4711
ann | Chrome | enter textbox "Order no." = 4711
ann | Excel | read cell C2 in Orders = 1
ann | Chrome | enter textbox Pieces = 1`),
  ).toBe(
    `1 read column B in Orders (1)
2 type Order no. (2) ← 1 retyped
3 read column C in Orders (3)
4 type Pieces (4)`,
  )
})

test('a value that was last in the same place is a habit, not a source', () => {
  expect(
    flow(`
ann | Chrome | enter textbox Country = Italy
ann | Chrome | click button Save
ann | Chrome | enter textbox Country = Italy`),
  ).toBe(
    `1 type Country (1)
2 click Save (2)
3 type Country (3)`,
  )
})

test('what lies further back than the reach is taken for chance', () => {
  const between = Array.from({ length: 6 }, (_, i) => `ann | Chrome | click button B${i}x`).join('\n')
  const picture = `ann | Excel | copy cell B2 = 4711\n${between}\nann | Chrome | enter:typed textbox No = 4711\nann | Chrome | paste textbox Other = 4711`
  expect(flow(picture, { reach: 5 })).toContain('← 1 clipboard')
  expect(flow(`ann | Excel | cut cell B2 = 4711\n${between}\nann | Chrome | select combobox No = 4711`)).toContain(
    '← 1 retyped',
  )
})

test('a paste after a cut of the log takes a copy before it by its content', () => {
  expect(flow('ann | Excel | copy cell B2 = 4711\n---\nann | Chrome | paste textbox No = 4711')).toContain(
    '2 paste into No (2) ← 1 clipboard',
  )
})

test('sources do not reach from one recording into the next', () => {
  expect(flow('ann | Excel | copy cell B2 = 4711\n---\n== b\nann | Chrome | paste textbox No = 4711')).not.toContain(
    '←',
  )
})

test('parts of kept texts and shared business identifiers are derived; shapes only where that is declared', () => {
  const part = `ann | Mail | copy text Body = "Order 4711 of Doe"
ann | Mail | paste textbox Note = "Order 4711 of Doe"
ann | Chrome | enter textbox "Order no." = 4711`
  expect(flow(part, {}, uiLog(part, { clear: true }))).toContain('type Order no. (3) ← 2 derived')
  const keys = (text: string) => text.match(/\d{4}/g) ?? []
  expect(flow(part, {}, uiLog(part, { keys }))).toContain('type Order no. (3) ← 2 derived')
  expect(flow(part)).not.toContain('3) ←')
  expect(flow(part, { byShape: true })).toContain('type Order no. (3) ← 1 derived')
})
