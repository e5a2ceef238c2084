import { stat } from 'node:fs/promises'
import { UsageError } from './exit.ts'
import { mustHaveFolder } from './folder.ts'
import { type Io, writeWhole } from './io.ts'

/** Text to a file (whole or not at all), or to standard output where no file, or `-`, is named. */
export async function writeOutput(path: string | undefined, text: string, io: Io): Promise<void> {
  if (path === undefined || path === '-') return io.write(text)
  await mustHaveFolder(path)
  await writeWhole(path, [Buffer.from(text)], io.cancel)
  io.note(`Wrote ${path}.`)
}

/** Refuses to write over something, unless told to. */
export async function mustBeNew(path: string, force: boolean | undefined): Promise<void> {
  if (force) return
  const there = await stat(path).catch(() => null)
  if (there) throw new UsageError(`${path} is there already; give another name, or --force to replace it.`)
}
