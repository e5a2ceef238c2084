import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeShared } from '../../../test/shared.ts'
import { compareText } from '../../base/sort.ts'
import { variantLog, variantLogOf } from '../../log/variant-log.ts'
import type { PetriNet } from '../../model/petri-net.ts'
import { findRun } from '../find-run.ts'
import { logOf, oracleNames, readMinedOracle } from '../oracle.fixture.ts'
import { alphaMiner } from './alpha-miner.ts'
import { alphaPlusMiner } from './alpha-plus-miner.ts'
import { maximalPlaces } from './maximal-places.ts'

/** Places by the labels around them, sorted. */
const placesOf = (net: PetriNet): [string[], string[]][] =>
  net.places
    .map((_, place): [string[], string[]] => {
      const around = (side: 'inputs' | 'outputs') =>
        net.transitions
          .filter(transition => transition[side].some(flow => flow.place === place))
          .map(({ label }) => label!)
          .sort(compareText)
      return [around('outputs'), around('inputs')]
    })
    .sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)))

const printed = (net: PetriNet) =>
  placesOf(net)
    .map(([inputs, outputs]) => `({${inputs}},{${outputs}})`)
    .join(' ')

const alpha = (notation: string) => {
  const net = alphaMiner(variantLog(notation))
  return net.ok ? net.value : expect.fail(net.because)
}
const alphaPlus = (notation: string) => {
  const net = alphaPlusMiner(variantLog(notation))
  return net.ok ? net.value : expect.fail(net.because)
}

describe('the alpha miner', () => {
  test('L1 of van der Aalst (2016)', () => {
    expect(printed(alpha('a b c d *3 | a c b d *2 | a e d'))).toBe(
      '({a},{b,e}) ({a},{c,e}) ({b,e},{d}) ({c,e},{d}) ({d},{}) ({},{a})',
    )
  })
  test('L5 of van der Aalst (2016), with a loop', () => {
    const log = 'a b e f *2 | a b e c d b f *3 | a b c e d b f *2 | a b c d e b f *4 | a e b c d b f *3'
    expect(printed(alpha(log))).toBe('({a,d},{b}) ({a},{e}) ({b},{c,f}) ({c},{d}) ({e},{f}) ({f},{}) ({},{a})')
  })
  test('the net of L1 replays L1', () => {
    const net = alpha('a b c d *3 | a c b d *2 | a e d')
    expect(findRun(net, ['a', 'c', 'b', 'd'])).not.toBeNull()
    expect(findRun(net, ['a', 'b', 'd'])).toBeNull()
  })
  test('where there are too many sets, there is no answer but the reason', () => {
    const places = (limit: number) =>
      maximalPlaces(
        30,
        (a, b) => a < 15 !== b < 15 && a < b,
        () => true,
        limit,
      )
    // before any set is looked at, and among them
    expect([places(3), places(4000)]).toEqual([null, null])
    expect(places(100_000)).not.toBeNull()
    const many = alphaMiner(variantLogOf([{ activities: Array.from({ length: 3200 }, (_, i) => `a${i}`), cases: 1 }]))
    expect(many).toMatchObject({ ok: false, because: expect.stringContaining('3200 activities') })
  })
})

test('places are all largest pairs of sets, in order, whatever the relations', () => {
  const n = 4
  const subsets = Array.from({ length: 2 ** n - 1 }, (_, bits) => [0, 1, 2, 3].filter(a => ((bits + 1) >> a) & 1))
  const compare = (a: readonly number[], b: readonly number[]): number =>
    a.length === 0 || b.length === 0 ? a.length - b.length : a[0]! - b[0]! || compare(a.slice(1), b.slice(1))
  const matrix = fc.array(fc.boolean(), { minLength: n * n, maxLength: n * n })
  fc.assert(
    fc.property(matrix, matrix, (cause, apart) => {
      const isCause = (a: number, b: number) => cause[a * n + b]!
      const isUnrelated = (a: number, b: number) => apart[Math.min(a, b) * n + Math.max(a, b)]!
      const pairs = subsets
        .flatMap(inputs => subsets.map(outputs => ({ inputs, outputs })))
        .filter(({ inputs, outputs }) =>
          [inputs, outputs].every(set => set.every(a => set.every(b => isUnrelated(a, b)))),
        )
        .filter(({ inputs, outputs }) => inputs.every(a => outputs.every(b => isCause(a, b))))
      const holds = (all: readonly number[], some: readonly number[]) => some.every(a => all.includes(a))
      const largest = pairs.filter(
        one =>
          !pairs.some(other => other !== one && holds(other.inputs, one.inputs) && holds(other.outputs, one.outputs)),
      )
      largest.sort((a, b) => compare(a.inputs, b.inputs) || compare(a.outputs, b.outputs))
      expect(maximalPlaces(n, isCause, isUnrelated, 100_000)).toEqual(largest)
    }),
    { numRuns: 300, seed: 81 },
  )
})

