import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Dictionary } from '../base/dictionary.ts'
import { compareText } from '../base/sort.ts'
import { encodeUtf8 } from '../base/utf8.ts'
import type { Column } from './column.ts'
import type { EventLog } from './event-log.ts'

/** A SHA-256 under way. */
interface Hash {
  update(part: string | Uint8Array): void
  /** Lower-case hex. */
  digest(): string
}

function ownHash(): Hash {
  const hash = sha256.create()
  return {
    update: part => void hash.update(typeof part === 'string' ? encodeUtf8(part) : part),
    digest: () => bytesToHex(hash.digest()),
  }
}

/** `sha256:` of the cases, events and attributes of a log, whatever file they were read from; its name, header and nested attributes do not count. A platform's own `hash` is quicker. */
export function fingerprintOf(log: EventLog, hash: Hash = ownHash()): string {
  hash.update(`parfocal log 1 ${log.caseCount} ${log.eventCount}\n`)
  dictionary(hash, log.caseIds)
  bytes(hash, log.caseOffsets)
  bytes(hash, log.complete)
  if (log.start !== null) bytes(hash, log.start)
  column(hash, 'activity', log.activity)
  for (const [scope, columns] of [
    ['event', log.eventAttributes],
    ['case', log.caseAttributes],
  ] as const)
    for (const [key, one] of [...columns].sort(([a], [b]) => compareText(a, b))) column(hash, `${scope} ${key}`, one)
  return `sha256:${hash.digest()}`
}

function column(hash: Hash, name: string, one: Column): void {
  hash.update(`${JSON.stringify(name)} ${one.type}\n`)
  if (one.rows !== null) bytes(hash, one.rows)
  switch (one.type) {
    case 'string':
    case 'id':
      dictionary(hash, one.dictionary)
      bytes(hash, one.codes)
      break
    case 'boolean':
      bytes(hash, one.flags)
      break
    default:
      bytes(hash, one.values)
  }
}

function dictionary(hash: Hash, { size, bytes: text, offsets }: Dictionary): void {
  hash.update(`${size}\n`)
  bytes(hash, offsets.subarray(0, size + 1))
  hash.update(text.subarray(0, offsets[size]!))
}

/** Little-endian, as on every machine that runs this. */
function bytes(hash: Hash, array: Int32Array | Uint32Array | Float64Array | Int8Array): void {
  hash.update(`${array.length}\n`)
  hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
}
