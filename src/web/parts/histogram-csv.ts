import type { Histogram } from '../../log/engine.ts'

/** A histogram as a table: a row a bin, with exact edges. */
export const histogramCsv = (answer: Histogram) => ({
  header: ['from', 'to', 'frequency'],
  rows: answer.counts.map((count, i) => [answer.edges[i], answer.edges[i + 1], count]),
})
