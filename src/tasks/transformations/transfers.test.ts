import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../test/shared.ts'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { openUiLog } from '../../formats/index.ts'
import { Names } from '../../log/naming.ts'
import { cleanUiLog } from '../cleaning/clean-ui-log.ts'
import { customers } from '../procedure/customers.fixture.ts'
import { learnTransformation } from './learn.ts'
import { printProgram } from './print-program.ts'
import { evaluate } from './program.ts'
import { clearExamples, learnTransfer, learnTransfers, transfers } from './transfers.ts'

describe('transfers', () => {
  test('are fields that were filled from others, with the rule where values are in clear', () => {
    const log = cleanUiLog(customers(true))
    const found = transfers(log, log.ui.demonstrations, new Names())
    expect(found.map(({ target, sources, outputs }) => [target, sources, outputs.length])).toEqual([
      ['Kind in New', ['column B in Customers'], 6],
      ['Last name in New', ['column A in Customers'], 6],
    ])
    const learned = learnTransfer(found[1]!)
    expect(learned.ok && 'program' in learned.value && printProgram(learned.value.program)).toBe(
      'join(chunk last of a, ", ", chunk 1 of a)',
    )
  })
  test('of masked values say only what equality tells', () => {
    const log = cleanUiLog(customers(false))
    const found = transfers(log, log.ui.demonstrations, new Names())
    const learned = learnTransfers(found)
    expect(learned[0]).toMatchObject({ ok: true, value: { kind: 'equal', sources: [0], support: 6 } })
    expect(learned[1]).toMatchObject({ ok: true, value: { kind: 'form', sources: [], support: 6 } })
  })
})

describeShared('transfers of published recordings', 'data/ui/leno-data-transformation', () => {
  test.each(['d1', 'd2', 'd3', 'd4', 'd5', 'd6'])(
    '%s: what is learned of four fifths makes at least 95 %% of the other fifth',
    async name => {
      const bytes = readFileSync(sharedPath(`data/ui/leno-data-transformation/${name}.csv`))
      const { log } = await openUiLog(bytesSource(`${name}.csv`, bytes), {
        platform: nodePlatform,
        key: new Uint8Array(32),
        keepValues: true,
      })
      const found = transfers(cleanUiLog(log), log.demonstrations, new Names()).filter(
        ({ outputs }) => outputs.length >= 5,
      )
      expect(found.length).toBeGreaterThan(0)
      for (const { inputs, outputs } of found) {
        const examples = clearExamples(inputs, outputs)
        let made = 0
        for (let fold = 0; fold < 5; fold++) {
          const learned = learnTransformation(examples.filter((_, i) => i % 5 !== fold))
          if (!learned.ok) continue
          made += examples.filter(
            (example, i) => i % 5 === fold && evaluate(learned.value.program, example.inputs) === example.output,
          ).length
        }
        expect(made / examples.length).toBeGreaterThanOrEqual(0.95)
      }
    },
  )
})
