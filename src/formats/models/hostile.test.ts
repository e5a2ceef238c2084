import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FormatError } from '../../base/errors.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import { parseNet } from '../../model/net-notation.ts'
import { parseTree } from '../../model/process-tree.ts'
import { soundness } from '../../model/soundness.ts'
import { dfgText } from './dfg-text.ts'
import { modelJson } from './model-json.ts'
import { openModel, writeModel } from './open-model.ts'
import { pnml } from './pnml/pnml.ts'
import { ptml } from './ptml.ts'

const net = parseNet('s → a → p + 2*q; p → b → r; q → τ → x; r + 2*x → c → e; [s] ⇒ [e] | [s]')
const tree = parseTree('→(a, ∧("two words", ×(c, τ)), ↺(d, e))')
const dfg = { activities: ['a', 'b'], frequency: Float64Array.of(0, 3, 0, 1, 2, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0) }
const whole = [
  writeModel({ kind: 'net', net }, pnml),
  writeModel({ kind: 'tree', tree }, ptml),
  writeModel({ kind: 'net', net }, modelJson),
  writeModel({ kind: 'tree', tree }, modelJson),
  writeModel({ kind: 'dfg', dfg }, dfgText),
].map(({ bytes }) => new TextDecoder().decode(bytes))

test('a file that was cut, doubled or changed somewhere is a model or is refused with its name, never anything else', () => {
  const edit = fc.tuple(
    fc.nat(),
    fc.nat(40),
    fc.constantFrom('', '<', '>', '"', '1', '-1', 'x', '{', '\n', '</net>', 'τ'),
  )
  let refused = 0
  fc.assert(
    fc.property(fc.constantFrom(...whole), fc.array(edit, { minLength: 1, maxLength: 3 }), (text, edits) => {
      let changed = text
      for (const [at, length, by] of edits) {
        const from = at % (changed.length + 1)
        changed = changed.slice(0, from) + by + changed.slice(from + length)
      }
      try {
        const { model } = openModel(encodeUtf8(changed), 'changed')
        if (model.kind === 'net') expect(soundness(model.net, { states: 200 }).verdict).toBeTruthy()
      } catch (error) {
        refused++
        expect([changed, error]).toEqual([changed, expect.any(FormatError)])
        expect((error as FormatError).message).toMatch(/^changed/)
      }
    }),
    { numRuns: 1500, seed: 91 },
  )
  expect(refused).toBeGreaterThan(300)
})

test('bytes that are no text are refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
      expect(() => openModel(bytes, 'bytes')).toThrow(FormatError)
    }),
    { numRuns: 300, seed: 92 },
  )
})
