// The data of the first map of a stored log, everything cold but the cache of the disk: node first-map.mjs FOLDER KIND
//   happy   as the map page opens: the description, the size, the activities and the variants, of which the happy path is chosen;
//           then the activities and arcs of the log projected to it
//   all     the description, all activities and their arcs
// put together as the JSON of a map.
import { drawArcs, happyPath, keepActivities, keepClause } from '../../dist/discovery/index.js'
import { engineFor } from '../../dist/engine/index.js'
import { mapJson } from '../../dist/formats/map/json.js'
import { PersonGate } from '../../dist/privacy/index.js'
import { ask, engineOver, open, peakMb } from './open.mjs'

const [folder, kind] = process.argv.slice(2)
const begin = { at: performance.now(), used: process.cpuUsage() }
const stages = []
let before = begin
/** Milliseconds by the clock and by the processors since the stage before. */
function stage(name, since = before) {
  const { user, system } = process.cpuUsage(since.used)
  const now = performance.now()
  stages.push({ name, clock: now - since.at, cpu: (user + system) / 1000 })
  before = { at: performance.now(), used: process.cpuUsage() }
}

const reading = await open(folder)
const engine = engineFor({ kind: 'member', mayLift: false }, engineOver(reading), new PersonGate())
stage('open')
await engine.describe({ log: 'log' })
stage('description')
const whole = [engine.size(ask), engine.activities(ask)]
if (kind === 'happy') whole.push(engine.variants({ ...ask, limit: 100 }))
const [size, activities, variants] = await Promise.all(whole)
stage(kind === 'happy' ? 'size, activities, variants' : 'size, activities')
const selection = kind === 'happy' ? happyPath(activities, variants.variants).selection : keepActivities(activities, 1)
const clause = keepClause(selection)
const projected = clause === null ? ask : { ...ask, filter: [clause] }
const [kept, arcs] = await Promise.all([engine.activities(projected), engine.arcs(projected)])
stage(kind === 'happy' ? 'activities and arcs of the projected log' : 'arcs')
const map = mapJson({
  cases: size.cases,
  events: size.events,
  activities: kept,
  arcs,
  of: { activities: selection.of, frequency: selection.totalFrequency },
  ...drawArcs(arcs, 0),
})
const text = JSON.stringify(map)
stage('JSON')
stage('together', begin)
const note = `${map.nodes.length} of ${selection.of} activities, ${map.arcs.length} of ${map.paths} paths, ${text.length} bytes`
console.log(
  JSON.stringify({ work: `first map, ${kind}`, stages, bytesRead: reading.bytesRead(), peakMb: peakMb(), note }),
)
