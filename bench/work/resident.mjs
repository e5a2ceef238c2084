// What a log holds in memory once it answers: node resident.mjs FILE-OR-FOLDER [--mapping FILE]
// Bytes of arrays, by what they are for; and what the process keeps (ArrayBuffers after a collection) with the engine and
// what it remembers of the questions of a map.
import { parseArgs } from 'node:util'
import { ask, bytesOf, engineOver, open } from './open.mjs'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { mapping: { type: 'string' } } })
const held = () => {
  for (let i = 0; i < 3; i++) globalThis.gc()
  return process.memoryUsage().arrayBuffers
}
const before = held()
const reading = await open(positionals[0], values.mapping)
const { log } = reading
const isStored = 'bytesRead' in reading
const engine = engineOver(reading)
await engine.activities(ask)
await engine.variants({ ...ask, limit: 100 })
await engine.arcs(ask)
await engine.arcs({ ...ask, quantiles: true })
await new Promise(resolve => setTimeout(resolve, 50))
const after = held()

const columns = { activity: bytesOf(log.activity.codes), complete: bytesOf(log.complete), start: bytesOf(log.start) }
// asking a stored log for its attributes, ids and input positions would read them
const others = isStored
  ? { ordinal: 0, caseIds: 0, attributes: 0 }
  : {
      ordinal: bytesOf(log.ordinal),
      caseIds: bytesOf(log.caseIds),
      attributes: bytesOf([log.eventAttributes, log.caseAttributes]),
    }
const borders = bytesOf(log.caseOffsets)
const { eventCount: events, caseCount: cases } = log
const rest = after - before - others.caseIds - others.attributes
console.log(
  JSON.stringify({
    work: 'resident',
    events,
    cases,
    ...columns,
    ...others,
    borders,
    held: after - before,
    withoutAttributes: rest,
  }),
)
await engine.size(ask)
