// The machine: what it is, and how much of it others used while a piece ran.
import { readFileSync, statfsSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'

export const machine = () =>
  `${availableParallelism()} cores (${cpus()[0].model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`

const TICK = 100
/** Seconds of processors that were busy, and those of ours and of processes that we waited for. Only Linux tells. */
function busy() {
  try {
    const [user, nice, system, , , irq, soft] = readFileSync('/proc/stat', 'utf8')
      .split('\n')[0]
      .split(/\s+/)
      .slice(1)
      .map(Number)
    const own = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ').slice(11, 15).map(Number)
    return { all: (user + nice + system + irq + soft) / TICK, own: own.reduce((sum, part) => sum + part, 0) / TICK }
  } catch {
    return null
  }
}

/** Starts a watch; calling it answers how many cores others kept busy since, null where that cannot be told. */
export function others() {
  const before = busy()
  const since = performance.now()
  return () => {
    const after = busy()
    if (before === null || after === null) return null
    const cores = (after.all - before.all - (after.own - before.own)) / ((performance.now() - since) / 1000)
    return Math.max(0, Number(cores.toFixed(2)))
  }
}

/** GB that can be had. */
export const freeMemory = () => {
  try {
    return Number(readFileSync('/proc/meminfo', 'utf8').match(/MemAvailable:\s+(\d+)/)[1]) / 1e6
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
export function freeDisk(folder) {
  const { bavail, bsize } = statfsSync(folder)
  return (bavail * bsize) / 1e9
}
