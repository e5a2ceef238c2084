// Ours, timed: one JSON line a piece of work, in a process of its own.
//   node ours.mjs FILE [RUNS] [--mapping FILE] [--from-file WORK]
// Without --from-file: reads the file, then answers each question RUNS times from memory with the engine's cache emptied before.
// With it: only that answer, everything cold.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { fileSource, nodePlatform } from '../dist/base/platform.node.js'
import { createMemoryEngine } from '../dist/engine/index.js'
import { openLog } from '../dist/formats/index.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { mapping: { type: 'string' }, 'from-file': { type: 'string' } },
})
const [file, runs = '3'] = positionals

const peakMb = () => Math.round(process.resourceUsage().maxRSS / 1024)
function report(work, start, cpu, note) {
  const used = process.cpuUsage(cpu)
  const seconds = (performance.now() - start) / 1000
  console.log(
    JSON.stringify({
      work,
      seconds: Number(seconds.toFixed(4)),
      cpu: Number(((used.user + used.system) / 1e6).toFixed(4)),
      peakMb: peakMb(),
      note,
    }),
  )
}

const mapping = values.mapping ? JSON.parse(readFileSync(values.mapping, 'utf8')) : undefined
let start = performance.now()
let cpu = process.cpuUsage()
const { log, problems } = await openLog(await fileSource(file), {
  platform: nodePlatform,
  ...(mapping ? { mapping } : {}),
})
report('import', start, cpu, `${log.caseCount} cases, ${log.eventCount} events`)

const engineOver = () => createMemoryEngine({ platform: nodePlatform, logs: new Map([['log', { log, problems }]]) })
const ask = {
  log: 'log',
  view: { classifier: ['concept:name'], level: 'event', calendar: null, caseNotion: null },
  filter: [],
}

const { start: first, end: last } = await engineOver().summary(ask)
const frame = { from: Math.round(first + (last - first) / 4), to: Math.round(first + (last - first) / 2) }
const arcs = answer => `${answer.from.filter((from, i) => from >= 0 && answer.to[i] >= 0).length} arcs`
const works = {
  'directly-follows': async engine => arcs(await engine.arcs(ask)),
  'arcs with times': async engine => arcs(await engine.arcs({ ...ask, quantiles: true })),
  variants: async engine => `${(await engine.variants({ ...ask, limit: 10 })).totalVariants} variants`,
  'eventually-follows': async engine => `${(await engine.eventuallyFollows(ask)).from.length} pairs`,
  'filter: ten most common variants': async engine => {
    const { variants } = await engine.variants({ ...ask, limit: 10 })
    return `${(await engine.size({ ...ask, filter: [{ kind: 'variant', ids: variants.map(v => v.id) }] })).cases} cases`
  },
  'filter: time frame': async engine =>
    `${(await engine.size({ ...ask, filter: [{ kind: 'time', mode: 'contained', ...frame }] })).cases} cases`,
}

const wanted = values['from-file'] ? [values['from-file']] : Object.keys(works)
for (const work of wanted)
  for (let run = 0; run < (values['from-file'] ? 1 : Number(runs)); run++) {
    const engine = engineOver()
    globalThis.gc?.()
    start = performance.now()
    cpu = process.cpuUsage()
    const note = await works[work](engine)
    report(work, start, cpu, note)
  }
