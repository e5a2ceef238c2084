import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodePlatform as platform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { keysAt } from '../../log/masked.ts'
import type { UiLog } from '../../log/ui-log.ts'
import { KeyHasher } from '../../privacy/index.ts'
import { openUiLog } from './open-ui-log.ts'
import { writeUiLines } from './own/lines.ts'
import { writeUiLogZip } from './own/zipped.ts'

const projectKey = new Uint8Array(32).fill(2)
const identifiers = [{ name: 'order', pattern: 'PO-\\d{4,8}' }]
const HEADER = 'Time,User,Action,Application,Window title,URL,Element type,Element name,Value'
const table = (...rows: readonly string[]) => new TextEncoder().encode(`${[HEADER, ...rows].join('\n')}\n`)
const rows = [
  '2025-03-03 08:00:00,ann,click,Chrome,Order PO-1001 - Desk,https://desk.test/orders/PO-1001,button,Save,',
  '2025-03-03 08:00:10,ann,click,Chrome,Order PO-1002 - Desk,https://desk.test/orders/PO-1002,button,Save,',
  '2025-03-04 09:00:00,bob,click,ERP,Invoice,https://erp.test/invoice?po=PO-1001,button,Book,',
  '2025-03-04 09:00:10,bob,enter,ERP,Invoice,https://erp.test/invoice,textbox,Order,PO-1002',
]
const read = async (more: object = { projectKey, identifiers }) =>
  (await openUiLog(bytesSource('t.csv', table(...rows)), { platform, key: new Uint8Array(32), ...more })).log
const keysOf = (log: UiLog, row: number) => keysAt(log.keySets, log.placeKeys[row]!)

test('an order is known again on two screens, by two people, and by whoever holds the key of the project', async () => {
  const log = await read()
  const hashes = (token: string) => new KeyHasher(projectKey).token(token)
  expect(keysOf(log, 0)).toEqual(await hashes('PO-1001'))
  expect(keysOf(log, 1)).toEqual(await hashes('PO-1002'))
  expect(keysOf(log, 2)).toEqual(keysOf(log, 0))
  expect(keysOf(log, 3)).toEqual([])
})

test('the button is one element, whatever order it stands beside', async () => {
  const log = await read()
  expect(log.element[0]).toBe(log.element[1])
  expect(log.elements.size).toBe(3)
})

test('without declared identifiers no event has any', async () => {
  const log = await read({})
  expect(log.keySets.size).toBe(0)
  expect([...log.placeKeys]).toEqual([-1, -1, -1, -1])
})

test('declared identifiers without a key are refused', async () => {
  await expect(read({ identifiers })).rejects.toThrow('key of the project')
})

test('keys survive being stored', async () => {
  const log = await read()
  for (const bytes of [Buffer.concat([...writeUiLines(log)]), Buffer.concat([...writeUiLogZip(log)])]) {
    const again = (await openUiLog(bytesSource('stored', bytes), { platform, key: new Uint8Array(32) })).log
    expect([0, 1, 2, 3].map(row => keysOf(again, row))).toEqual([0, 1, 2, 3].map(row => keysOf(log, row)))
  }
})

test('a log of version 1, which knew no such keys, is read as having none', async () => {
  const bytes = readFileSync(join(import.meta.dirname, '../../../samples/ui-log.jsonl'))
  expect(bytes.toString().split('\n', 1)[0]).toContain('"version":1')
  const { log } = await openUiLog(bytesSource('old.jsonl', bytes), { platform, key: new Uint8Array(32) })
  expect(log.eventCount).toBeGreaterThan(0)
  expect(log.placeKeys.every(set => set === -1)).toBe(true)
})

test('a line that comes twice is one thing, and what points past the lines is refused', async () => {
  const log = await read()
  const lines = Buffer.concat([...writeUiLines(log)])
    .toString()
    .split('\n')
  const open = async (text: string) =>
    (await openUiLog(bytesSource('x.jsonl', new TextEncoder().encode(text)), { platform, key: new Uint8Array(32) })).log
  const first = lines.findIndex(line => line.startsWith('{"keys"'))
  const twice = [...lines.slice(0, first), lines[first]!, lines[first]!, ...lines.slice(first + 1)]
  const shifted = twice.map(line => line.replace('"placeKeys":1', '"placeKeys":2'))
  expect(keysOf(await open(shifted.join('\n')), 1)).toEqual(keysOf(log, 1))
  const beyond = lines.map(line => line.replace('"placeKeys":1', '"placeKeys":9'))
  await expect(open(beyond.join('\n'))).rejects.toThrow('points to nothing')
})
