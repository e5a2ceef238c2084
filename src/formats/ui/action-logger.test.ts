import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../test/shared.ts'
import { maskedAt } from '../../log/masked.ts'
import { elementAt, textAt } from '../../log/ui-log.ts'
import { actionLogger } from './action-logger.ts'
import { printUi, readBytes, readSample, readText } from './reading.fixture.ts'

const HEADER =
  'timeStamp,userID,targetApp,eventType,url,content,target.workbookName,target.sheetName,target.id,target.class,target.tagName,target.type,target.name,target.value,target.innerText'

describe('the Action Logger', () => {
  test('a copy from a sheet and the paste into a form are two events of one value', async () => {
    const { log, problems } = await readText(
      actionLogger,
      `${HEADER}
2019-06-11T05:17:23.108Z,ann,Excel,copyCell,,John Doe,book.xlsx,Sheet1,A2,,,,,John Doe,
2019-06-11T05:17:26.839Z,ann,Chrome,paste,https://x.test/f,John Doe,,,first,,INPUT,text,Name,,
`,
      { capture: ['all'] },
    )
    expect(problems).toEqual([])
    expect(printUi(log).map(line => line.replace(/^\S+ \| /, ''))).toEqual([
      'Excel | copy | cell[2,1] | John Doe',
      'Chrome | paste | textbox first | John Doe',
    ])
    expect(log.value[0]).toBe(log.value[1])
    expect(log.capture).toEqual(['all'])
  })

  test('rows of SmartRPA put into its columns are read by the words of that recorder', async () => {
    const { log } = await readText(
      actionLogger,
      `${HEADER}
2021-06-23T12:55:08.080Z,bob,Chrome,changeField,https://x.test/f,,,,,,INPUT,text,full_name,Lucia Costa,
2021-06-23T12:55:09.080Z,bob,Chrome,clickRadioButton,https://x.test/f,,,,,,INPUT,radio,kind,car,
`,
      { capture: ['all'] },
    )
    expect(printUi(log).map(line => line.replace(/^\S+ \| /, ''))).toEqual([
      'Chrome | enter | textbox full_name | Lucia Costa',
      'Chrome | click | radio kind',
    ])
  })

  test('the sample with all its oddities', async () => {
    const { log, problems } = await readSample(actionLogger, 'ui-action-logger.csv')
    expect(printUi(log).map(line => line.replace(/^\S+ \| /, ''))).toEqual([
      'Excel | read | cell[2,2] | PO-10471',
      'Excel | copy | clipboard | PO-10471',
      'Chrome | click | textbox order',
      'Chrome | paste | textbox order | PO-10471',
      'Chrome | enter | textbox order | PO-10471',
      'Chrome | select | combobox size | Medium',
      'Chrome | click | button Book',
      'Chrome | submit | form',
      'Chrome | other | body',
    ])
    expect(problems.map(({ kind, count }) => [kind, count])).toEqual([
      ['unknown-column', 2],
      ['mixed-time-formats', 2],
      ['zone-assumed', 1],
      ['no-action', 1],
      ['clipboard-attributed', 1],
      ['missing-user', 1],
    ])
    expect(log.order).toEqual({ by: 'time', moved: 0, ties: 0, withoutTime: 0 })
    expect(new Date(log.time[7]!).toISOString()).toBe('2025-03-03T08:00:15.000Z')
    expect([textAt(log.user, 1), log.user.codes[8]]).toEqual([textAt(log.user, 0), -1])
    expect([...log.ordinal]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 9])
  })

  test('nothing of a value is kept unless a rule says so, and no row number becomes part of an element', async () => {
    const { log } = await readSample(actionLogger, 'ui-action-logger.csv')
    expect(log.elements.size).toBe(7)
    const text = new TextDecoder().decode(log.elements.identifier.dictionary.bytes)
    expect(text).toBe('ordersize')
    expect(maskedAt(log.values, log.value[0]!)!.shape).toBe('AA-9999')
  })

  test('paths instead of ids, pointers, semicolons', async () => {
    const { log } = await readSample(actionLogger, 'ui-action-logger-forms.csv')
    expect(printUi(log).map(line => line.replace(/^- \| Forms \| /, ''))).toEqual([
      'click | textbox /HTML/BODY[1]/DIV[2]/INPUT[1]',
      'enter | textbox /HTML/BODY[1]/DIV[2]/INPUT[1] | adam',
      'click | button Übernehmen',
      'click | button /HTML/BODY[1]/DIV[4]/BUTTON[1]',
    ])
    expect([...log.x!]).toEqual([727, 1050.5, 644, 644])
    expect(elementAt(log.elements, 0)!.selectors.map(({ kind }) => kind)).toEqual(['css', 'xpath'])
  })

  test('cases of segmented logs are demonstrations, unless they are to be ignored', async () => {
    const text = `caseID,${HEADER}
1,2019-06-11T05:17:23Z,ann,Excel,copyCell,,a,b.xlsx,S,A2,,,,,a,
1,2019-06-11T05:17:24Z,ann,Excel,copyCell,,a,b.xlsx,S,A3,,,,,a,
2,2019-06-11T05:17:25Z,ann,Excel,copyCell,,a,b.xlsx,S,A4,,,,,a,
,2019-06-11T05:17:26Z,ann,Excel,copyCell,,a,b.xlsx,S,A5,,,,,a,
`
    const { log } = await readText(actionLogger, text)
    expect(log.demonstrations).toEqual([
      { task: 'case', first: 0, last: 1 },
      { task: 'case', first: 2, last: 2 },
    ])
    expect((await readText(actionLogger, text, { cases: 'ignore' })).log.demonstrations).toEqual([])
  })

  test('two recorders that lag are sorted by time, shuffled runs stay as they are', async () => {
    const row = (second: number, app: string) =>
      `2019-06-11T05:17:${String(second).padStart(2, '0')}Z,ann,${app},copyCell,,a,,,,,,,,a,`
    const lagging = [1, 3, 5].flatMap(s => [row(s, 'Chrome'), row(s + 4, 'Chrome'), row(s, 'Excel')])
    const late = await readText(actionLogger, [HEADER, row(1, 'A'), row(5, 'A'), row(3, 'B'), row(7, 'A')].join('\n'))
    expect([late.log.order.by, [...late.log.ordinal]]).toEqual(['time', [0, 2, 1, 3]])
    const runs = await readText(actionLogger, [HEADER, ...lagging].join('\n'))
    expect([runs.log.order.by, [...runs.log.ordinal]]).toEqual(['input', [0, 1, 2, 3, 4, 5, 6, 7, 8]])
  })
})

