import { readFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { RequestError } from '../base/errors.ts'
import { writeDurably } from './durable.ts'
import { sqliteDriver } from './sqlite-driver.ts'

/** Who holds a folder: the process, and when it started (clock ticks since boot), because numbers are used again. */
interface Holder {
  readonly pid: number
  readonly started: string | null
  readonly since: string
}
export interface FolderLock {
  release(): Promise<void>
}

/**
 * Hold a folder alone. Two locks together: the kernel's, on `lock.db`, which ends with its process however that ends and
 * which also holds between containers; and `lock`, which names the holder for people and holds where the kernel's is lost.
 * Throws `RequestError` (conflict) naming the process that has it. The lock of a dead process is taken over.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = join(folder, 'lock')
  const database = sqliteDriver().open(join(folder, 'lock.db'))
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch {
    database.close()
    throw taken(folder, await readHolder(file))
  }
  try {
    const holder = await readHolder(file)
    if (holder && isRunning(holder)) throw taken(folder, holder)
    const me: Holder = { pid: process.pid, started: startOf(process.pid), since: new Date().toISOString() }
    await writeDurably(file, `${JSON.stringify(me)}\n`)
  } catch (error) {
    database.close()
    throw error
  }
  return {
    async release() {
      await rm(file, { force: true })
      database.close()
    },
  }
}

function taken(folder: string, holder: Holder | null): RequestError {
  const who = holder ? `process ${holder.pid} (since ${holder.since})` : 'another process'
  const stop = holder ? `stop it (\`kill ${holder.pid}\`)` : 'stop it'
  return new RequestError(
    `The data folder ${folder} is in use by ${who}. Use that server, ${stop}, or choose another folder with --data.`,
    'conflict',
  )
}

async function readHolder(file: string): Promise<Holder | null> {
  try {
    const { pid, started, since } = JSON.parse(await readFile(file, 'utf8')) as Partial<Holder>
    if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return null
    return { pid, started: started ?? null, since: since ?? 'an unknown time' }
  } catch {
    return null // no lock, or one that a crash cut off
  }
}

/** Whether the process of the lock is still the one with this number. */
function isRunning(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const started = startOf(holder.pid)
  return started === null || holder.started === null || started === holder.started
}

/** Field 22 of /proc/<pid>/stat, together with the boot it counts from; null where the system has no such file. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program, in brackets, may hold blanks and brackets itself: count from the last one.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return ticks === undefined ? null : `${boot}/${ticks}`
  } catch {
    return null
  }
}
