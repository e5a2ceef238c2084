import type { ByteSource, Platform } from '../../base/platform.ts'
import type { ObjectLog } from '../../log/object-log.ts'
import type { Problem, Problems } from '../../log/problems.ts'
import type { ReadOptions } from '../format.ts'
import type { OpenSqlite } from './sqlite.ts'

/** What reading an object-centric log gives; nothing is dropped without a line in `problems`. */
export interface ObjectReading {
  readonly log: ObjectLog
  readonly problems: readonly Problem[]
}

export interface ObjectReadOptions extends ReadOptions {
  /** IANA zone of times that carry none; UTC where absent. */
  readonly timeZone?: string
}

export interface ObjectWriteOptions {
  readonly platform: Platform
  readonly openSqlite?: OpenSqlite
}

/** A way to read and write object-centric logs. */
export interface ObjectLogFormat {
  readonly id: string
  readonly title: string
  /** Lower case, without the dot, most usual first. */
  readonly extensions: readonly string[]
  /** How sure the format is, 0..1, from the first bytes alone. */
  recognises(head: Uint8Array): number
  read(source: ByteSource, options: ObjectReadOptions): Promise<ObjectReading>
  /** The log as bytes; what the format cannot hold is reported to `problems` (as losses) before the last bytes. */
  write(log: ObjectLog, problems: Problems, options: ObjectWriteOptions): AsyncIterable<Uint8Array>
}
