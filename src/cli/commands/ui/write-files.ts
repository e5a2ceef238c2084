import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { OutputFile } from '../../../actions/index.ts'
import { makeFolder } from '../../folder.ts'
import { type Io, writeWhole } from '../../io.ts'
import { mustBeNew } from '../../output.ts'
import { recordingSources } from './recording-sources.ts'

/** Writes the files of an output into a folder; nothing is written where one of them is there already. */
export async function writeFiles(
  files: readonly OutputFile[],
  { out, force }: { readonly out: string; readonly force?: boolean },
  io: Io,
): Promise<void> {
  for (const { path } of files) await mustBeNew(join(out, path), force)
  for (const { path, content } of files) {
    const target = join(out, path)
    await makeFolder(join(target, '..'))
    await writeWhole(target, [typeof content === 'string' ? Buffer.from(content) : content], io.cancel)
  }
}

/** SHA-256 of the files of the recordings, one after the other: what outputs name as the UI log that they were made of. */
export async function fingerprintOf(files: readonly string[], io: Io): Promise<string> {
  const hash = createHash('sha256')
  for (const source of (await recordingSources(files)).flat())
    for await (const chunk of source.stream()) {
      io.cancel.throwIfCancelled()
      hash.update(chunk)
    }
  return hash.digest('hex')
}
