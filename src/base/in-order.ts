/** A piece of work; what it answers is done right after it, before all that waits. */
export type Work = () => readonly Work[] | undefined

/** Work that makes more work, in the order of calls that call each other. Takes no stack, however deep it goes. */
export function inOrder(first: Work): void {
  const waiting = [first]
  for (let work = waiting.pop(); work !== undefined; work = waiting.pop()) {
    const next = work() ?? []
    for (let i = next.length - 1; i >= 0; i--) waiting.push(next[i]!)
  }
}
