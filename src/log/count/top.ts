/**
 * The first `limit` of 0..count in the total order `compare`, in order; only those that `admit` lets in. A heap of
 * `limit` where that is far less than count (O(count log limit)), else a sort.
 */
export function topOf(
  count: number,
  limit: number,
  compare: (a: number, b: number) => number,
  admit?: (i: number) => boolean,
): Int32Array {
  if (limit * 4 >= count) {
    const all = new Int32Array(count)
    let n = 0
    for (let i = 0; i < count; i++) if (admit === undefined || admit(i)) all[n++] = i
    return all.subarray(0, n).sort(compare).subarray(0, limit)
  }
  const heap = new Int32Array(limit)
  let size = 0
  const sink = (at: number) => {
    for (;;) {
      let child = at * 2 + 1
      if (child >= size) return
      if (child + 1 < size && compare(heap[child + 1]!, heap[child]!) > 0) child++
      if (compare(heap[child]!, heap[at]!) <= 0) return
      const swap = heap[at]!
      heap[at] = heap[child]!
      heap[child] = swap
      at = child
    }
  }
  for (let i = 0; i < count; i++) {
    if (admit !== undefined && !admit(i)) continue
    if (size < limit) {
      heap[size++] = i
      if (size === limit) for (let at = (size >>> 1) - 1; at >= 0; at--) sink(at)
    } else if (compare(i, heap[0]!) < 0) {
      heap[0] = i
      sink(0)
    }
  }
  return heap.subarray(0, size).sort(compare)
}
