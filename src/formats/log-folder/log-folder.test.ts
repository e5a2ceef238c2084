import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tableFromIPC } from '@uwdata/flechette'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { describeShared, hasShared, sharedPath } from '../../../test/shared.ts'
import { dictionaryFrom } from '../../base/dictionary.ts'
import { fileSource, nodePlatform } from '../../base/platform.node.ts'
import { cancellable } from '../../base/platform.ts'
import { valueAt } from '../../log/column.ts'
import { presenceOf } from '../../log/count/presence.ts'
import type { EventLog } from '../../log/event-log.ts'
import { EventLogBuilder } from '../../log/event-log-builder.ts'
import { Problems } from '../../log/problems.ts'
import { openLog } from '../open.ts'
import { appendSegment, compactLogFolder, openLogFolder, verifyLogFolder, writeLogFolder } from './log-folder.node.ts'
import { build, plainLog, type RandomLog, randomLog } from './random-log.fixture.ts'

const root = mkdtempSync(join(tmpdir(), 'parfocal-log-folder-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folders = 0
const folder = () => join(root, String(folders++))

async function stored(log: EventLog): Promise<string> {
  const dir = folder()
  await writeLogFolder(dir, log, [])
  return dir
}

/** Three cases, five events, a missing activity, time and amount. */
function orders(): EventLog {
  const builder = new EventLogBuilder()
  const add = (caseId: string, activity: string | null, time: number | null, amount: number | null) => {
    const row = builder.nextEvent(builder.cases.addText(caseId))
    if (activity !== null) builder.activity.setText(row, activity)
    if (time !== null) builder.setComplete(row, time)
    if (amount !== null) builder.eventColumn('amount').setNumber(row, amount, 'int')
    builder.eventColumn('org:resource').setText(row, row % 2 ? 'Ann' : 'Bob')
  }
  add('o1', 'order', 1_700_000_000_000, 5)
  add('o2', 'order', 1_700_000_000_001, null)
  add('o1', 'pay', -1, 7)
  add('o1', null, null, 8)
  add('o2', 'ship', 1_700_000_000_002, 2 ** 53)
  builder.cases.addText('empty')
  builder.caseColumn('gold').setBoolean(1, true)
  return builder.finish(new Problems(), { name: 'orders' })
}

describe('a stored log', () => {
  test('reads back as it was written, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(randomLog, async random => {
        const log = build(random)
        const dir = await stored(log)
        const reading = await openLogFolder(dir)
        expect(plainLog(reading.log)).toEqual(plainLog(log))
        reading.close()
        rmSync(dir, { recursive: true })
      }),
      { numRuns: 60 },
    )
  })

  test('keeps its problems, and marks and meanings of its columns', async () => {
    const log = orders()
    const amount = {
      ...log.eventAttributes.get('amount')!,
      personal: 'direct' as const,
      meaning: { kind: 'money' as const, unit: 'EUR' },
    }
    const marked = { ...log, eventAttributes: new Map([...log.eventAttributes, ['amount', amount]]) }
    const problems = [
      { kind: 'x', count: 3, places: [{ line: 4, value: 'v' }], message: 'm', severity: 'loss' as const },
    ]
    const dir = folder()
    await writeLogFolder(dir, marked, problems)
    const reading = await openLogFolder(dir)
    expect(reading.problems).toEqual(problems)
    expect(plainLog(reading.log)).toEqual(plainLog(marked))
    reading.close()
  })

  test('has the same fingerprint for the same log, another for another', async () => {
    const one = await writeLogFolder(folder(), orders(), [])
    const two = await writeLogFolder(folder(), { ...orders(), name: 'other name' }, [])
    const three = await writeLogFolder(folder(), { ...orders(), resourceKey: null }, [])
    expect(two.fingerprint).toBe(one.fingerprint)
    expect(three.fingerprint).not.toBe(one.fingerprint)
  })

  test('keeps text that is no UTF-8, and empty columns', async () => {
    const log = orders()
    const bytes = Uint8Array.from([0xff, 0x41])
    const activity = {
      ...log.activity,
      codes: new Int32Array(5),
      dictionary: { ...dictionaryFrom(['x']), bytes, offsets: Uint32Array.of(0, 2) },
    }
    const reading = await openLogFolder(await stored({ ...log, activity }))
    expect([...reading.log.activity.dictionary.bytes]).toEqual([0xff, 0x41])
    expect(valueAt(reading.log.activity, 4)).toBe('\ufffdA')
    reading.close()
  })

  test('keeps attributes apart that have the names of its own columns', async () => {
    const builder = new EventLogBuilder()
    builder.nextEvent(builder.cases.addText('c'))
    for (const key of ['case:concept:name', 'ordinal', 'time:timestamp', 'ordinal (attribute)', ''])
      builder.eventColumn(key).setText(0, `of ${key}`)
    const log = builder.finish(new Problems())
    const reading = await openLogFolder(await stored(log))
    expect(plainLog(reading.log)).toEqual(plainLog(log))
    reading.close()
  })

  test('stops writing when it is cancelled', async () => {
    const { cancel, stop } = cancellable()
    const writing = writeLogFolder(folder(), orders(), [], { cancel, progress: stop })
    await expect(writing).rejects.toThrow('cancelled')
  })
})

