import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { Cancelled, type ProgressReport } from '../../base/platform.ts'
import { zipFiles } from './zip-files.ts'

const file = (name: string, text: string) => ({ name, file: new Blob([text]) })
const live = () => new AbortController().signal

test('files come out of the zip as they went in, those of one name told apart', async () => {
  const reports: ProgressReport[] = []
  const files = [file('a.csv', 'one'), file('b', 'two'), file('a.csv', 'three'), file('a.csv', '')]
  const zip = await zipFiles(files, live(), report => reports.push(report))
  const found = unzipSync(new Uint8Array(await zip.arrayBuffer()))
  expect(Object.entries(found).map(([name, bytes]) => [name, strFromU8(bytes)])).toEqual([
    ['a.csv', 'one'],
    ['b', 'two'],
    ['a (2).csv', 'three'],
    ['a (3).csv', ''],
  ])
  expect(reports.at(-1)).toEqual({ phase: 'packing', done: 11, total: 11, unit: 'bytes' })
})

test('packing stops when it is cancelled, and says where a zip ends', async () => {
  const stopped = new AbortController()
  stopped.abort()
  await expect(zipFiles([file('a', 'x')], stopped.signal, () => {})).rejects.toThrow(Cancelled)
  const huge = { name: 'h', file: { size: 2 ** 32 } as Blob }
  await expect(zipFiles([huge], live(), () => {})).rejects.toThrow('fewer of them')
})
