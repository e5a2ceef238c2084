import { bench, describe } from 'vitest'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { random } from '../../base/random.ts'
import { proposeMapping } from '../propose-mapping.ts'
import { csv } from './csv.ts'

/** An order log of the usual make, sorted by time as exports are: six columns, ISO dates with a zone. */
function orders(events: number): Uint8Array {
  const draw = random(42)
  const steps = [
    'Create Order',
    'Check Credit',
    'Approve Order',
    'Pick Goods',
    'Ship Goods',
    'Create Invoice',
    'Receive Payment',
  ]
  const lines = ['case_id,activity,timestamp,resource,cost,region']
  let time = Date.UTC(2022, 0, 1)
  for (let i = 0; i < events; i++) {
    time += Math.floor(draw() * 60_000)
    const order = Math.floor((i + draw() * 2000) / 11)
    lines.push(
      `O-${String(order).padStart(7, '0')},${steps[Math.floor(draw() * steps.length)]},${new Date(time).toISOString()},R-${Math.floor(draw() * 60)},${(draw() * 100).toFixed(2)},${['EMEA', 'APAC', 'AMER'][order % 3]}`,
    )
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}

const bytes = orders(300_000)
const size = `300 000 events, ${(bytes.length / 1e6).toFixed(1)} MB`
const mapping = {
  version: 1,
  table: { delimiter: ',', quote: '"', encoding: 'utf-8', header: true, decimal: '.' },
  caseId: 'case_id',
  activity: 'activity',
  complete: { columns: ['timestamp'], format: 'iso' },
  resource: 'resource',
  columns: [
    { column: 'cost', type: 'float' },
    { column: 'region', scope: 'case' },
  ],
}
const source = bytesSource('orders.csv', bytes)
const options = { iterations: 5, time: 0 }

describe('reading CSV', () => {
  bench(
    `${size}, mapping given`,
    async () => void (await csv.read(source, { platform: nodePlatform, mapping })),
    options,
  )
  bench(
    `${size}, everything found by looking`,
    async () => void (await csv.read(source, { platform: nodePlatform })),
    options,
  )
  bench(
    `${size}, mapping proposed only`,
    async () => void (await proposeMapping(source, { platform: nodePlatform })),
    options,
  )
})
