// A log for measuring: a file or the folder of a stored one, its bytes, and a line of JSON a piece of work.
import { readFileSync, statSync } from 'node:fs'
import { fileSource, nodePlatform } from '../../dist/base/platform.node.js'
import { createMemoryEngine } from '../../dist/engine/index.js'
import { openLog } from '../../dist/formats/index.js'
import { openLogFolder } from '../../dist/formats/index.node.js'

export const ask = {
  log: 'log',
  view: { classifier: ['concept:name'], level: 'event', calendar: null, caseNotion: null },
  filter: [],
}

export async function open(path, mappingFile) {
  if (statSync(path).isDirectory()) return openLogFolder(path)
  const mapping = mappingFile ? { mapping: JSON.parse(readFileSync(mappingFile, 'utf8')) } : {}
  return openLog(await fileSource(path), { platform: nodePlatform, ...mapping })
}

/** An engine that has answered nothing yet. */
export const engineOver = ({ log, problems }) =>
  createMemoryEngine({ platform: nodePlatform, logs: new Map([['log', { log, problems }]]) })

export const peakMb = () => Math.round(process.resourceUsage().maxRSS / 1024)

/** Runs `work`, and prints its seconds by the clock and by the processors, and the peak of resident memory so far. */
export async function timed(name, work, note = () => '') {
  globalThis.gc?.()
  const cpu = process.cpuUsage()
  const start = performance.now()
  const answer = await work()
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const line = { work: name, seconds, cpu: (user + system) / 1e6, peakMb: peakMb(), note: note(answer) }
  console.log(JSON.stringify(line))
  return answer
}

/** Bytes of the arrays that a value holds, each buffer once. */
export function bytesOf(value, seen = new Set()) {
  if (typeof value !== 'object' || value === null || seen.has(value)) return 0
  seen.add(value)
  if (ArrayBuffer.isView(value)) return bytesOf(value.buffer, seen)
  if (value instanceof ArrayBuffer) return value.byteLength
  let sum = 0
  if (value instanceof Map) for (const part of value.values()) sum += bytesOf(part, seen)
  else if (Array.isArray(value)) for (const part of value) sum += bytesOf(part, seen)
  else for (const key of Object.keys(value)) sum += bytesOf(value[key], seen)
  return sum
}
