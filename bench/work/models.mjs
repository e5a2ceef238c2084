// Models from memory: node models.mjs LOG TIMES WORK[,WORK…] [--net FILE] [--mapping FILE]
// The log is read, and a net where a work wants one; then each work is done as often as asked, each time from an engine that has answered nothing yet.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { random } from '../../dist/base/random.js'
import {
  align,
  alignmentFitness,
  etcPrecision,
  isOptimal,
  replayFitness,
  tokenBasedReplay,
} from '../../dist/conformance/index.js'
import {
  discoverDeclare,
  heuristicsMiner,
  inductiveMiner,
  inductiveMinerInfrequent,
  PairTimes,
  splitMiner,
} from '../../dist/discovery/index.js'
import { openModel } from '../../dist/formats/index.js'
import { variantLogOf } from '../../dist/log/index.js'
import { ask, engineOver, open, timed } from './open.mjs'

const PAGE = 10_000
const EDITED = 200
const EDITS = 4
/** Of every alignment: the search is bounded, and tells what it does not reach. */
const SECONDS = 60

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { net: { type: 'string' }, mapping: { type: 'string' } },
})
const [file, times, wanted] = positionals
const reading = await open(file, values.mapping)
const net = values.net ? openModel(readFileSync(values.net), values.net).model.net : null

const variantsOf = async engine => variantLogOf((await engine.variants(ask)).variants)

/** A number of variants, evenly apart in the log's order, each with so many insertions, deletions, swaps or replacements. */
function edited(log) {
  const draw = random(7)
  const pick = count => Math.floor(draw() * count)
  const count = Math.min(EDITED, log.cases.length)
  const traces = Array.from({ length: count }, (_, i) => {
    const v = Math.floor((i * log.cases.length) / count)
    const trace = [...log.symbols.subarray(log.offsets[v], log.offsets[v + 1])]
    for (let n = 0; n < EDITS; n++) edit(trace, pick, log.activities.length)
    return trace
  })
  const offsets = new Int32Array(count + 1)
  for (let v = 0; v < count; v++) offsets[v + 1] = offsets[v] + traces[v].length
  return {
    activities: log.activities,
    offsets,
    symbols: Int32Array.from(traces.flat()),
    cases: new Float64Array(count).fill(1),
  }
}

function edit(trace, pick, activities) {
  const at = pick(trace.length)
  const kind = trace.length < 2 ? 0 : pick(4)
  if (kind === 0) trace.splice(at, 0, pick(activities))
  else if (kind === 1) trace.splice(at, 1)
  else if (kind === 2) trace[at] = pick(activities)
  else {
    const next = (at + 1) % trace.length
    ;[trace[at], trace[next]] = [trace[next], trace[at]]
  }
}

async function aligned(log) {
  const budget = { timeMs: SECONDS * 1000 }
  const answer = await align(log, net, { budget, now: () => performance.now() })
  if (!answer.ok) return answer.because
  const { variants } = answer.value
  const open = variants.filter(one => !isOptimal(one)).length
  const { cost, lowerCost, averageFitness } = alignmentFitness(log, answer.value)
  const bound = open === 0 ? `${cost} moves` : `${lowerCost} to ${cost} moves, ${open} of ${variants.length} bounded`
  return `${bound}, fitness ${averageFitness.toFixed(4)}`
}

const works = {
  IM: async engine => `${inductiveMiner(await variantsOf(engine)).kind}`,
  'IMf 0.2': async engine => `${inductiveMinerInfrequent(await variantsOf(engine), 0.2).kind}`,
  'Split Miner': async engine => `${splitMiner(await variantsOf(engine)).nodes.length} nodes`,
  heuristics: async engine => `${heuristicsMiner(await variantsOf(engine)).activities.length} activities`,
  Declare: async engine => `${discoverDeclare(await variantsOf(engine)).length} constraints`,
  'temporal profile': async engine => {
    const times = new PairTimes()
    for (let cursor; ; ) {
      const page = await engine.traces({ ...ask, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) })
      times.add(page)
      if (page.next === undefined) break
      cursor = page.next
    }
    return `${times.profile().relations.length} pairs`
  },
  'token replay': async engine => {
    const log = await variantsOf(engine)
    const fitness = replayFitness(log, await tokenBasedReplay(log, net))
    return `${log.cases.length} variants, fitness ${fitness.averageFitness.toFixed(4)}`
  },
  'ETC precision': async engine => {
    const answer = await etcPrecision(await variantsOf(engine), net)
    return answer.ok ? answer.value.toFixed(4) : answer.because
  },
  alignments: async engine => aligned(await variantsOf(engine)),
  'alignments of edited variants': async engine => aligned(edited(await variantsOf(engine))),
}

for (const name of wanted.split(','))
  for (let i = 0; i < Number(times); i++) {
    const engine = engineOver(reading)
    await timed(
      name,
      () => works[name](engine),
      note => note,
    )
  }
