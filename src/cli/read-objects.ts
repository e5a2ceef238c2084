import { FormatError } from '../base/errors.ts'
import { nodePlatform } from '../base/platform.node.ts'
import type { ByteSource } from '../base/platform.ts'
import { defaultLimits } from '../formats/format.ts'
import type { ObjectReading } from '../formats/ocel/object-format.ts'
import { ocelFormatOf } from '../formats/ocel/ocel-formats.ts'
import { openSqlite } from '../formats/ocel/sqlite.node.ts'
import { headOf, isGzip, unwrapGzip } from '../formats/unwrap.ts'
import type { Io } from './io.ts'

export interface ReadObjects extends ObjectReading {
  readonly format: string
}

const HEAD = 1 << 16

/** The object-centric log of a source (packed or not), null where it is none. */
export async function readObjects(outer: ByteSource, io: Io): Promise<ReadObjects | null> {
  let source = outer
  let head = await headOf(source, HEAD)
  if (isGzip(head)) {
    source = unwrapGzip(source, nodePlatform, defaultLimits)
    head = await headOf(source, HEAD)
  }
  const format = ocelFormatOf(head)
  if (format === null) return null
  try {
    const reading = await format.read(source, {
      platform: nodePlatform,
      cancel: io.cancel,
      progress: io.progress,
      openSqlite,
    })
    return { ...reading, format: format.title }
  } catch (error) {
    throw error instanceof FormatError ? error.at({ file: outer.name }) : error
  }
}
