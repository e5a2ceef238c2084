import { FormatError } from '../base/errors.ts'
import { headText, rootOf } from './ocel/recognise.ts'

/** Files that people take for a log, by how they begin; what they are and what to do. */
const FOREIGN: readonly (readonly [readonly number[], string, string])[] = [
  [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 'an old Office document (.xls)', 'Save it as .xlsx or CSV.'],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'a PDF document', 'Export the log itself, as XES or CSV.'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture (PNG)', 'Export the log itself, as XES or CSV.'],
  [[0xff, 0xd8, 0xff], 'a picture (JPEG)', 'Export the log itself, as XES or CSV.'],
  [[0x47, 0x49, 0x46, 0x38], 'a picture (GIF)', 'Export the log itself, as XES or CSV.'],
  [[0x42, 0x5a, 0x68], 'packed with bzip2', 'Unpack it (`bunzip2`) and read what is inside.'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'packed with xz', 'Unpack it (`unxz`) and read what is inside.'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'packed with zstd', 'Unpack it (`unzstd`) and read what is inside.'],
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27], 'a 7z archive', 'Unpack it and read the file inside.'],
  [[0x52, 0x61, 0x72, 0x21, 0x1a], 'a RAR archive', 'Unpack it and read the file inside.'],
  [
    [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31],
    'an Arrow file',
    'If it is part of a stored log, name the folder; else save the table as Parquet or CSV.',
  ],
]

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL'

/** Throws `FormatError` where the head of a file says that it is a well-known kind of file other than a log. */
export function refuseForeign(head: Uint8Array): void {
  for (const [begin, what, fix] of FOREIGN)
    if (begin.every((byte, i) => head[i] === byte)) throw new FormatError(`The file is ${what}.`, { fix })
  const text = headText(head)
  const root = /^<(?:[\w.-]+:)?(pnml|ptml|definitions)\b/.exec(rootOf(text) ?? '')?.[1]
  const model = root === 'definitions' ? (text.includes(BPMN) ? 'BPMN' : undefined) : root?.toUpperCase()
  if (model !== undefined)
    throw new FormatError(`The file is a model (${model}), not a log.`, {
      fix: 'Open a log first, then the model on the page Conformance; or look at it with `parfocal model check`.',
    })
}
