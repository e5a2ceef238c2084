import type { Platform } from '../../base/platform.ts'
import { Problems } from '../../log/problems.ts'
import type { UiLog } from '../../log/ui-log.ts'
import { ocel2Json } from '../ocel/ocel2-json.ts'
import { objectLogOfUi } from './export-ocel.ts'
import { writeUiXes } from './export-xes.ts'
import { writeUiLines } from './own/lines.ts'
import { writeUiLogZip } from './own/zipped.ts'

/** A way to write a UI log; it is chosen by the ending of the file's name, the longest first. */
export interface WritableUiFormat {
  readonly id: string
  readonly title: string
  readonly extensions: readonly string[]
  write(log: UiLog, platform: Platform): AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

export const writableUiFormats: readonly WritableUiFormat[] = [
  { id: 'ui-lines', title: 'UI log, JSON lines', extensions: ['ui.jsonl', 'jsonl'], write: log => writeUiLines(log) },
  {
    id: 'ui-zip',
    title: 'UI log, zipped Arrow files',
    extensions: ['ui.zip', 'zip'],
    write: log => writeUiLogZip(log),
  },
  { id: 'xes', title: 'XES with the UI extension', extensions: ['xes'], write: writeUiXes },
  {
    id: 'ocel2-json',
    title: 'OCEL 2.0 (JSON)',
    extensions: ['jsonocel', 'json'],
    write: (log, platform) => ocel2Json.write(objectLogOfUi(log), new Problems(), { platform }),
  },
]