describe('lazy reading', () => {
  const wide = (): EventLog => {
    const builder = new EventLogBuilder()
    for (let row = 0; row < 10_000; row++) {
      builder.nextEvent(builder.cases.addText(`case ${row % 100}`))
      builder.activity.setText(row, `activity ${row % 7}`)
      builder.setComplete(row, row * 1000)
      builder.eventColumn('note').setText(row, `note ${row}`)
      builder.eventColumn('amount').setNumber(row, row / 3, 'float')
    }
    return builder.finish(new Problems())
  }

  test('opening reads no column, and each column is read once, alone', async () => {
    const reading = await openLogFolder(await stored(wide()))
    const read = (use: (log: EventLog) => unknown) => {
      const before = reading.bytesRead()
      use(reading.log)
      return reading.bytesRead() - before
    }
    expect(reading.bytesRead()).toBeLessThan(8_000)
    expect(read(log => [log.eventAttributes.get('note')!.type, log.activity.dictionary.size, log.eventCount])).toBe(0)
    expect(read(log => log.activity.codes)).toBe(40_000)
    expect(read(log => log.activity.codes)).toBe(0)
    expect(read(log => log.complete)).toBe(80_000)
    expect(read(log => log.activity.dictionary.text(3))).toBe(8 * 4 + 7 * 'activity 0'.length)
    expect(read(log => log.caseOffsets)).toBe(400)
    reading.close()
  })

  test('what columns hold was counted when they were written, and is told without reading them', async () => {
    const log = wide()
    const dir = await stored(log)
    const reading = await openLogFolder(dir)
    const before = reading.bytesRead()
    const told = [reading.log.activity, ...reading.log.eventAttributes.values()].map(presenceOf)
    expect(reading.bytesRead()).toBe(before)
    expect(told).toEqual([log.activity, ...log.eventAttributes.values()].map(presenceOf))
    expect(told).toEqual([
      { present: 10_000, distinct: 7 },
      { present: 10_000, distinct: 10_000 },
      { present: 10_000, distinct: null },
    ])
    reading.close()
  })

  test('a folder that does not tell what its columns hold is counted when asked', async () => {
    const dir = await stored(wide())
    const { presence, ...older } = JSON.parse(readFileSync(join(dir, 'log.json'), 'utf8')) as Record<string, unknown>
    expect(presence).toBeDefined()
    writeFileSync(join(dir, 'log.json'), JSON.stringify(older))
    const reading = await openLogFolder(dir)
    expect(presenceOf(reading.log.activity)).toEqual({ present: 10_000, distinct: 7 })
    expect(reading.bytesRead()).toBeGreaterThan(40_000)
    reading.close()
  })

  test('goes on after the folder was removed', async () => {
    const dir = await stored(orders())
    const reading = await openLogFolder(dir)
    rmSync(dir, { recursive: true })
    expect(plainLog(reading.log)).toEqual(plainLog(orders()))
    reading.close()
  })
})

