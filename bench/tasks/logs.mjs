// Logs with what is known to be true of them: rows and task of every run.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileSource, nodePlatform } from '../../dist/base/platform.node.js'
import { openUiLog } from '../../dist/formats/index.js'

export const span = (first, last) => Array.from({ length: last - first + 1 }, (_, k) => first + k)

/** Reads a log as if it had no times and no cases. */
export async function readLog(path, more = {}) {
  const options = { platform: nodePlatform, key: new Uint8Array(32), order: 'input', times: 'ignore', ...more }
  return (await openUiLog(await fileSource(path), options)).log
}

const evaluation = ['logs', 'ui-rpm-segmentator', 'Evaluation', 'CSV']
const recognition = ['logs', 'ui-task-recognition']

/** Logs of a folder of benchmarks; those that are missing are left out. */
export const logs = folder =>
  [
    ['Student record', [...evaluation, 'StudentRecord_segmented.csv'], cases],
    ['Reimbursement', [...evaluation, 'Reimbursement_segmented.csv'], cases],
    ['CPN log 1', ['ui', 'leno-cpn', 'log1.xes'], cases],
    ['CPN log 4', ['ui', 'leno-cpn', 'log4.xes'], cases],
    ['TF_04', [...recognition, 'TF_04.csv'], taskColumns],
    ['noisy Leno', ['ui', 'noisy-leno', 'experiment_extended_SR_RT_plus.csv'], noisy],
    ['L1', [...recognition, 'L1.csv'], taskColumns],
  ]
    .map(([name, path, truth]) => ({ name, path: join(folder, ...path), truth }))
    .filter(({ path }) => existsSync(path))

/** Every case of the source is a run of one task. */
function cases(ui) {
  return ui.demonstrations.map(({ first, last, task }) => ({ rows: span(first, last), routine: task }))
}

/** A greatest stretch of equal `Task` and `idx` is a run. */
function taskColumns(ui, path) {
  const [head, ...rows] = csv(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
  const [task, run] = [head.indexOf('Task'), head.indexOf('idx')]
  const rowOf = new Map(Array.from(ui.ordinal, (ordinal, row) => [ordinal, row]))
  const runs = []
  let open = null
  rows.forEach((cells, ordinal) => {
    const key = `${cells[task]}#${cells[run]}`
    if (key !== open) runs.push({ rows: [], routine: cells[task] })
    open = key
    if (rowOf.has(ordinal)) runs.at(-1).rows.push(rowOf.get(ordinal))
  })
  return runs.filter(({ rows }) => rows.length > 0)
}

/** The first fifty runs are Student record, the others Reimbursement. */
function noisy(_, path) {
  const file = join(path, '..', 'extended_SR_RT_joint_ground_truth.csv')
  const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1)
  return lines
    .map(line => line.split(',').map(Number))
    .map(([run, first, length]) => ({ rows: span(first, first + length - 1), routine: run <= 50 ? 'SR' : 'RT' }))
}

function csv(text) {
  const rows = [[]]
  let cell = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (quoted && c === '"' && text[i + 1] === '"') cell += text[i++]
    else if (c === '"') quoted = !quoted
    else if (quoted || (c !== ',' && c !== '\n')) cell += c
    else {
      rows.at(-1).push(cell.replace(/\r$/, ''))
      cell = ''
      if (c === '\n') rows.push([])
    }
  }
  rows.at(-1).push(cell)
  return rows.filter(cells => cells.length > 1)
}