describe('the alpha plus miner', () => {
  test('each loop of one is tied to its own place, and to none where it begins or ends a case', () => {
    expect(printed(alphaPlus('a b c | a x x b c | a b y y c | a x x b y y c'))).toBe(
      '({a,x},{b,x}) ({b,y},{c,y}) ({c},{}) ({},{a})',
    )
    expect(printed(alphaPlus('a b | x x a b | a b x x'))).toBe('({a},{b}) ({b},{}) ({},{a})')
  })
  test('a loop of one lies on the first place from all that comes before it alone to all that comes after it alone', () => {
    const trace = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'x', 'x x', 'y y'), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.array(trace, { minLength: 1, maxLength: 4 }), rows => {
        const traces = rows.map(row => row.join(' ').split(' '))
        const follows = (a: string, b: string) =>
          traces.some(one => one.some((name, i) => name === a && one[i + 1] === b))
        const names = [...new Set(traces.flat())].sort()
        const loops = names.filter(name => follows(name, name))
        const others = names.filter(name => !loops.includes(name))
        const net = alphaPlus(traces.map(one => one.join(' ')).join(' | '))
        const placesBeside = (label: string, side: 'inputs' | 'outputs') =>
          net.transitions.find(transition => transition.label === label)![side].map(({ place }) => place)
        // source and sink are the first and the last place
        const inner = [...net.places.keys()].slice(1, -1)
        for (const loop of loops) {
          const before = others.filter(name => follows(name, loop) && !follows(loop, name))
          const after = others.filter(name => follows(loop, name) && !follows(name, loop))
          const place = inner.find(
            one =>
              before.length > 0 &&
              after.length > 0 &&
              before.every(name => placesBeside(name, 'outputs').includes(one)) &&
              after.every(name => placesBeside(name, 'inputs').includes(one)),
          )
          const wanted = place === undefined ? [] : [place]
          expect([loop, placesBeside(loop, 'inputs'), placesBeside(loop, 'outputs')]).toEqual([loop, wanted, wanted])
        }
        for (const name of others)
          expect(placesBeside(name, 'inputs').filter(place => placesBeside(name, 'outputs').includes(place))).toEqual(
            [],
          )
      }),
      { numRuns: 150, seed: 82 },
    )
  })
  test('two that return to one another only from one side are concurrent', () => {
    // a b a comes, b a b does not
    expect(printed(alphaPlus('a b a c | b a c'))).toBe('({a},{c}) ({c},{}) ({},{a,b})')
    expect(printed(alphaPlus('s a b a b c | s a b c'))).toBe('({a},{b}) ({b,s},{a}) ({b},{a,c}) ({c},{}) ({},{s})')
  })
  test('a loop of one is tied to the place where it happens', () => {
    const net = alphaPlus('a c | a b c | a b b c')
    expect(printed(net)).toBe('({a,b},{b,c}) ({c},{}) ({},{a})')
    expect(findRun(net, ['a', 'b', 'b', 'b', 'c'])).not.toBeNull()
    expect(findRun(net, ['a', 'c'])).not.toBeNull()
  })
  test('a loop of two is not concurrency', () => {
    const net = alphaPlus('a b d | a b c b d | a b c b c b d')
    expect(findRun(net, ['a', 'b', 'c', 'b', 'd'])).not.toBeNull()
    expect(findRun(net, ['a', 'b', 'b', 'd'])).toBeNull()
    expect(printed(net)).toBe('({a,c},{b}) ({b},{c,d}) ({d},{}) ({},{a})')
  })
  test('without short loops it is the alpha miner', () => {
    const log = variantLog('a b c d *3 | a c b d *2 | a e d')
    expect(alphaPlusMiner(log)).toEqual(alphaMiner(log))
  })
})

describeShared('places of another tool', 'oracle/sepsis.json', () => {
  test.each(oracleNames)('%s', name => {
    const { variants, alpha_places: places } = readMinedOracle(name)
    const net = alphaMiner(logOf(variants))
    if (!net.ok || places === undefined) {
      expect([net.ok, places]).toEqual([true, 'an oracle'])
      return
    }
    expect(placesOf(net.value)).toEqual(
      places.places
        .map(sides => sides.map(side => [...side].sort(compareText)))
        .sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b))),
    )
  })
})
