import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { publishFolder, removeDurably, sizeOf, syncPath } from './durable.ts'

/** The finished versions of the logs of one kind, each a folder; which of them counts is said in the store. */
export interface Versions {
  /** Where a version lies, or will lie. */
  path(id: string, version: number): string
  /** A finished work folder becomes this version, all of it or nothing. Returns its bytes on disk. */
  publish(work: string, id: string, version: number): Promise<number>
  /** Remove the versions other than `keep` (null: all). */
  drop(id: string, keep: number | null): Promise<void>
}

/** `inside` makes a path below the kind's folder, of names that were checked. */
export function createVersions(inside: (...parts: string[]) => string): Versions {
  const versions: Versions = {
    path: (id, version) => inside(id, String(version)),
    async publish(work, id, version) {
      await makeFolder(inside(id))
      const bytes = await sizeOf(work)
      await publishFolder(work, versions.path(id, version))
      return bytes
    },
    async drop(id, keep) {
      for (const name of await namesIn(inside(id))) if (name !== String(keep)) await removeDurably(inside(id, name))
    },
  }
  return versions
}

/** A folder for this user alone, and the mark of it on the disk. */
export async function makeFolder(path: string): Promise<void> {
  if ((await mkdir(path, { recursive: true, mode: 0o700 })) !== undefined) await syncPath(join(path, '..'))
}

/** None where there is no folder. */
export async function namesIn(path: string): Promise<string[]> {
  try {
    return await readdir(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
