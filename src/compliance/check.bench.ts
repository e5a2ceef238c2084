import { bench, describe } from 'vitest'
import { random } from '../base/random.ts'
import { HOUR } from '../base/time.ts'
import { EventLogBuilder } from '../log/event-log-builder.ts'
import { Problems } from '../log/problems.ts'
import { PersonGate } from '../privacy/person-gate.ts'
import { checkRules } from './check.ts'
import { readRules } from './read-rules.ts'
import { summarise } from './summary.ts'

const draw = random(42)
const cases = 50_000

function generated() {
  const builder = new EventLogBuilder()
  for (let c = 0; c < cases; c++) {
    const code = builder.cases.addText(`c${c}`)
    const length = 1 + Math.floor(draw() * 20)
    let time = Math.floor(draw() * 8000) * HOUR
    for (let i = 0; i < length; i++) {
      const row = builder.nextEvent(code)
      builder.activity.setText(row, `activity ${Math.floor(draw() * 12)}`)
      builder.setComplete(row, (time += Math.floor(draw() * 48 * HOUR)))
      builder.eventColumn('org:resource').setText(row, `p${Math.floor(draw() * 40)}`)
      builder.eventColumn('amount').setNumber(row, Math.floor(draw() * 1000), 'int')
    }
  }
  return builder.finish(new Problems())
}

const log = generated()
const said = [
  '"activity 1" before "activity 2"',
  '"activity 3" within 40 working hours after "activity 4"',
  '"activity 5" and "activity 6" by different people',
  'amount > 500 requires "activity 7" before "activity 8"',
  '"activity 9" at most 2 times',
  '"activity 10" never after "activity 11"',
]
const file = readRules(
  JSON.stringify({
    parfocal: 'rules',
    version: 1,
    calendars: { office: { timeZone: 'Europe/Berlin', hours: 'Mon-Fri 09:00-17:00' } },
    rules: [
      ...said.map((rule, i) => ({ id: `r${i}`, name: 'R', severity: 'low', owner: 'O', source: 'S', rule })),
      { id: 'f', name: 'F', severity: 'low', owner: 'O', source: 'S', formula: 'G ("activity 1" -> F "activity 2")' },
    ],
  }),
  'bench',
)
const checked = await checkRules(log, file)

describe(`rules: ${log.caseCount} cases, ${log.eventCount} events, ${file.rules.length} rules`, () => {
  bench('check', async () => void (await checkRules(log, file)))
  bench('summary', () => void summarise(log, checked, { gate: new PersonGate() }))
})