describe('segments', () => {
  /** What one reading of the events of both logs, one after the other, would give. */
  const together = (first: RandomLog, second: RandomLog): EventLog =>
    build({ ...first, events: [...first.events, ...second.events] })

  test('an appended segment reads as if its events had followed in the same file', async () => {
    await fc.assert(
      fc.asyncProperty(randomLog, randomLog, async (one, two) => {
        const first = { ...one, emptyCases: 0, caseValues: [], attributes: [], sparse: false }
        const second = { ...two, emptyCases: 0, caseValues: [], attributes: [], sparse: false }
        const dir = await stored(build(first))
        await appendSegment(dir, build(second))
        const reading = await openLogFolder(dir)
        expect(plainLog(reading.log)).toEqual(plainLog(together(first, second)))
        const target = folder()
        await compactLogFolder(dir, target)
        const compact = await openLogFolder(target)
        expect(plainLog(compact.log)).toEqual(plainLog(reading.log))
        for (const r of [reading, compact]) r.close()
        for (const d of [dir, target]) rmSync(d, { recursive: true })
      }),
      { numRuns: 30 },
    )
  })

  test('a case attribute that changes is reported, and the last value counts', async () => {
    const make = (gold: boolean) => {
      const builder = new EventLogBuilder()
      builder.nextEvent(builder.cases.addText('c'))
      builder.caseColumn('gold').setBoolean(0, gold)
      return builder.finish(new Problems())
    }
    const dir = await stored(make(false))
    await appendSegment(dir, make(true))
    await appendSegment(dir, make(true))
    const { log, problems, close } = await openLogFolder(dir)
    expect(valueAt(log.caseAttributes.get('gold')!, 0)).toBe(true)
    expect(problems.find(p => p.kind === 'case-attribute-changed')).toMatchObject({ count: 1, severity: 'loss' })
    expect(log.eventCount).toBe(3)
    close()
  })

  test('what an interrupted append left behind does not count', async () => {
    const dir = await stored(orders())
    cpSync(await stored(orders()), join(dir, 'segment-2'), { recursive: true })
    const before = await openLogFolder(dir)
    expect(before.log.eventCount).toBe(5)
    await appendSegment(dir, orders())
    const after = await openLogFolder(dir)
    expect(after.log.eventCount).toBe(10)
    for (const reading of [before, after]) reading.close()
  })
})

describeShared('shared logs', ['data/logs/pm4py-receipt', 'data/logs/pm4py-compressed'], () => {
  const files = ['pm4py-receipt', 'pm4py-compressed', 'pm4py-reviewing', 'pm4py-interval', 'augusto-BPIC12']
    .filter(n => hasShared('data/logs', n))
    .flatMap(name =>
      readdirSync(sharedPath('data/logs', name))
        .filter(file => /\.xes(\.gz)?$/.test(file))
        .map(file => [name, file] as const),
    )
  test.each(files)('%s/%s reads back as it was read', async (name, file) => {
    const { log, problems } = await openLog(await fileSource(sharedPath('data/logs', name, file)), {
      platform: nodePlatform,
    })
    const dir = folder()
    await writeLogFolder(dir, log, problems)
    const reading = await openLogFolder(dir)
    expect(plainLog(reading.log)).toEqual(plainLog(log))
    expect(reading.problems).toEqual(problems)
    reading.close()
    rmSync(dir, { recursive: true })
  })
})

describe('damage', () => {
  test('is named with the file and what to do', async () => {
    const dir = await stored(orders())
    const broken = (change: (dir: string) => void) => {
      const copy = folder()
      cpSync(dir, copy, { recursive: true })
      change(copy)
      return openLogFolder(copy)
    }
    await expect(broken(d => truncateSync(join(d, 'events.arrow'), 500))).rejects.toThrow(
      /events\.arrow: The file is damaged: it has 500 bytes.*Import the log again/,
    )
    await expect(broken(d => rmSync(join(d, 'cases.arrow')))).rejects.toThrow(/cases\.arrow: The file is missing/)
    await expect(broken(d => writeFileSync(join(d, 'log.json'), '{'))).rejects.toThrow(/log\.json: This is no JSON/)
    await expect(openLogFolder(folder())).rejects.toThrow(/no stored log/)
  })

  test('in any byte gives a FormatError or a log, never a crash', async () => {
    const dir = await stored(orders())
    const file = join(dir, 'events.arrow')
    const whole = readFileSync(file)
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Buffer.from(whole)
        bytes[at]! ^= change
        writeFileSync(file, bytes)
        let message = ''
        try {
          const reading = await openLogFolder(dir)
          plainLog(reading.log)
          reading.close()
        } catch (error) {
          message = (error as Error).name
        }
        expect(['', 'FormatError']).toContain(message)
        await expect(verifyLogFolder(dir)).rejects.toThrow(/events\.arrow/)
      }),
      { numRuns: 300 },
    )
  })
})

