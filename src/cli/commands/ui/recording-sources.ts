import { readdir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { fileSource } from '../../../base/platform.node.ts'
import type { ByteSource } from '../../../base/platform.ts'
import { compareText } from '../../../base/sort.ts'
import { InputError, UsageError } from '../../exit.ts'

/** Files of a folder that are looked at. */
const MOST_FILES = 4096

/**
 * Files that were named, and for each folder the files that lie in it, and in each below it, by name; these are called by
 * their path within the folder that was named. Hidden ones and links to folders are left out.
 */
export async function recordingSources(paths: readonly string[]): Promise<(ByteSource | ByteSource[])[]> {
  const sources: (ByteSource | ByteSource[])[] = []
  if (paths.includes('-'))
    throw new UsageError('Recordings are not read from standard input: write it to a file, and name that.')
  for (const path of paths)
    if ((await stat(path)).isDirectory()) sources.push(...(await sourcesIn(path)))
    else sources.push(await fileSource(path))
  return sources
}

/** A UI log of one folder is called as the folder is; of files the files say it. */
export async function nameOption([path, ...more]: readonly string[]): Promise<{ readonly name?: string }> {
  const isFolder = path !== undefined && more.length === 0 && (await stat(path)).isDirectory()
  return isFolder ? { name: basename(resolve(path)) } : {}
}

async function sourcesIn(folder: string): Promise<ByteSource[][]> {
  const folders: ByteSource[][] = []
  let files = 0
  const look = async (within: string): Promise<void> => {
    const entries = (await readdir(join(folder, within), { withFileTypes: true }))
      .filter(({ name }) => !name.startsWith('.'))
      .sort((a, b) => compareText(a.name, b.name))
    const own: ByteSource[] = []
    for (const { name } of entries.filter(entry => !entry.isDirectory())) {
      const path = join(folder, within, name)
      if (!(await stat(path)).isFile()) continue
      if (++files > MOST_FILES)
        throw new InputError(
          `The folder ${folder} has more than ${MOST_FILES} files; divide it, or name the recordings.`,
        )
      own.push({ ...(await fileSource(path)), name: within === '' ? name : `${within}/${name}` })
    }
    if (own.length > 0) folders.push(own)
    for (const { name } of entries.filter(entry => entry.isDirectory()))
      await look(within === '' ? name : `${within}/${name}`)
  }
  await look('')
  if (folders.length === 0) throw new InputError(`There is no file in the folder ${folder}.`)
  return folders
}
