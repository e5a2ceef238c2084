// Segmentation and routine discovery on public logs and on the generator; writes results.md.
//   node --expose-gc bench/tasks/run.mjs FOLDER [--only L1,TF_04] [--generator] [--big] [--speed]
// FOLDER holds logs/ and ui/ (see logs.mjs for the files). Every run of L1 is added to l1-runs.md.
import { execFileSync } from 'node:child_process'
import { appendFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { cleanUiLog, discoverRoutines, generateUiLog, routineScore } from '../../dist/tasks/index.js'
import { logs, readLog } from './logs.mjs'
import { objects } from './objects.mjs'
import { head, instancesOf, row, scores } from './score.mjs'
import { cleaning, stream } from './speed.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    generator: { type: 'boolean' },
    big: { type: 'boolean' },
    speed: { type: 'boolean' },
  },
})
const [folder] = positionals
const here = name => new URL(name, import.meta.url)
const only = values.only?.split(',')
const today = new Date().toISOString().slice(0, 16)
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()

function timed(work) {
  const cpu = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(cpu)
  return { result, seconds: (user + system) / 1e6 }
}

function measure(ui, truth, steps, whole = true) {
  const { result, seconds } = timed(() => discoverRoutines(steps ? cleanUiLog(ui) : ui))
  return { ...scores(ui, instancesOf(result, ui.eventCount, whole), truth), 'CPU s': Number(seconds.toFixed(1)) }
}

/** How busy the machine is with everything, this included: runnable processes in the mean of the last minute. */
const load = () => `load ${loadavg()[0].toFixed(1)} on ${cpus().length} cores`
const lines = [
  `Measured ${today} at ${commit}, Node ${process.version}, ${load()}. ED: lower is better; all others: higher.`,
  '',
]
let first = true
let business = null
const tell = (name, cells) => {
  const told = [...(first ? [head(cells)] : []), row(name, cells)]
  first = false
  lines.push(...told)
  console.log(told.join('\n'))
}

if (folder)
  for (const { name, path, truth } of logs(folder)) {
    if (only && !only.includes(name)) continue
    const ui = await readLog(path)
    const known = truth(ui, path)
    const bare = { ...ui, demonstrations: [] }
    if (name === 'L1') business = await objects(path)
    for (const steps of [true, false]) {
      const cells = measure(bare, known, steps)
      const title = `${name}, ${steps ? 'steps' : 'events'}`
      tell(title, cells)
      if (name === 'L1')
        appendFileSync(here('l1-runs.md'), `${row(`${today} ${commit}, ${steps ? 'steps' : 'events'}`, cells)}\n`)
    }
  }

if (business) {
  const { found, expected, precision, recall, f1 } = business
  const count = names => names.filter(name => name !== null).length
  const told = `Business objects of L1 by event: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)} (${count(found)} told, ${count(expected)} true).`
  lines.push('', told)
  console.log(told)
}

/** Each trouble alone, at several strengths; means over seeds. */
const TROUBLES = {
  noise: [0, 0.3, 0.6, 0.9, 0.99],
  strayed: [0.05, 0.15],
  typos: [0.1, 0.2],
  undone: [0.02, 0.05],
  reordered: [0.3, 1],
  interrupted: [0.1, 0.2],
  people: [2, 3],
  routines: [1, 10],
  words: [false],
  shared: [true],
  batched: [true],
}
const SEEDS = [11, 12, 13]
if (values.generator) {
  lines.push(
    '',
    `Generator, three routines and 100 runs unless said otherwise, means of seeds ${SEEDS.join(', ')}, events:`,
    '',
  )
  first = true
  const all = {
    people: 2,
    noise: 0.2,
    strayed: 0.03,
    typos: 0.1,
    undone: 0.02,
    reordered: 0.3,
    interrupted: 0.1,
    shared: true,
  }
  const sets = Object.entries(TROUBLES).flatMap(([trouble, strengths]) =>
    strengths.map(s => [`${trouble} ${s}`, { [trouble]: s }]),
  )
  for (const [name, options] of [...sets, ['all at once', all]])
    tell(name, mean(SEEDS.map(seed => generated({ seed, ...options }))))
}

function generated(options) {
  const { log, truth } = generateUiLog(options)
  return measure(log, truth, false, false)
}

function mean(all) {
  return Object.fromEntries(
    Object.entries(all[0]).map(([key, value]) => [
      key,
      typeof value === 'number'
        ? all.reduce((sum, cells) => sum + cells[key], 0) / all.length
        : all.map(cells => cells[key]).join(', '),
    ]),
  )
}

if (values.big) {
  const options = {
    seed: 5,
    routines: 12,
    runs: 53_000,
    noise: 0.3,
    people: 4,
    strayed: 0.02,
    typos: 0.05,
    interrupted: 0.05,
    reordered: 0.2,
  }
  const { log, truth } = generateUiLog(options)
  const { result, seconds } = timed(() => discoverRoutines(log))
  const found = instancesOf(result, log.eventCount, false)
  const { f1 } = routineScore(found, truth)
  const peak = Math.round(process.resourceUsage().maxRSS / 1024)
  const said = `${log.eventCount} generated events: ${seconds.toFixed(1)} s of CPU, ${peak} MB at most (the log included); ${found.length} runs of ${truth.length}, ${result.length} routines of ${options.routines}, routine F1 ${f1.toFixed(3)}.`
  lines.push('', said)
  console.log(said)
}
if (values.speed)
  for (const measured of [stream, cleaning]) {
    const before = load()
    const said = `${measured()} Before it: ${before}.`
    lines.push('', said)
    console.log(said)
  }
if (!only) writeFileSync(here('results.md'), `# Segmentation and routines: results\n\n${lines.join('\n')}\n`)