test('a copy of a part carries what was copied, and its cell shows the whole', async () => {
  const { log } = await readText(
    actionLogger,
    `${HEADER}
2019-06-11T05:17:23.108Z,ann,Excel,copyCell,,4450,book.xlsx,Sheet1,D2,,,,,01-4450-00,
2019-06-11T05:17:26.839Z,ann,Chrome,paste,https://x.test/f,4450,,,code,,INPUT,text,Code,,
2019-06-11T05:17:27.839Z,ann,Excel,copy,,,book.xlsx,Sheet1,D3,,,,,4450,
`,
  )
  expect([log.value[0], log.value[2]]).toEqual([log.value[1], log.value[1]])
  expect(maskedAt(log.values, log.fieldValue[0]!)).toMatchObject({ shape: '99-9999-99' })
})

describeShared('recordings of the Action Logger', ['data/logs/ui-task-recognition', 'data/ui/noisy-leno'], () => {
  const read = (path: string) => readBytes(actionLogger, readFileSync(sharedPath(path)))
  const tasks = 'data/logs/ui-task-recognition'
  const raw = 'data/logs/ui-rpm-segmentator/Evaluation/CSV'

  test('all rows of all dialects are read, in the right order, and every action is known', async () => {
    const found: unknown[] = []
    for (const path of [
      `${tasks}/L1.csv`,
      `${tasks}/TF_04.csv`,
      `${raw}/StudentRecord.csv`,
      `${raw}/Reimbursement.csv`,
      `${raw}/StudentRecord_segmented.csv`,
      'data/ui/noisy-leno/experiment_extended_SR_RT_plus.csv',
    ]) {
      const { log } = await read(path)
      found.push([log.eventCount, log.order.by, log.demonstrations.length, log.action.filter(a => a === 31).length])
    }
    expect(found).toEqual([
      [6114, 'input', 0, 0],
      [425, 'input', 0, 0],
      [2409, 'time', 0, 0],
      [4591, 'input', 0, 0],
      [1539, 'time', 50, 0],
      [7119, 'input', 100, 0],
    ])
  })

  test('the elements of the web forms are seven, whatever ids and row numbers stand beside', async () => {
    const { log } = await read(`${tasks}/TF_04.csv`)
    expect(log.elements.size).toBe(7)
  })
})
