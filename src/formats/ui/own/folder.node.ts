import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { FormatError } from '../../../base/errors.ts'
import type { UiLog } from '../../../log/ui-log.ts'
import { FileAccess } from '../../log-folder/file-access.node.ts'
import { ABOUT, ownFiles, readOwnFiles } from './tables.ts'

/** Writes a UI log as a folder of Arrow files. `ui-log.json` is written last and removed first. */
export function writeUiLogFolder(folder: string, log: UiLog): void {
  mkdirSync(folder, { recursive: true })
  rmSync(join(folder, ABOUT), { force: true })
  for (const { name, chunks } of ownFiles(log)) {
    const descriptor = openSync(join(folder, name), 'w')
    try {
      for (const chunk of chunks()) for (let at = 0; at < chunk.length; ) at += writeSync(descriptor, chunk, at)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  }
}

/** Reads such a folder. Throws `FormatError` where it is none, or damaged. */
export function openUiLogFolder(folder: string): UiLog {
  if (!existsSync(join(folder, ABOUT)))
    throw new FormatError(`The folder has no ${ABOUT}: it is no UI log.`, {
      file: folder,
      fix: 'Name the folder that holds it, or import a recording.',
    })
  const names = readdirSync(folder).filter(name => name === ABOUT || name.endsWith('.arrow'))
  const files = names.map(name => new FileAccess(join(folder, name)))
  try {
    return readOwnFiles(new Map(files.map(file => [file.name, file])))
  } finally {
    for (const file of files) file.close()
  }
}
