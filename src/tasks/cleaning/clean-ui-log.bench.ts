import { bench } from 'vitest'
import { random } from '../../base/random.ts'
import type { Masked } from '../../log/masked.ts'
import { UiLogBuilder } from '../../log/ui-log-builder.ts'
import { cleanUiLog } from './clean-ui-log.ts'

/** Forms filled from a sheet, with the noise of a day: 20 people, every tenth click goes nowhere. */
const EVENTS = 1_000_000
const draw = random(42)
const between = (n: number) => Math.floor(draw() * n)
const masked = (text: string): Masked => ({
  shape: 'Aaaa 9999',
  class: 'text',
  length: 4,
  hash: text,
  keys: [],
  clear: null,
})

const builder = new UiLogBuilder()
let ordinal = 0
for (let person = 0; person < 20; person++) {
  builder.beginRecording(`person ${person}`, 'bench')
  let time = 0
  const add = (event: Omit<Parameters<typeof builder.add>[0], 'ordinal' | 'time'>) =>
    builder.add({ ...event, user: `person ${person}`, ordinal: ordinal++, time: (time += 200 + between(3000)) })
  while (ordinal < ((person + 1) * EVENTS) / 20) {
    const row = 2 + between(5000)
    for (let column = 1; column <= 8; column++) {
      const value = masked(`${person} ${row} ${column}`)
      const cell = { application: 'Excel', document: 'orders.xlsx', group: 'Orders', role: 'cell' }
      const field = { application: 'Chrome', page: 'https://shop.test/new', role: 'textbox', identifier: `f${column}` }
      add({ action: 'read', element: cell, row, column, value })
      add({ action: 'copy', element: { application: 'Clipboard' }, value })
      add({ action: 'click', element: field })
      if (between(10) === 0) add({ action: 'click', element: { application: 'Chrome', role: 'div' } })
      add({ action: 'paste', element: field, value })
      add({ action: 'enter', element: field, value: between(3) === 0 ? masked(`${person} ${row}`) : value })
    }
    add({ action: 'click', element: { application: 'Chrome', role: 'button', name: 'Submit' } })
    add({ action: 'submit', element: { application: 'Chrome', page: 'https://shop.test/new' } })
  }
}
const log = builder.finish({ name: 'bench' })

bench(`clean-ui-log: ${log.eventCount} events to steps`, () => void cleanUiLog(log), { iterations: 3, time: 0 })
