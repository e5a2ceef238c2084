import { nameWords } from '../../base/name-words.ts'
import { type Score, score } from './boundaries.ts'

/**
 * Business objects by event, null = none: a found one is right where it shares a word with the true one, and a true one is
 * missed where the found one does not (Rebmann & van der Aa, 2023: by event, by words).
 */
export function objectScore(found: readonly (string | null)[], expected: readonly (string | null)[]): Score {
  let [right, told, wanted] = [0, 0, 0]
  found.forEach((name, event) => {
    const truth = expected[event] ?? null
    if (name !== null) told++
    if (truth !== null) wanted++
    if (name === null || truth === null) return
    const words = new Set(nameWords(truth).split(' '))
    if (
      nameWords(name)
        .split(' ')
        .some(word => words.has(word))
    )
      right++
  })
  return score(right, told, wanted)
}
