import { mkdir, mkdtemp, rmdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { InputError } from './exit.ts'

/**
 * Make a folder and those above it that are missing. Not `mkdir` with `recursive`: where a file system takes no new folders and says
 * that there is no such one (/proc), Node tries without end.
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  const folder = resolve(path)
  if (await isFolder(folder)) return
  const above = dirname(folder)
  if (above !== folder) await makeFolder(above, mode)
  try {
    await mkdir(folder, { mode })
  } catch (error) {
    if (await isFolder(folder)) return
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new InputError(`The folder ${folder} cannot be made: ${above} takes no new ones.`)
  }
}

/** A folder for this user alone is made where none is; throws where no file can be made in it. */
export async function makeWritable(path: string): Promise<void> {
  await makeFolder(path, 0o700)
  const folder = resolve(path)
  try {
    await rmdir(await mkdtemp(join(folder, '.parfocal-')))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new InputError(`Nothing can be written into the folder ${folder} (${code ?? (error as Error).message}).`)
  }
}

/** The folder of a file that is to be written must be there. */
export async function mustHaveFolder(file: string): Promise<void> {
  const folder = dirname(resolve(file))
  if (await isFolder(folder)) return
  throw new InputError(`There is no folder ${folder} to write ${file} into; make it first.`)
}

/** Whether a folder is there. Throws where something else is. */
export async function isFolder(path: string): Promise<boolean> {
  const there = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (there === null || there.isDirectory()) return there !== null
  throw new InputError(`${path} is a file, and a folder is needed.`)
}
