import { gzipSync } from 'node:zlib'
import { bench, describe } from 'vitest'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { random } from '../../base/random.ts'
import { openLog } from '../open.ts'

/** An order log of the usual make: four attributes an event, ISO dates with a zone, one trace after the other. */
function orders(cases: number): Uint8Array {
  const draw = random(42)
  const steps = [
    'Create Order',
    'Check Credit',
    'Approve Order',
    'Pick Goods',
    'Pack Goods',
    'Ship Goods',
    'Create Invoice',
    'Receive Payment',
  ]
  const parts = ['<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n']
  let time = Date.UTC(2022, 0, 1)
  for (let c = 0; c < cases; c++) {
    parts.push(`<trace>\n<string key="concept:name" value="O-${c}"/>\n`)
    for (const step of steps.slice(0, 4 + Math.floor(draw() * 5))) {
      time += Math.floor(draw() * 3e6)
      parts.push(
        `<event>\n<string key="concept:name" value="${step}"/>\n<date key="time:timestamp" value="${new Date(time).toISOString()}"/>\n`,
        `<string key="org:resource" value="R${Math.floor(draw() * 60)}"/>\n<float key="cost" value="${(draw() * 100).toFixed(2)}"/>\n</event>\n`,
      )
    }
    parts.push('</trace>\n')
  }
  parts.push('</log>\n')
  return new TextEncoder().encode(parts.join(''))
}

/** What the predictor cannot foresee: value before key, single quotes, references, an attribute in every attribute. */
function unusual(cases: number): Uint8Array {
  const draw = random(7)
  const event = () =>
    `<event><string value='a &amp; ${Math.floor(draw() * 9)}' key='concept:name'><int key="n" value="1"/></string>` +
    `<date value='2024-01-01 10:00:0${Math.floor(draw() * 9)} UTC' key='time:timestamp'></date></event>`
  return new TextEncoder().encode(
    `<log>${Array.from({ length: cases }, () => `<trace>${event()}${event()}</trace>`).join('\n')}</log>`,
  )
}

const inputs = { orders: orders(40_000), unusual: unusual(40_000) }

describe('reading XES', () => {
  for (const [name, bytes] of Object.entries(inputs)) {
    const size = `${(bytes.length / 1e6).toFixed(1)} MB`
    const read = async (source: Uint8Array) => {
      const from = performance.now()
      await openLog(bytesSource('log.xes', source), { platform: nodePlatform })
      rates.push(bytes.length / 1e3 / (performance.now() - from))
    }
    const rates: number[] = []
    const options = {
      iterations: 5,
      time: 0,
      teardown: () => {
        if (rates.length) process.stdout.write(`${name}: best ${Math.max(...rates).toFixed(0)} MB/s\n`)
        rates.length = 0
      },
    }
    const packed = new Uint8Array(gzipSync(bytes))
    bench(`${name}, ${size}`, () => read(bytes), options)
    bench(`${name}, ${size}, as gzip`, () => read(packed), options)
  }
})
