import { describe, expect, test } from 'vitest'
import { Cancelled, cancellable, type ProgressReport } from '../base/platform.ts'
import { variantLog } from '../log/variant-log.ts'
import { directlyFollows } from './directly-follows.ts'
import { type Growth, grow, unwatched } from './grow.ts'
import { inductiveMinerDirectlyFollows } from './inductive-miner/from-directly-follows.ts'
import { inductiveMiner, inductiveMinerInfrequent } from './inductive-miner/inductive-miner.ts'
import { inductiveMinerLifeCycle } from './inductive-miner/life-cycle-miner.ts'
import { powlMiner } from './powl-miner/powl-miner.ts'

/** A number is made of all below its half, in order: `4` is `4(3(2(1), 1), …)`. */
const halves = (n: number): Growth<number, string> =>
  n <= 1 ? { model: String(n) } : { parts: [Math.floor(n / 2), n % 2], made: models => `${n}(${models.join(' ')})` }

describe('a model grows', () => {
  test('part by part, each from its own parts', () => {
    expect(grow(5, halves, n => n, unwatched)).toBe('5(2(1 0) 1)')
  })
  test('however deep it is', () => {
    const chain = (n: number): Growth<number, number> =>
      n === 0 ? { model: 0 } : { parts: [n - 1], made: ([depth]) => depth! + 1 }
    expect(grow(100_000, chain, () => 1, unwatched)).toBe(100_000)
  })
  test('from no parts at all', () => {
    expect(
      grow(
        'x',
        (): Growth<string, number> => ({ parts: [], made: ({ length }) => length }),
        () => 1,
        unwatched,
      ),
    ).toBe(0)
  })
})

const log = variantLog('a b c *5 | a c b | d a+start | b b d *2 | x y x y z | a')
const miners = [
  ['IM', watch => inductiveMiner(log, watch)],
  ['IMf', watch => inductiveMinerInfrequent(log, 0.2, watch)],
  ['IMd', watch => inductiveMinerDirectlyFollows(directlyFollows(log), 0.2, watch)],
  ['IMlc', watch => inductiveMinerLifeCycle(log, 0, watch)],
  ['POWL', watch => powlMiner(log, watch)],
] as const satisfies readonly (readonly [string, (watch: Parameters<typeof inductiveMiner>[1]) => unknown])[]

describe.each(miners)('%s', (_, mine) => {
  test('tells how far it is, up to the whole, and finds the same', () => {
    const { cancel } = cancellable()
    const told: ProgressReport[] = []
    expect(mine({ cancel, progress: report => told.push(report) })).toEqual(mine(unwatched))
    const done = told.map(report => report.done)
    expect(done.length).toBeGreaterThan(3)
    expect(done).toEqual(done.toSorted((a, b) => a - b))
    expect(done.at(-1)).toBeCloseTo(1, 9)
  })
  test('stops where it is cancelled', () => {
    const { cancel, stop } = cancellable()
    expect(() => mine({ cancel, progress: () => stop() })).toThrow(Cancelled)
  })
})
