import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type People, PersonGate } from './person-gate.ts'

/** `anna*3 bert` */
const people = (text: string): People =>
  new Map(
    text
      .split(' ')
      .filter(Boolean)
      .map(one => [one.split('*')[0]!, Number(one.split('*')[1] ?? 1)]),
  )
const crowd = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => `p${from + i}`).join(' ')
const names = (text: string) => new Set(text.split(' '))

describe('one answer', () => {
  test('about fewer than k people is refused, about nobody or k it is given', () => {
    const gate = new PersonGate({ minimum: 3 })
    expect(gate.admit('log', people('a'))).toMatchObject({
      ok: false,
      because: expect.stringContaining('fewer than 3'),
    })
    expect(gate.admit('log', people('a b')).ok).toBe(false)
    expect(gate.admit('log', people('')).ok).toBe(true)
    expect(gate.admit('log', people('a b c')).ok).toBe(true)
  })

  test('the default is groups of five', () => {
    expect(new PersonGate().admit('log', people(crowd(0, 4))).ok).toBe(false)
    expect(new PersonGate().admit('log', people(crowd(0, 5))).ok).toBe(true)
  })

  test('a minimum below two protects nobody', () => {
    expect(() => new PersonGate({ minimum: 1 })).toThrow(RangeError)
  })
})

