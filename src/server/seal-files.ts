import { createReadStream } from 'node:fs'
import { link, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { FormatError } from '../base/errors.ts'
import { type Cancel, never } from '../base/platform.ts'
import { type Column, valueAt } from '../log/column.ts'
import type { EventLog } from '../log/event-log.ts'
import { createSealer, type Holder, type SealedCase, type SealHeader } from '../privacy/sealed-names.node.ts'

/** `sealed-names-<n>.jsonl` in the folder of a version, one for each import: the header, then a line for each case (FORMATS.md). */
const FILE = /^sealed-names-(\d+)\.jsonl$/
const FORMAT = 'parfocal-sealed-names'
const VERSION = 1

export interface Seal extends SealHeader {
  readonly file: string
}

/** The seals of a stored log, by their number; none where its names are not sealed. */
export async function sealsIn(folder: string): Promise<readonly Seal[]> {
  const seals: Seal[] = []
  for (const file of await filesIn(folder)) {
    for await (const line of linesOf(join(folder, file))) {
      const { format, version, ...header } = JSON.parse(line) as SealHeader & { format: string; version: number }
      if (format !== FORMAT || version !== VERSION) throw damaged(file)
      seals.push({ ...header, file })
      break
    }
  }
  return seals
}

/** What a seal says of a case; null where it has no names of it. */
export async function sealedCase(folder: string, { file }: Seal, caseId: string): Promise<SealedCase | null> {
  const start = `{"case":${JSON.stringify(caseId)},`
  for await (const line of linesOf(join(folder, file)))
    if (line.startsWith(start)) return JSON.parse(line) as SealedCase
  return null
}

/** The seals of `base` stay with the log that is made of it: their files get a second name. */
export async function keepSeals(base: string, target: string): Promise<void> {
  const there = await filesIn(target)
  for (const file of await filesIn(base)) if (!there.includes(file)) await link(join(base, file), join(target, file))
}

/** Write the names behind the pseudonyms of each case, sealed to the holders. Returns the number of cases. */
export async function writeSeal(
  target: string,
  log: EventLog,
  names: ReadonlyMap<string, string>,
  holders: readonly Holder[],
  cancel: Cancel = never,
): Promise<number> {
  const number = Math.max(0, ...(await filesIn(target)).map(numberOf)) + 1
  const sealer = createSealer(holders)
  const file = await open(join(target, `sealed-names-${number}.jsonl`), 'wx', 0o600)
  let cases = 0
  try {
    let text = `${JSON.stringify({ format: FORMAT, version: VERSION, ...sealer.header })}\n`
    for (const [caseId, pseudonyms] of pseudonymsOf(log)) {
      cancel.throwIfCancelled()
      const known = new Map([...pseudonyms].flatMap(one => (names.has(one) ? [[one, names.get(one)!]] : [])))
      if (known.size === 0) continue
      cases++
      text += `${JSON.stringify(sealer.seal(caseId, known))}\n`
      if (text.length < 1 << 20) continue
      await file.write(text)
      text = ''
    }
    await file.write(text)
    await file.sync()
  } finally {
    await file.close()
  }
  return cases
}

/** Each case with the pseudonyms that stand in its events and attributes, and in its id. */
function* pseudonymsOf(log: EventLog): Generator<[string, Set<string>]> {
  const columns = (map: EventLog['eventAttributes']) =>
    [...map.values()].filter(({ personal }) => personal === 'pseudonym')
  const ofEvents = columns(log.eventAttributes)
  const ofCases = columns(log.caseAttributes)
  for (let c = 0; c < log.caseCount; c++) {
    const caseId = log.caseIds.text(c)
    const found = new Set([caseId])
    const add = (column: Column, row: number) => {
      const value = valueAt(column, row)
      if (typeof value === 'string') found.add(value)
    }
    for (const column of ofCases) add(column, c)
    for (const column of ofEvents)
      for (let row = log.caseOffsets[c]!; row < log.caseOffsets[c + 1]!; row++) add(column, row)
    yield [caseId, found]
  }
}

const numberOf = (file: string) => Number(FILE.exec(file)![1])
const filesIn = async (folder: string) =>
  (await readdir(folder)).filter(file => FILE.test(file)).sort((a, b) => numberOf(a) - numberOf(b))

const linesOf = (path: string) =>
  createInterface({ input: createReadStream(path, { highWaterMark: 1 << 18 }), crlfDelay: Number.POSITIVE_INFINITY })
const damaged = (file: string) =>
  new FormatError('The sealed names are damaged, or of a newer version.', {
    file,
    fix: 'Restore the folder from a backup, or import the log again.',
  })
