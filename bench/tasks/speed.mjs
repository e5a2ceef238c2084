// Latency and memory of the stream, and time of cleaning, on generated logs.
import { actionAt, elementAt, maskedAt, textAt } from '../../dist/log/index.js'
import { cleanUiLog, generateUiLog, learnKnowledge, StreamSegmenter } from '../../dist/tasks/index.js'

/** Columns of a log as the events that a recorder hands over. */
function eventAt(ui, row) {
  return {
    ordinal: row,
    user: textAt(ui.user, row),
    action: actionAt(ui, row),
    sourceAction: textAt(ui.sourceAction, row),
    element: elementAt(ui.elements, ui.element[row]),
    row: ui.position.row[row],
    column: ui.position.column[row],
    value: maskedAt(ui.values, ui.value[row]),
  }
}

/** Time from an event to what it decided, over a stream of some hundred thousand events of four people. */
export function stream({ seed = 7, runs = 20_000 } = {}) {
  const options = { routines: 12, noise: 0.3, people: 4, strayed: 0.02, typos: 0.05, interrupted: 0.05, reordered: 0.2 }
  const knowledge = learnKnowledge(generateUiLog({ seed, runs: 1000, ...options }).log)
  const { log } = generateUiLog({ seed, runs, ...options })
  const segmenter = new StreamSegmenter(knowledge)
  const times = new Float64Array(log.eventCount)
  const cpus = new Float64Array(log.eventCount)
  let segments = 0
  const heap = []
  for (let row = 0; row < log.eventCount; row++) {
    const event = eventAt(log, row)
    const cpu = process.cpuUsage()
    const begin = performance.now()
    segments += segmenter.push(event).length
    times[row] = performance.now() - begin
    const { user, system } = process.cpuUsage(cpu)
    cpus[row] = (user + system) / 1000
    if (row === Math.floor(log.eventCount / 10) || row === log.eventCount - 1) {
      globalThis.gc?.()
      heap.push(process.memoryUsage().heapUsed / 2 ** 20)
    }
  }
  segments += segmenter.finish().length
  const quantiles = values => {
    values.sort()
    const [median, p99, p999] = [0.5, 0.99, 0.999].map(share => values[Math.floor(share * values.length)].toFixed(3))
    return `median ${median} ms an event, p99 ${p99}, p99.9 ${p999}, longest ${values.at(-1).toFixed(1)} ms`
  }
  const grown = globalThis.gc
    ? `; heap ${heap[0].toFixed(0)} MB after a tenth, ${heap[1].toFixed(0)} MB at the end`
    : ''
  return `Stream of ${log.eventCount} generated events, ${segments} segments: ${quantiles(times)}; of CPU (collection of garbage by other threads included): ${quantiles(cpus)}${grown}.`
}

/** Cleaning of a million events into steps. */
export function cleaning() {
  const { log } = generateUiLog({ seed: 5, routines: 12, runs: 53_000, noise: 0.3, people: 4, typos: 0.05 })
  const begin = performance.now()
  const cpu = process.cpuUsage()
  const steps = cleanUiLog(log)
  const { user, system } = process.cpuUsage(cpu)
  const seconds = value => (value / 1000).toFixed(1)
  return `Cleaning of ${log.eventCount} generated events into ${steps.stepCount} steps: ${seconds(performance.now() - begin)} s, ${seconds((user + system) / 1000)} s of CPU.`
}
