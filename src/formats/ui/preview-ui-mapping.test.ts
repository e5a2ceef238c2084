import { expect, test } from 'vitest'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import type { UiMapping } from '../../log/ui-mapping.ts'
import { openUiLog } from './open-ui-log.ts'
import { previewUiMapping } from './preview-ui-mapping.ts'
import { proposeUiMapping } from './propose-ui-mapping.ts'
import { printUi } from './reading.fixture.ts'

const CSV = `when;who;did;program;field;typed
2024-03-05 09:00:01;ann;pressed;Orders;"Save; now";
2024-03-05 09:00:04;ann;typed;Orders;Note;"said ""no""
twice"
2024-03-05 09:00:09;ann;pressed;Mail;Send;n/a
`
const options = { platform: nodePlatform, key: new Uint8Array(32).fill(7) }
const source = () => bytesSource('made-up.csv', encodeUtf8(CSV))
const mappingOf = (table: UiMapping['table']): UiMapping => ({
  version: 1,
  table,
  time: { columns: ['when'] },
  timeZone: 'Europe/Berlin',
  user: 'who',
  action: 'did',
  actions: { pressed: 'click', typed: 'enter' },
  value: 'typed',
  element: { application: 'program', name: 'field' },
  selectors: [],
})

test('the first rows read with a mapping are the first events of the whole table, masked alike', async () => {
  const proposal = await proposeUiMapping(source(), { platform: nodePlatform })
  const mapping = mappingOf({ delimiter: ';' })
  const preview = await previewUiMapping('made-up.csv', proposal.preview, mapping, options)
  const whole = await openUiLog(source(), { ...options, mapping })
  expect(printUi(preview.log)).toEqual(printUi(whole.log))
  expect([...preview.log.time]).toEqual([...whole.log.time])
  expect(printUi(preview.log).map(line => line.split(' | ')[2])).toEqual(['click', 'enter', 'click'])
  expect(printUi(preview.log).join('\n')).not.toMatch(/ann|twice/)
  expect(preview.log.capture).toEqual([])
})

test('a mapping that names what is not there says so before the whole is read', async () => {
  const proposal = await proposeUiMapping(source(), { platform: nodePlatform })
  const wrong = { ...mappingOf({}), action: 'nothing' }
  await expect(previewUiMapping('made-up.csv', proposal.preview, wrong, options)).rejects.toThrow('"nothing"')
})
