const DIGIT = 2 ** 11

/**
 * Sort `order` (numbers of things) by key ascending, keeping the order of equals: least significant digit first, 11 bits
 * a pass (Knuth, TAOCP 3, 5.2.5). Keys are whole numbers from 0 to `max`. O(n) a digit.
 */
export function radixSort(order: Int32Array, key: (i: number) => number, max: number): Int32Array {
  let from = order
  let to: Int32Array = new Int32Array(order.length)
  const counts = new Int32Array(DIGIT + 1)
  for (let unit = 1; unit <= max; unit *= DIGIT) {
    counts.fill(0)
    for (let i = 0; i < from.length; i++) counts[(Math.floor(key(from[i]!) / unit) % DIGIT) + 1]!++
    for (let digit = 0; digit < DIGIT; digit++) counts[digit + 1]! += counts[digit]!
    for (let i = 0; i < from.length; i++) {
      const item = from[i]!
      to[counts[Math.floor(key(item) / unit) % DIGIT]!++] = item
    }
    const swap = from
    from = to
    to = swap
  }
  return from
}
