import { expect, test } from 'vitest'
import { bytesSource } from '../../base/platform.ts'
import { csv } from '../csv/csv.ts'
import { json } from '../json/json.ts'
import { xes } from '../xes/xes.ts'
import { tableLosses } from './losses.ts'
import { platform, printProblems, textSource } from './reading.fixture.ts'

const XES = `<?xml version="1.0"?><log>
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<classifier name="Activity" keys="concept:name"/><string key="source" value="ERP"/>
<trace><string key="concept:name" value="A"/><string key="note" value=""/>
<event><string key="concept:name" value="a"/><string key="with" value="x"><int key="child" value="1"/></string></event>
</trace>
<trace><string key="concept:name" value="B"/></trace>
<trace><string key="concept:name" value=""/><event><string key="concept:name" value="a"/></event></trace></log>`

test('what a table of events has no place for is told before it is written', async () => {
  const { log } = await xes.read(textSource(XES), { platform })
  expect(printProblems(tableLosses(log))).toEqual([
    'lost-log-attributes ×3 (source)',
    'lost-nested-attributes ×1 (with)',
    'lost-empty-cases ×1 (B)',
    'lost-case-id ×1',
    'lost-empty-texts ×1',
  ])
  expect(tableLosses(log).every(({ severity }) => severity === 'loss')).toBe(true)
  expect(xes.losses).toBeUndefined()
})

test.each([csv, json])('a log that $id holds whole loses nothing, and neither does what was written', async format => {
  const { log } = await csv.read(textSource('case,activity,time,n\n1,a,2021-01-01,2\n1,b,2021-01-02,\n'), { platform })
  expect(format.losses!(log)).toEqual([])
  const whole = await xes.read(textSource(XES), { platform })
  const chunks: Uint8Array[] = []
  for await (const chunk of format.write!(whole.log, platform)) chunks.push(chunk)
  const again = await format.read(bytesSource('again', Uint8Array.from(chunks.flatMap(chunk => [...chunk]))), {
    platform,
    mapping: { version: 1, caseId: 'case:concept:name', activity: 'concept:name' },
  })
  expect(format.losses!(again.log)).toEqual([])
})