describe('two answers', () => {
  test('whose people differ by fewer than k are not both given', () => {
    const gate = new PersonGate({ minimum: 3 })
    expect(gate.admit('log', people(crowd(0, 10))).ok).toBe(true)
    expect(gate.admit('log', people(crowd(0, 9))).ok).toBe(false)
    expect(gate.admit('log', people(crowd(0, 8))).ok).toBe(false)
    expect(gate.admit('log', people(crowd(0, 7))).ok).toBe(true)
    expect(gate.admit('log', people(crowd(0, 10))).ok).toBe(true)
  })

  test('differ where the same person has another part in them', () => {
    const gate = new PersonGate({ minimum: 3 })
    expect(gate.admit('log', people('a*9 b*9 c*9 d*9')).ok).toBe(true)
    expect(gate.admit('log', people('a*1 b*9 c*9 d*9')).ok).toBe(false)
    expect(gate.admit('log', people('a*8 b*8 c*8 d*9')).ok).toBe(true)
  })

  test('are only held against each other within a population', () => {
    const gate = new PersonGate({ minimum: 3 })
    expect(gate.admit('log one', people(crowd(0, 10))).ok).toBe(true)
    expect(gate.admit('log two', people(crowd(0, 9))).ok).toBe(true)
  })

  test('a refused answer is not held against later ones', () => {
    const gate = new PersonGate({ minimum: 3 })
    gate.admit('log', people(crowd(0, 9)))
    gate.admit('log', people(crowd(0, 8)))
    expect(gate.admit('log', people(crowd(0, 6))).ok).toBe(true)
  })

  test('the whole is held against all, though nobody asked for it', () => {
    const gate = new PersonGate({ minimum: 3 })
    gate.baseline('log', people(crowd(0, 10)))
    expect(gate.admit('log', people(crowd(0, 9))).ok).toBe(false)
    gate.baseline('log', people(crowd(0, 10)))
    expect(gate.admit('log', people(crowd(0, 9))).ok).toBe(false)
    expect(gate.admit('log', people(crowd(0, 10))).ok).toBe(true)
  })

  test('another whole is another log: what was answered of the one before is forgotten, what it took is free again', () => {
    const gate = new PersonGate({ minimum: 3, capacity: 12 })
    gate.baseline('log', people(crowd(0, 10)))
    gate.name('log', crowd(0, 10), new Set(crowd(0, 4)))
    gate.baseline('log', people(crowd(0, 9)))
    expect(gate.admit('log', people(crowd(0, 9))).ok).toBe(true)
    expect(gate.name('log', crowd(0, 9), new Set(crowd(0, 5))).ok).toBe(true)
    expect(gate.admit('other', people(crowd(0, 3))).ok).toBe(true)
    expect(gate.admit('log', people(crowd(0, 8))).ok).toBe(false)
  })

  test('whatever is asked in whatever order, no two given answers differ by 1 to k − 1 people', () =>
    fc.assert(
      fc.property(
        fc.array(fc.subarray(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']), { maxLength: 30, size: 'max' }),
        fc.integer({ min: 2, max: 4 }),
        (sets, minimum) => {
          const gate = new PersonGate({ minimum })
          const given = sets.filter(set => gate.admit('log', new Map(set.map(name => [name, 1]))).ok)
          for (const one of given) {
            expect(one.length === 0 || one.length >= minimum).toBe(true)
            for (const other of given) {
              if (one.length === 0 || other.length === 0) continue
              const differing = [...one, ...other].filter(name => one.includes(name) !== other.includes(name)).length
              expect(differing === 0 || differing >= minimum).toBe(true)
            }
          }
        },
      ),
    ))
})

describe('groups that are named', () => {
  const all = crowd(0, 12).split(' ')

  test('must have k people, and leave k or nobody out', () => {
    const gate = new PersonGate({ minimum: 3 })
    expect(gate.name('log', all, names(crowd(0, 2))).ok).toBe(false)
    expect(gate.name('log', all, names(crowd(0, 10))).ok).toBe(false)
    expect(gate.name('log', all, names(crowd(0, 12))).ok).toBe(true)
    expect(gate.name('log', all, names('nobody')).ok).toBe(true)
    expect(gate.name('log', all, names(crowd(0, 6))).ok).toBe(true)
  })

  test('come from one partition, so that no combination of them singles anybody out', () => {
    const gate = new PersonGate({ minimum: 3 })
    expect(gate.name('log', all, names(crowd(0, 6))).ok).toBe(true)
    expect(gate.name('log', all, names(crowd(5, 12))).ok).toBe(false)
    expect(gate.name('log', all, names(crowd(1, 7))).ok).toBe(false)
    expect(gate.name('log', all, names(crowd(3, 9))).ok).toBe(true)
    expect(gate.name('log', all, names(crowd(6, 12))).ok).toBe(true)
  })

  test('leave every combination of and, or and not with nobody or at least k people', () =>
    fc.assert(
      fc.property(fc.array(fc.subarray(all, { minLength: 1 }), { maxLength: 12, size: 'max' }), sets => {
        const gate = new PersonGate({ minimum: 3 })
        const given = sets.filter(set => gate.name('log', all, new Set(set)).ok)
        const atoms = new Map<string, number>()
        for (const person of all) {
          const atom = given.map(set => (set.includes(person) ? 1 : 0)).join('')
          atoms.set(atom, (atoms.get(atom) ?? 0) + 1)
        }
        for (const size of atoms.values()) expect(size).toBeGreaterThanOrEqual(3)
      }),
    ))
})

describe('a table', () => {
  const rows = (...texts: string[]) => texts.map(text => ({ people: people(text) }))
  const fresh = () => new PersonGate({ minimum: 3 })

  test('shows large groups, and holds back so many that the rest cannot be worked out from a total', () => {
    expect(fresh().rows('log', rows(crowd(0, 5), crowd(5, 9), 'x y', 'z'))).toEqual([true, true, false, false])
    expect(fresh().rows('log', rows(crowd(0, 5), crowd(5, 9), 'x y'))).toEqual([true, false, false])
    expect(fresh().rows('log', rows(crowd(0, 5), 'x y'))).toEqual([false, false])
    expect(fresh().rows('log', rows(crowd(0, 5), crowd(5, 9)))).toEqual([true, true])
    expect(fresh().rows('log', rows(crowd(0, 5), ''))).toEqual([true, true])
  })

  test('counts the people held back once, in how many rows ever they stand', () => {
    expect(fresh().rows('log', rows(crowd(0, 5), 'x y', 'x*2 y'))).toEqual([false, false, false])
  })

  test('heeds the totals of every line', () => {
    // Two by two: with row and column totals known, one hidden cell gives away all.
    const cells = rows('a', crowd(0, 5), crowd(5, 10), crowd(10, 16))
    const lines = [
      [0, 1, 2, 3],
      [0, 1],
      [2, 3],
      [0, 2],
      [1, 3],
    ]
    expect(fresh().rows('log', cells, lines)).toEqual([false, false, false, true])
  })

  test('is held against other tables row by row', () => {
    const gate = fresh()
    expect(gate.rows('log', rows(crowd(0, 5), crowd(5, 12)))).toEqual([true, true])
    expect(gate.rows('log', rows(crowd(0, 4), crowd(5, 12)))).toEqual([false, false])
    expect(gate.rows('log', rows(crowd(0, 5), crowd(5, 12)))).toEqual([true, true])
  })

  test('takes the smallest side of a row that speaks of two groups', () => {
    const cells = [
      { people: people(crowd(0, 6)), fewest: 1 },
      { people: people(crowd(6, 12)), fewest: 3 },
    ]
    expect(fresh().rows('log', cells)).toEqual([false, true])
    expect(fresh().rows('log', [{ people: people(''), fewest: 0 }])).toEqual([false])
  })
})

describe('memory', () => {
  test('that is full refuses what is new, and gives again what was given', () => {
    const gate = new PersonGate({ minimum: 3, capacity: 20 })
    expect(gate.admit('log', people(crowd(0, 12))).ok).toBe(true)
    expect(gate.admit('log', people(crowd(0, 8))).ok).toBe(true)
    expect(gate.admit('log', people(crowd(0, 4)))).toMatchObject({
      ok: false,
      because: expect.stringContaining('remembers as many'),
    })
    expect(gate.admit('log', people(crowd(0, 8))).ok).toBe(true)
  })

  test('outlives the program without a name in it', () => {
    const gate = new PersonGate({ minimum: 3 })
    const all = Array.from({ length: 9 }, (_, i) => `Miller${i}`)
    const everybody = new Map(all.map(name => [name, 1]))
    gate.baseline('log', everybody)
    gate.admit('log', everybody)
    gate.name('log', all, new Set(all.slice(0, 4)))
    const text = JSON.stringify(gate.snapshot())
    expect(text).not.toMatch('Miller')
    const later = new PersonGate({ minimum: 3, memory: JSON.parse(text) })
    later.baseline('log', everybody)
    expect(later.admit('log', new Map(all.slice(1).map(name => [name, 1]))).ok).toBe(false)
    expect(later.name('log', all, new Set(all.slice(3))).ok).toBe(false)
    expect(later.snapshot()).toEqual(gate.snapshot())
  })

  test('of a log is forgotten when the gate is told so, and of that log only', () => {
    const gate = new PersonGate({ minimum: 3, capacity: 20 })
    gate.admit('one', people(crowd(0, 10)))
    gate.admit('two', people(crowd(0, 10)))
    gate.restart('one')
    expect(gate.admit('one', people(crowd(0, 9))).ok).toBe(true)
    expect(gate.admit('two', people(crowd(0, 9))).ok).toBe(false)
  })
})
