import type { Sequence } from './sequence.ts'

/**
 * Where runs may begin, from words: behind the last of the events that say something is finished, as long as these follow
 * each other within two items, and where no value is carried across (Rebmann & van der Aa, 2023). True where a run begins.
 */
export function cutsByCompletion({ size, symbol, starts, completion, sameValue }: Sequence): Uint8Array {
  const begins = Uint8Array.from(starts)
  let finished = -1
  for (let i = 0; i < size; i++) {
    if (starts[i]) finished = -1
    if (completion[symbol[i]!]) finished = i
    else if (finished === i - 1 && i > 0 && !comesSoon(i) && !carried(i)) begins[i] = 1
  }
  return begins

  function comesSoon(i: number): boolean {
    for (let k = i + 1; k <= i + 2 && k < size && !starts[k]; k++) if (completion[symbol[k]!]) return true
    return false
  }
  function carried(i: number): boolean {
    for (let k = i; k < i + 2 && k < size; k++) if (sameValue[k]! >= i - 2 && sameValue[k]! < i) return true
    return false
  }
}

/** Where runs may begin, from repetition: as soon as a symbol would come a second time. True where a run begins. */
export function cutsByRecurrence({ size, starts, sameSymbol }: Sequence): Uint8Array {
  const begins = new Uint8Array(size)
  let first = 0
  for (let i = 0; i < size; i++)
    if (starts[i] || sameSymbol[i]! >= first) {
      begins[i] = 1
      first = i
    }
  return begins
}

/** Where something outside of the symbols says that a run may end: another person, a cut, idle time. */
export function cutsByPauses({ size, starts, cues }: Sequence): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => (starts[i] || cues[i] ? 1 : 0))
}

/**
 * Where runs may begin, from surprise: where neither what follows is expected after what was before, nor the other way round
 * (transition probabilities forward and backward, Saffran, Newport & Aslin, 1996, both below `level`).
 */
export function cutsByTransitions({ size, symbolCount, symbol, starts }: Sequence, level: number): Uint8Array {
  const pairs = new Map<number, number>()
  const out = new Float64Array(symbolCount)
  const into = new Float64Array(symbolCount)
  const key = (i: number) => symbol[i - 1]! * symbolCount + symbol[i]!
  for (let i = 1; i < size; i++) {
    if (starts[i]) continue
    pairs.set(key(i), (pairs.get(key(i)) ?? 0) + 1)
    out[symbol[i - 1]!]!++
    into[symbol[i]!]!++
  }
  const begins = Uint8Array.from(starts)
  for (let i = 1; i < size; i++) {
    if (starts[i]) continue
    const count = pairs.get(key(i))!
    const most = Math.max(count / out[symbol[i - 1]!]!, count / into[symbol[i]!]!)
    if (count === 1 || most < level) begins[i] = 1
  }
  return begins
}
