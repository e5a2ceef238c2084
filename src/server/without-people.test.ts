import { expect, test } from 'vitest'
import { nodePlatform } from '../base/platform.node.ts'
import { bytesSource } from '../base/platform.ts'
import { xes } from '../formats/index.ts'
import { withoutPeople } from './without-people.ts'

const text = `<log xes.version="2.0">
<global scope="event"><string key="concept:name" value="-"/><string key="org:resource" value="Jane Roe"/></global>
<classifier name="Who" keys="org:resource"/><classifier name="What" keys="concept:name"/>
<int key="events" value="3"><int key="Jane Roe" value="2"/></int><string key="author" value="Jane Roe"/><string key="source" value="SAP"/>
<list key="team"><string key="one" value="Jane Roe"/></list>
<trace><string key="concept:name" value="c1"/><string key="deal" value="d"><string key="customer contact" value="Jane Roe"/><string key="size" value="large"/></string>
<event><string key="concept:name" value="a"/><string key="org:resource" value="Jane Roe"/><date key="time:timestamp" value="2024-01-01T00:00:00Z"/>
<string key="form" value="f"><container key="signed"><string key="org:resource" value="Jane Roe"/><string key="place" value="Delft"/></container></string></event></trace></log>`

test('nothing of people is left at any depth, what is not about them stays, and what was left out is named', async () => {
  const { log } = await xes.read(bytesSource('a.xes', new TextEncoder().encode(text)), { platform: nodePlatform })
  const { log: shown, left } = withoutPeople(log, (_, key) => key === 'org:resource')
  const chunks: Uint8Array[] = []
  for await (const chunk of xes.write!(shown, nodePlatform)) chunks.push(chunk)
  const written = Buffer.concat(chunks).toString()
  expect(written).not.toContain('Jane Roe')
  for (const kept of ['"source"', '"events"', '"c1"', '"large"', '"Delft"', '"What"', '"a"', '"form"'])
    expect(written).toContain(kept)
  expect(written).not.toContain('"Who"')
  expect(left).toEqual(['events', 'author', 'team'])
  expect(shown.resourceKey).toBeNull()
})
