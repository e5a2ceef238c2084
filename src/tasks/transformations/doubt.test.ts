import { describe, expect, test } from 'vitest'
import { learnTransformation } from './learn.ts'

const learned = (pairs: readonly (readonly [string, string])[]) => {
  const result = learnTransformation(pairs.map(([input, output]) => ({ inputs: [input], output })))
  return result.ok ? { doubt: result.value.doubt ?? null, sure: result.value.confidence > 0 } : null
}
const days = [1, 2, 3, 4, 5, 6].map(day => `0${day}`)

describe('a rule that examples do not decide is not sure', () => {
  test('where day and month are the same in all of them', () => {
    const same = days.map(day => [`${day}/${day}/2024`, `2024-${day}-${day}`] as const)
    expect(learned(same)).toEqual({ doubt: expect.stringContaining('either may come first'), sure: false })
    expect(learned([...same, ['02/05/2024', '2024-05-02']])).toEqual({ doubt: null, sure: true })
  })
  test('where two parts of the source are', () => {
    const same = days.map(day => [`${day}/${day}/2024`, day] as const)
    expect(learned(same)).toEqual({ doubt: expect.stringContaining('either may be meant'), sure: false })
    expect(learned([...same, ['07/05/2024', '07']])).toEqual({ doubt: null, sure: true })
  })
  test('where all results are the same', () => {
    const orders = days.map(day => [`Order ${day} Berlin`, 'Berlin'] as const)
    expect(learned(orders)).toEqual({ doubt: expect.stringContaining('constant'), sure: false })
    expect(learned([...orders, ['Order 07 Bonn', 'Bonn']])).toEqual({ doubt: null, sure: true })
  })
  test('but one that they decide is, with days up to the twelfth too', () => {
    expect(learned(days.map((day, i) => [`${day}/${days[5 - i]}/2024`, `2024-${days[5 - i]}-${day}`]))).toEqual({
      doubt: null,
      sure: true,
    })
    expect(learned(days.map(day => [`Ann${day} Lee${day}`, `Lee${day}, Ann${day}`]))).toMatchObject({ sure: true })
  })
})

describe('what is hostile to search is bounded', () => {
  const result = (inputs: (i: number) => readonly string[], output: (i: number) => string) =>
    learnTransformation(Array.from({ length: 8 }, (_, i) => ({ inputs: inputs(i), output: output(i) })))
  test('ten thousand characters, blanks or separators', () => {
    const texts = (i: number) => [`word${i} `.repeat(2000)]
    expect(result(texts, i => `${'x'.repeat(9000)}${i}y${7 - i}`).ok).toBe(false)
    expect(
      result(
        i => [`${' '.repeat(10_000)}${i}`],
        i => String(i),
      ).ok,
    ).toBe(true)
    expect(
      result(
        i => [`${'-/.,'.repeat(2500)}${i}`],
        i => `${i}!`,
      ).ok,
    ).toBe(true)
  })
  test('two hundred sources', () => {
    const sources = (i: number) => Array.from({ length: 200 }, (_, s) => `s${s} v${(i * 37 + s * 11) % 97}`)
    expect(result(sources, i => sources(i)[150]!.split(' ')[1]!).ok).toBe(true)
  })
})
