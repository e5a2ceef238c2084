import { expect, test } from 'vitest'
import { noPace } from '../../log/count/pace.ts'
import { variantLog } from '../../log/variant-log.ts'
import { mineNet } from './miners.ts'
import { modelQualities } from './model-qualities.ts'
import { weightedNet } from './weighted-net.ts'

const options = { pace: noPace, now: () => 0, timeMs: 10_000, states: 10_000 }
const log = variantLog('a b *3 | a c')
const mined = mineNet('inductive', log, {})
if (!mined.ok) throw new Error(mined.because)
const { net } = mined.value

test('a net with the weights of its log does what the log does, as often; without weights that is not told', async () => {
  const weighted = weightedNet(log, net)
  if (!weighted.ok) throw new Error(weighted.because)
  expect(await modelQualities(log, weighted.value.net, options)).toMatchObject({
    ok: true,
    value: { alignmentFitness: 1, earthMovers: 1, earthMoversMass: [1, 1] },
  })
  expect(await modelQualities(log, net, options)).toMatchObject({
    ok: true,
    value: {
      earthMovers: null,
      earthMoversMass: null,
      because: { earthMovers: expect.stringContaining('no weights') },
    },
  })
})

test('half of the cases that go another way than the weights say change one activity of two', async () => {
  const weighted = weightedNet(log, net)
  if (!weighted.ok) throw new Error(weighted.because)
  const told = await modelQualities(variantLog('a b | a c *3'), weighted.value.net, options)
  expect(told).toMatchObject({ ok: true, value: { earthMovers: 0.75 } })
})
