import type { Cancel, Platform, Progress } from '../../base/platform.ts'
import type { TableBatch } from '../../log/table.ts'

/** Keeps a long pass polite: stops when asked, tells how far it is, and lets other work run at least every 50 ms. */
export function pacer(phase: string, options: { platform: Platform; cancel?: Cancel; progress?: Progress }) {
  const { platform, cancel, progress } = options
  let paused = platform.now()
  // The first batch is told at once: a short read is seen too, and can be cancelled.
  let told = Number.NEGATIVE_INFINITY
  return async ({ position }: TableBatch, events?: number): Promise<void> => {
    cancel?.throwIfCancelled()
    const now = platform.now()
    if (progress && now - told >= 100) {
      told = now
      progress({ phase, ...position, ...(events === undefined ? {} : { events }) })
    }
    if (now - paused >= 25) {
      await platform.pause()
      cancel?.throwIfCancelled()
      paused = platform.now()
    }
  }
}
