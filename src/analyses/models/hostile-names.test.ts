import { expect, test } from 'vitest'
import { own } from '../../base/own.ts'
import { printModel } from '../../formats/models/print-model.ts'
import { variantLogOf } from '../../log/variant-log.ts'
import { mineModel, mineNet, minerNames } from './miners.ts'

const NAMES = [
  '__proto__',
  'constructor',
  '',
  ' ',
  'toString',
  'a "b" \'c\'',
  'x\ny',
  '\u{1F600}',
  'τ',
  'tau',
  '→(a)',
  '\\',
  '▶',
  '0',
]
const log = variantLogOf([
  { activities: NAMES, cases: 2 },
  { activities: NAMES.filter((_, i) => i % 3 > 0), cases: 1 },
  { activities: [...NAMES].reverse(), cases: 1 },
])

test.each(minerNames)('%s takes names of any kind as names', miner => {
  const found = mineModel(miner, log, {})
  if (!found.ok) throw new Error(found.because)
  expect(printModel(found.value)).not.toBe('')
  const made = mineNet(miner, log, {})
  if (!made.ok) return expect([miner, made.because]).toEqual(['declare', expect.any(String)])
  const labels = new Set(made.value.net.transitions.flatMap(({ label }) => (label === null ? [] : [label])))
  expect([...labels].sort()).toEqual([...NAMES].sort())
})

test('a part that is called as what every object inherits has only the numbers that were counted', () => {
  const counted = JSON.parse('{ "__proto__": 2, "b": 1 }') as Record<string, number>
  const found = ['__proto__', 'b', 'constructor', 'toString'].map(id => own(counted, id) ?? null)
  expect(found).toEqual([2, 1, null, null])
})