describe('other readers', () => {
  test('flechette reads the same values', async () => {
    await fc.assert(
      fc.asyncProperty(randomLog, async random => {
        const log = build({ ...random, sparse: false })
        const dir = await stored(log)
        const table = tableFromIPC(readFileSync(join(dir, 'events.arrow')), { useDate: false })
        const column = (name: string) =>
          Array.from({ length: log.eventCount }, (_, row) => table.getChild(name).at(row) as unknown)
        const orNull = (value: number) => (Number.isNaN(value) ? null : value)
        expect(table.numRows).toBe(log.eventCount)
        expect(column('time:timestamp')).toEqual(Array.from(log.complete, orNull))
        expect(column('concept:name')).toEqual(
          Array.from({ length: log.eventCount }, (_, row) => valueAt(log.activity, row)),
        )
        for (const [key, attribute] of log.eventAttributes)
          expect(column(key).map(v => (typeof v === 'bigint' ? Number(v) : v))).toEqual(
            Array.from({ length: log.eventCount }, (_, row) => valueAt(attribute, row)),
          )
        const cases = tableFromIPC(readFileSync(join(dir, 'cases.arrow')))
        expect([...cases.getChild('first_event')]).toEqual([...log.caseOffsets.subarray(0, log.caseCount)])
        rmSync(dir, { recursive: true })
      }),
      { numRuns: 60 },
    )
  })

  const python = process.env['PARFOCAL_PYTHON'] ?? 'python3'
  const has = (module: string) => {
    try {
      execFileSync(python, ['-c', `import ${module}`], { stdio: 'ignore' })
      return true
    } catch {
      process.stderr.write(`skipped "${module} reads a stored log": ${python} cannot import it (set PARFOCAL_PYTHON)\n`)
      return false
    }
  }
  const expected = {
    case: ['o1', 'o1', 'o1', 'o2', 'o2'],
    activity: ['pay', null, 'order', 'order', 'ship'],
    time: [-1, null, 1_700_000_000_000, 1_700_000_000_001, 1_700_000_000_002],
    amount: [7, 8, 5, null, 2 ** 53],
    ids: ['o1', 'o2', 'empty'],
    gold: [null, true, null],
  }

  test.skipIf(!has('pyarrow'))('pyarrow reads a stored log and finds it valid', async () => {
    const dir = await stored(orders())
    const script = `
import json, sys, pyarrow as pa, pyarrow.ipc as ipc
def table(name):
    with pa.memory_map(sys.argv[1] + '/' + name) as f:
        t = ipc.open_file(f).read_all()
        t.validate(full=True)
        return t
e, c = table('events.arrow'), table('cases.arrow')
assert str(e.schema.field('time:timestamp').type) == 'timestamp[ms, tz=UTC]', e.schema
print(json.dumps(dict(case=e['case:concept:name'].to_pylist(), activity=e['concept:name'].to_pylist(),
  time=e['time:timestamp'].cast('int64').to_pylist(), amount=e['amount'].to_pylist(),
  ids=c['concept:name'].to_pylist(), gold=c['gold'].to_pylist())))`
    const answer = JSON.parse(execFileSync(python, ['-c', script, dir], { encoding: 'utf8' })) as unknown
    expect(answer).toEqual(expected)
  })

  test.skipIf(!has('polars'))('polars reads a stored log', async () => {
    const dir = await stored(orders())
    const script = `
import json, sys, polars as pl
e, c = pl.read_ipc(sys.argv[1] + '/events.arrow'), pl.read_ipc(sys.argv[1] + '/cases.arrow')
print(json.dumps(dict(case=e['case:concept:name'].cast(pl.String).to_list(), activity=e['concept:name'].cast(pl.String).to_list(),
  time=e['time:timestamp'].dt.epoch('ms').to_list(), amount=e['amount'].to_list(),
  ids=c['concept:name'].to_list(), gold=c['gold'].to_list())))`
    const answer = JSON.parse(execFileSync(python, ['-c', script, dir], { encoding: 'utf8' })) as unknown
    expect(answer).toEqual(expected)
  })
})
