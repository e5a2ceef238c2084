import { expect, test } from 'vitest'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { elementAt } from '../../log/ui-log.ts'
import { openUiLog } from './open-ui-log.ts'
import { printUi } from './reading.fixture.ts'

/** As task mining products export: an element's name, and for spreadsheets the address in it. */
const TABLE = `Timestamp,User,Event type,Application name,Window title,Element type,Element name,Value
2025-03-03 08:00:00,ann,Left-click,EXCEL.EXE,Orders.xlsx - Excel,DataItem,A2,
2025-03-03 08:00:01,ann,Copy,EXCEL.EXE,Orders.xlsx - Excel,DataItem,Open orders!$B$12,PO-1
2025-03-03 08:00:02,ann,Copy,EXCEL.EXE,Orders.xlsx - Excel,,B3:C5,PO-2
2025-03-03 08:00:03,ann,Left-click,EXCEL.EXE,Orders.xlsx - Excel,Button,F5,
2025-03-03 08:00:04,ann,Left-click,chrome,Orders,Edit,A2,
2025-03-03 08:00:05,ann,Paste,chrome,Orders - Google Sheets,,D7,PO-2
2025-03-03 08:00:06,ann,Left-click,EXCEL.EXE,Orders.xlsx - Excel,Edit,Formula bar,
`
const read = (more = {}) =>
  openUiLog(bytesSource('t.csv', new TextEncoder().encode(TABLE)), {
    platform: nodePlatform,
    key: new Uint8Array(32),
    keepValues: true,
    ...more,
  })

test('an address as the name of an element of a spreadsheet is a cell with its row and column', async () => {
  const { log } = await read()
  expect(printUi(log).map(line => line.replace(/^\S+ \| /, ''))).toEqual([
    'EXCEL.EXE | click | cell[2,1]',
    'EXCEL.EXE | copy | cell[12,2] | PO-1',
    'EXCEL.EXE | copy | cell[3,2] | PO-2',
    'EXCEL.EXE | click | button F5',
    'chrome | click | textbox A2',
    'chrome | paste | cell[7,4] | PO-2',
    'EXCEL.EXE | click | textbox Formula bar',
  ])
  expect([log.position.rows[2], log.position.columns[2]]).toEqual([3, 2])
  expect(log.element[0], 'cells of one sheet are one element').toBe(log.element[2])
  expect(elementAt(log.elements, log.element[1]!)!.group).toBe('Open orders')
})

test('of masked cells nothing of the address stays in the element', async () => {
  const { log } = await read({ keepValues: false })
  expect(elementAt(log.elements, log.element[0]!)).toMatchObject({ role: 'cell', name: null, identifier: null })
  expect([log.position.row[1], log.position.column[1]]).toEqual([12, 2])
})
