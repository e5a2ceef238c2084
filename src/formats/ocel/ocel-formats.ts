import type { ObjectLogFormat } from './object-format.ts'
import { ocel1Csv } from './ocel1-csv.ts'
import { ocel1Json } from './ocel1-json.ts'
import { ocel1Xml } from './ocel1-xml.ts'
import { ocel2Json } from './ocel2-json.ts'
import { ocel2Sqlite } from './ocel2-sqlite.ts'
import { ocel2Xml } from './ocel2-xml.ts'

/** Every format of object-centric logs. */
export const ocelFormats: readonly ObjectLogFormat[] = [ocel2Json, ocel2Xml, ocel2Sqlite, ocel1Json, ocel1Xml, ocel1Csv]

/** The format of a file by its first bytes, null where it is none of them. A file's name does not matter. */
export function ocelFormatOf(head: Uint8Array): ObjectLogFormat | null {
  let best: ObjectLogFormat | null = null
  let certainty = 0.5
  for (const format of ocelFormats) {
    const sure = format.recognises(head)
    if (sure > certainty) {
      best = format
      certainty = sure
    }
  }
  return best
}
