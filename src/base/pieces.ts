import { type Cancel, never, type Platform } from './platform.ts'

/** Long work in pieces: between them it yields the share that is done, 0..1, never less than before; at its end its result. */
export type Pieces<T> = Generator<number, T, undefined>

/** How long a thread is held before other work of it may run, ms. */
const HOLD = 25

/** A part of a longer work: its shares lie between `from` and `to` of the whole. */
export function* part<T>(work: Pieces<T>, from: number, to: number): Pieces<T> {
  for (;;) {
    const piece = work.next()
    if (piece.done) return piece.value
    yield from + (to - from) * piece.value
  }
}

/** All pieces at once. `report` hears every share that is more than the one before; it may throw to end the work. */
export function atOnce<T>(work: Pieces<T>, report?: (share: number) => void): T {
  let told = 0
  for (;;) {
    const piece = work.next()
    if (piece.done) return piece.value
    if (piece.value > told) report?.((told = piece.value))
  }
}

/** The same, but other work of the thread runs in between. Throws `Cancelled` after the piece in which it was cancelled. */
export async function inTurns<T>(
  work: Pieces<T>,
  platform: Pick<Platform, 'now' | 'pause'>,
  { cancel = never, report }: { readonly cancel?: Cancel | undefined; readonly report?: (share: number) => void } = {},
): Promise<T> {
  let since = platform.now()
  let told = 0
  for (;;) {
    cancel.throwIfCancelled()
    const piece = work.next()
    if (piece.done) return piece.value
    if (piece.value > told) report?.((told = piece.value))
    if (platform.now() - since < HOLD) continue
    await platform.pause()
    since = platform.now()
  }
}
