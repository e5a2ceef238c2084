import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Names } from '../log/naming.ts'
import { noiseKinds } from '../log/step-log.ts'
import { uiLog } from '../log/ui-notation.ts'
import { cleanUiLog } from './cleaning/clean-ui-log.ts'
import { pictures } from './cleaning/random-ui-log.fixture.ts'
import { printSteps } from './print-steps.ts'

const steps = (picture: string, options: Parameters<typeof cleanUiLog>[1] = {}) =>
  printSteps(cleanUiLog(uiLog(picture), options))

test('an order is copied from a sheet into a form', () => {
  expect(
    steps(`
ann | Excel | switch in Orders of orders.xlsx
ann | Excel | read cell B2 in Orders of orders.xlsx = 4711
- | Clipboard | copy = 4711
ann | Chrome | click textbox #q3_order[number] on https://shop.test/orders/new
ann | Chrome | paste textbox #q3_order[number] on https://shop.test/orders/new = 4711
ann | Chrome | enter textbox #q3_order[number] on https://shop.test/orders/new = 4711
ann | Chrome | click textbox Customer on https://shop.test/orders/new
ann | Chrome | click div on https://shop.test/orders/new
ann | Chrome | key textbox Amount on https://shop.test/orders/new
ann | Chrome | enter textbox Amount on https://shop.test/orders/new = 120
ann | Chrome | click button Submit on https://shop.test/orders/new
ann | Chrome | submit on https://shop.test/orders/new
ann | Chrome | navigate on https://shop.test/orders/4711/thanks`),
  ).toBe(
    `1 switch to Orders (1)
2 copy column B from Orders (2+3)
3 paste into Order number (4+5+6) ← 2 clipboard
4 type Amount (9+10)
5 click Submit (11+12+13)
noise: 7 unfocused, 8 unfocused`,
  )
})

test('labels say what is done, to what, and where that helps', () => {
  const labels = `
ann | Excel | open of data.xls
ann | Excel | copy cell C2:F2 in "Student details" = "a b"
ann | Chrome | paste textbox "Invoice no." on https://shop.test = "a b"
ann | Chrome | select combobox Country on https://shop.test = Italy
ann | Chrome | check checkbox "I agree:" on https://shop.test
ann | Chrome | click link "Add another response." on https://shop.test
ann | Chrome | navigate on https://shop.test/NewRecord
ann | Excel | save of data.xls
ann | SAP | sort cell Amount in Items
ann | SAP | other:applyLayout in Items`
  expect(steps(labels)).toBe(
    `1 open data.xls (1)
2 copy columns C to F from Student details (2)
3 paste into Invoice no. (3) ← 2 clipboard
4 select Country (4)
5 check I agree (5)
6 click Add another response. (6+7)
7 save data.xls (8)
8 sort by Amount in Items (9)
9 apply layout Items (10)`,
  )
})

test('a name that a person chose is used', () => {
  const names = new Names(new Map([['q6_studentId', 'Matriculation number']]))
  expect(steps('ann | Chrome | enter textbox #q6_studentId = 12', { names })).toBe('1 type Matriculation number (1)')
})

test('every event belongs to one step or is noise, and steps stand in the order of their last event', () => {
  fc.assert(
    fc.property(pictures, picture => {
      const log = cleanUiLog(uiLog(picture))
      const owners = new Array<number>(log.ui.eventCount).fill(0)
      let last = -1
      for (let s = 0; s < log.stepCount; s++) {
        const rows = log.rows.subarray(log.rowOffsets[s]!, log.rowOffsets[s + 1]!)
        for (const row of rows) owners[row]!++
        expect([...rows]).toEqual([...rows].sort((a, b) => a - b))
        expect(rows.at(-1)!).toBeGreaterThan(last)
        last = rows.at(-1)!
        expect(log.source[s]!).toBeLessThan(s)
        expect(log.source[s]! >= 0).toBe(log.flow[s]! > 0)
      }
      expect(owners).toEqual([...log.noise].map(kind => (noiseKinds[kind] === 'none' ? 1 : 0)))
    }),
  )
})

test('the same log gives the same steps', () => {
  fc.assert(
    fc.property(pictures, picture => {
      expect(steps(picture)).toBe(steps(picture))
    }),
  )
})
