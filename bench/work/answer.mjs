// Answers from memory: node answer.mjs FILE-OR-FOLDER WORK[,WORK…] [TIMES] [--mapping FILE]
// The log is read and its columns are touched; then each work is answered as often as asked, each time by an engine that has
// answered nothing yet. The first is cold: nothing of it has run in this process.
import { parseArgs } from 'node:util'
import { engineOver, open, timed } from './open.mjs'
import { frameOf, more, questions } from './questions.mjs'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { mapping: { type: 'string' } } })
const [file, wanted, times = '1'] = positionals
const reading = await open(file, values.mapping)
const { log } = reading
// columns of a stored log are read when first touched
const touched = [log.activity.codes, log.complete, log.start, log.caseOffsets].reduce(
  (sum, column) => sum + (column?.[0] ?? 0),
  0,
)
if (Number.isNaN(touched)) console.error('the first event has no time')
const all = { ...questions, ...more }
const names = wanted === 'all' ? Object.keys(all) : wanted.split(',')
const frame = names.includes('filter: time frame') ? await frameOf(engineOver(reading)) : null
for (const name of names)
  for (let i = 0; i < Number(times); i++) {
    const engine = engineOver(reading)
    await timed(
      name,
      () => all[name](engine, frame),
      note => note,
    )
  }
