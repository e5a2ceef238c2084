import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tableFromIPC } from '@uwdata/flechette'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodePlatform } from '../../../base/platform.node.ts'
import { bytesSource } from '../../../base/platform.ts'
import { plainUiLog, randomUiLog } from '../../../log/random-ui-log.fixture.ts'
import type { UiLog } from '../../../log/ui-log.ts'
import { actionLogger } from '../action-logger.ts'
import { openUiLog } from '../open-ui-log.ts'
import { readSample } from '../reading.fixture.ts'
import { openUiLogFolder, writeUiLogFolder } from './folder.node.ts'
import { writeUiLines } from './lines.ts'
import { ownFiles } from './tables.ts'
import { writeUiLogZip } from './zipped.ts'

const key = new Uint8Array(32)
const open = (bytes: Uint8Array) => openUiLog(bytesSource('stored', bytes), { platform: nodePlatform, key })
const zipped = (log: UiLog) => Buffer.concat([...writeUiLogZip(log)])
const lines = (log: UiLog) => Buffer.concat([...writeUiLines(log)])
const sample = async () => (await readSample(actionLogger, 'ui-action-logger.csv')).log

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'ui-log-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('the own files of a UI log', () => {
  test('give back every log exactly: zip, JSON lines, folder', () =>
    fc.assert(
      fc.asyncProperty(randomUiLog, async log => {
        const plain = plainUiLog(log)
        expect(plainUiLog((await open(zipped(log))).log)).toEqual(plain)
        expect(plainUiLog((await open(lines(log))).log)).toEqual(plain)
        const stored = inFolder(folder => {
          writeUiLogFolder(folder, log)
          return openUiLogFolder(folder)
        })
        expect(plainUiLog(stored)).toEqual(plain)
      }),
      { numRuns: 60 },
    ))

  test('the same log gives the same bytes', async () => {
    const log = await sample()
    expect(zipped(log).equals(zipped(log))).toBe(true)
    expect(lines(log).equals(lines((await open(lines(log))).log))).toBe(true)
  })

  test('other readers of Arrow see the columns', async () => {
    const log = await sample()
    const file = ownFiles(log).find(({ name }) => name === 'events.arrow')!
    const table = tableFromIPC(Buffer.concat([...file.chunks()]))
    expect(table.numRows).toBe(9)
    expect([...table.getChild('action')].slice(0, 3)).toEqual(['read', 'copy', 'click'])
  })

  test.skipIf(!hasPyarrow())('pyarrow finds them valid', async () => {
    const log = await sample()
    const told = inFolder(folder => {
      writeUiLogFolder(folder, log)
      const program = `
import sys, os, pyarrow.ipc as ipc
for name in sorted(os.listdir(sys.argv[1])):
    if name.endswith('.arrow'):
        table = ipc.open_file(os.path.join(sys.argv[1], name)).read_all()
        table.validate(full=True)
        print(name, table.num_rows)`
      return execFileSync('python3', ['-c', program, folder], { encoding: 'utf8' })
    })
    expect(told.trim().split('\n')).toEqual([
      `elements.arrow ${log.elements.size}`,
      'events.arrow 9',
      'keys.arrow 0',
      'place-keys.arrow 0',
      `selectors.arrow ${log.elements.selectorKinds.length}`,
      `values.arrow ${log.values.size}`,
    ])
  })

  test('a newer version, a cut and codes that point nowhere are refused', async () => {
    const text = lines(await sample()).toString()
    const told = async (of: string) =>
      open(Buffer.from(of)).then(
        () => 'was read',
        (error: Error) => error.message,
      )
    expect(await told(text.replace('"version":2', '"version":3'))).toMatch(/version 3.*Update/)
    expect(await told(text.split('\n').slice(0, -3).join('\n'))).toMatch(/missing or broken/)
    expect(await told(text.slice(0, -20))).toMatch(/missing or broken/)
    expect(await told(text.replace(/"element":\d+/, '"element":99'))).toMatch(/points to nothing/)
    expect(await told(text.replace('"action":"copy"', '"action":"fly"'))).toMatch(/no known action/)
    expect(await told(text.replace(/"last":\d+/, '"last":99'))).toMatch(/outside of its rows/)
  })

  test('a folder of version 1 has no keys of titles and addresses', async () => {
    const log = await sample()
    inFolder(folder => {
      writeUiLogFolder(folder, log)
      rmSync(join(folder, 'place-keys.arrow'))
      expect(() => openUiLogFolder(folder)).toThrow(/place-keys.arrow.*missing|missing/)
      const about = readFileSync(join(folder, 'ui-log.json'), 'utf8')
      writeFileSync(join(folder, 'ui-log.json'), about.replace('"version": 2', '"version": 1'))
      expect(plainUiLog(openUiLogFolder(folder))).toEqual(plainUiLog(log))
    })
  })

  test('a folder without its last file, or with a cut one, is refused', async () => {
    const log = await sample()
    inFolder(folder => {
      writeUiLogFolder(folder, log)
      truncateSync(join(folder, 'values.arrow'), 200)
      expect(() => openUiLogFolder(folder)).toThrow(/damaged/)
      writeUiLogFolder(folder, log)
      const about = readFileSync(join(folder, 'ui-log.json'), 'utf8')
      writeFileSync(join(folder, 'ui-log.json'), about.replace('"events": 9', '"events": 8'))
      expect(() => openUiLogFolder(folder)).toThrow(/damaged/)
      rmSync(join(folder, 'ui-log.json'))
      expect(() => openUiLogFolder(folder)).toThrow(/no UI log/)
    })
  })
})

function hasPyarrow(): boolean {
  try {
    execFileSync('python3', ['-c', 'import pyarrow'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
