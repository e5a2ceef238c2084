import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../test/shared.ts'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { maskedAt } from '../../log/masked.ts'
import { actionAt, elementAt } from '../../log/ui-log.ts'
import { ValueMasker } from '../../privacy/value-masker.ts'
import { actionLogger } from './action-logger.ts'

const masker = () => new ValueMasker({ platform: nodePlatform, key: new Uint8Array(32) })
const read = (text: string) =>
  actionLogger.read(bytesSource('ui.csv', new TextEncoder().encode(text)), { platform: nodePlatform, masker: masker() })

const HEADER =
  'timeStamp,userID,targetApp,eventType,url,content,target.workbookName,target.sheetName,target.id,target.class,target.tagName,target.type,target.name,target.value,target.innerText'

test('a copy from a sheet and the paste into a form are two events of one value', async () => {
  const { log, problems } = await read(
    `${HEADER}
2019-06-11T05:17:23.108Z,ann,Excel,copyCell,,John Doe,book.xlsx,Sheet1,A2,,,,,John Doe,
2019-06-11T05:17:26.839Z,ann,Chrome,paste,https://x.test/f,John Doe,,,first,,INPUT,text,Name,,
`,
  )
  expect(problems).toEqual([])
  expect([actionAt(log, 0), actionAt(log, 1)]).toEqual(['copy', 'paste'])
  expect(log.value[0]).toBe(log.value[1])
  expect(maskedAt(log.values, log.value[0]!)).toMatchObject({ shape: 'Aaa', class: 'person-name', clear: null })
  expect([log.position.row[0], log.position.column[0]]).toEqual([2, 1])
  expect(elementAt(log.elements, log.element[1]!)).toMatchObject({
    application: 'Chrome',
    role: 'textbox',
    identifier: 'first',
  })
})

test('columns of others are told, rows without an action too', async () => {
  const { log, problems } = await read(
    `${HEADER},Task\n2019-06-11T05:17:23.108Z,ann,Excel,,,,,,,,,,,,,x\nnever,ann,Chrome,clickButton,,,,,,,,,,,Submit,x\n`,
  )
  expect(log.eventCount).toBe(1)
  expect(problems.map(({ kind }) => kind)).toEqual(['unknown-column', 'no-action', 'unreadable-time'])
})

describeShared('recordings of the Action Logger', 'data/logs/ui-task-recognition/L1.csv', () => {
  test('L1 is read whole, in the order of the file, because its times run back', async () => {
    const bytes = readFileSync(sharedPath('data/logs/ui-task-recognition/L1.csv'))
    const { log } = await actionLogger.read(bytesSource('L1.csv', bytes), {
      platform: nodePlatform,
      masker: masker(),
    })
    expect([log.eventCount, log.order.by]).toEqual([6114, 'input'])
    expect(log.order.withoutTime).toBe(0)
  })
})
