import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Put what was written under a file's or folder's name on the disk itself. */
export async function syncPath(path: string): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await open(path, 'r')
    await handle.sync()
  } catch (error) {
    // Some systems cannot open or sync a folder; there is nothing better to do on them.
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EISDIR' && code !== 'EPERM' && code !== 'EINVAL') throw error
  } finally {
    await handle?.close()
  }
}

/** Sync every file and folder under `path`, deepest first, then the folder itself. */
export async function syncTree(path: string): Promise<void> {
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const below = join(path, entry.name)
    if (entry.isDirectory()) await syncTree(below)
    else if (entry.isFile()) await syncPath(below)
  }
  await syncPath(path)
}

/** Give a finished folder its name: its content is synced before, its parents after, so a crash shows all of it or nothing. */
export async function publishFolder(temporary: string, final: string): Promise<void> {
  await syncTree(temporary)
  await rename(temporary, final)
  await syncPath(dirname(final))
  if (dirname(temporary) !== dirname(final)) await syncPath(dirname(temporary))
}

/** The same for one file. */
export async function publishFile(temporary: string, final: string): Promise<void> {
  await syncPath(temporary)
  await rename(temporary, final)
  await syncPath(dirname(final))
  if (dirname(temporary) !== dirname(final)) await syncPath(dirname(temporary))
}

/** Write a small file so that after a crash it has its old or its new content. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const temporary = `${path}.part`
  const handle = await open(temporary, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, path)
  await syncPath(dirname(path))
}

/** Remove with everything below, and make the removal last. Nothing happens where there is nothing. */
export async function removeDurably(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true })
  await syncPath(dirname(path)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
}

/** Bytes of all files below. */
export async function sizeOf(path: string): Promise<number> {
  let bytes = 0
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const below = join(path, entry.name)
    if (entry.isDirectory()) bytes += await sizeOf(below)
    else {
      const handle = await open(below, 'r')
      bytes += (await handle.stat()).size
      await handle.close()
    }
  }
  return bytes
}
