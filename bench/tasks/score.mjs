// All scores of one way of finding the runs of a log.
import { boundaryScore, categorisation, routineScore, segmentDistance, segmentRecall } from '../../dist/tasks/index.js'
import { span } from './logs.mjs'

/**
 * Segments as rows: those of their steps, or, where true runs are known as whole stretches, all from first to last that
 * belong to no other segment.
 */
export function instancesOf(routines, rowCount, whole) {
  if (!whole)
    return routines
      .flatMap(({ id, instances }) => instances.map(({ rows }) => ({ rows, routine: id })))
      .sort((a, b) => a.rows[0] - b.rows[0])
  const owner = new Int32Array(rowCount).fill(-1)
  const all = routines.flatMap(({ id, instances }) => instances.map(instance => ({ ...instance, routine: id })))
  all.sort((a, b) => a.first - b.first || b.last - a.last)
  all.forEach(({ rows }, k) => {
    for (const row of rows) owner[row] = k
  })
  return all.map(({ first, last, routine }, k) => ({
    rows: span(first, last).filter(row => owner[row] < 0 || owner[row] === k),
    routine,
  }))
}

export function scores(ui, found, truth) {
  const firsts = runs => runs.map(({ rows }) => rows[0])
  const labels = runs => {
    const byRow = new Array(ui.eventCount).fill(null)
    for (const { rows, routine } of runs) for (const row of rows) byRow[row] = routine
    return byRow
  }
  const classOf = row => `${ui.action[row]}:${ui.element[row]}:${ui.position.column[row]}`
  const exact = boundaryScore(firsts(found), firsts(truth), 0)
  return {
    events: ui.eventCount,
    segments: `${found.length}/${truth.length}`,
    ED: segmentDistance(found, truth, classOf),
    precision: exact.precision,
    recall: exact.recall,
    F1: exact.f1,
    'F1 ±1': boundaryScore(firsts(found), firsts(truth), 1).f1,
    'found (IoU ≥ ½)': segmentRecall(found, truth),
    'routine F1': routineScore(found, truth).f1,
    ...categories(labels(found), labels(truth)),
  }
}

function categories(found, truth) {
  const { weightedF1, weightedJaccard, adjustedRand, classes } = categorisation(found, truth)
  const kinds = new Set(truth.filter(name => name !== null)).size
  return { classes: `${classes}/${kinds}`, 'weighted F1': weightedF1, Jaccard: weightedJaccard, ARI: adjustedRand }
}

export const row = (name, cells) =>
  `| ${[name, ...Object.values(cells).map(cell => (typeof cell === 'number' && !Number.isInteger(cell) ? cell.toFixed(3) : cell))].join(' | ')} |`
export const head = cells =>
  `| log | ${Object.keys(cells).join(' | ')} |\n|${'---|'.repeat(Object.keys(cells).length + 1)}`
