// Reads a file as often as asked: node read.mjs FILE [TIMES] [--mapping FILE]
// The first reading is cold, those behind it warm; `log` tells the bytes of the log's arrays.
import { parseArgs } from 'node:util'
import { bytesOf, open, peakMb, timed } from './open.mjs'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { mapping: { type: 'string' } } })
const [file, times = '1'] = positionals
const note = ({ log }) => `${log.caseCount} cases, ${log.eventCount} events`
for (let i = 0; i < Number(times); i++) {
  const reading = await timed(i === 0 ? 'import' : 'import, warm', () => open(file, values.mapping), note)
  if (i > 0) continue
  const { caseCount: cases, eventCount: events } = reading.log
  console.log(JSON.stringify({ work: 'log', cases, events, bytes: bytesOf(reading.log), importPeakMb: peakMb() }))
}
