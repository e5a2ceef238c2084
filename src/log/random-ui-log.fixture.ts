import fc from 'fast-check'
import { type Masked, valueClasses } from './masked.ts'
import { selectorKinds, type UiLog, uiActions, uiEffects } from './ui-log.ts'
import { type UiEvent, UiLogBuilder } from './ui-log-builder.ts'

const text = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('Order', 'Größe', '"a",\n{9999}', '\u{1F4E6}'))
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
const small = fc.integer({ min: 0, max: 5 })

const element = fc.record({
  application: fc.option(text),
  page: fc.option(text),
  role: fc.option(fc.constantFrom('button', 'cell', 'clipboard')),
  name: fc.option(text),
  identifier: fc.option(text),
  selectors: fc.array(fc.record({ kind: fc.constantFrom(...selectorKinds), text }), { maxLength: 2 }),
})
const masked: fc.Arbitrary<Masked> = fc.record({
  shape: text,
  class: fc.constantFrom(...valueClasses),
  length: small,
  hash: fc.option(fc.constantFrom('a0', 'b1', 'c2')),
  keys: fc.array(fc.constantFrom('k1', 'k2', 'k3'), { maxLength: 2 }),
  clear: fc.option(text),
})
const event: fc.Arbitrary<Omit<UiEvent, 'ordinal'>> = fc.record({
  time: maybe(fc.integer({ min: 0, max: 2 ** 41 }).map(n => n / 10)),
  user: fc.option(text),
  action: fc.constantFrom(...uiActions),
  sourceAction: fc.option(text),
  element: fc.option(element),
  placeKeys: maybe(fc.array(fc.constantFrom('k1', 'k2', 'k3'), { maxLength: 2 })),
  row: maybe(small),
  column: maybe(small),
  value: fc.option(masked),
  fieldValue: fc.option(masked),
  x: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
  y: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
  effect: maybe(fc.constantFrom(...uiEffects)),
  cut: fc.boolean(),
  task: fc.option(fc.constantFrom('Book', 'Check')),
  run: fc.option(fc.constantFrom('1', '2')),
})

/** Any UI log, of several recordings, some of them empty. */
export const randomUiLog: fc.Arbitrary<UiLog> = fc
  .record({
    recordings: fc.array(fc.array(event, { maxLength: 12 }), { maxLength: 3 }),
    order: fc.constantFrom('auto' as const, 'input' as const),
    capture: fc.array(fc.constantFrom('rule', 'keep-values'), { maxLength: 1 }),
  })
  .map(({ recordings, order, capture }) => {
    const builder = new UiLogBuilder()
    for (const [i, events] of recordings.entries()) {
      builder.beginRecording(`recording ${i % 2}`, 'random')
      for (const [ordinal, each] of events.entries()) builder.add({ ordinal, ...each })
    }
    return builder.finish({ name: 'random', order, capture })
  })

/** Everything of a UI log as plain values, so that two can be compared. */
export function plainUiLog(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return { [value.constructor.name]: [...(value as unknown as Iterable<number>)] }
  if (Array.isArray(value)) return value.map(plainUiLog)
  if (typeof value !== 'object' || value === null) return value
  if ('codeOf' in value) {
    const { size, text: of } = value as unknown as { size: number; text(code: number): string }
    return Array.from({ length: size }, (_, code) => of.call(value, code))
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plainUiLog(part)]))
}
