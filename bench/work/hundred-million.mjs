// Reads a large CSV, then answers: node hundred-million.mjs FILE MAPPING TIMES
import { ask, engineOver, open, timed } from './open.mjs'
import { more, questions } from './questions.mjs'

const [file, mapping, times] = process.argv.slice(2)
const reading = await timed(
  'import',
  () => open(file, mapping),
  ({ log }) => `${log.caseCount} cases, ${log.eventCount} events`,
)
const { start, end } = await engineOver(reading).summary(ask)
const frame = { from: Math.round(start + (end - start) / 4), to: Math.round(start + (end - start) / 2) }
const { 'arcs with times': quantiles, ...others } = { ...questions, ...more }
// what takes most memory last, so that the peak before it can be seen
for (const [name, question] of [...Object.entries(others), ['arcs with times', quantiles]])
  for (let i = 0; i < Number(times); i++) {
    const engine = engineOver(reading)
    await timed(
      name,
      () => question(engine, frame),
      note => note,
    )
  }
