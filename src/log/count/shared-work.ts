import { type Cancel, Cancelled } from '../../base/platform.ts'

interface Running<T> {
  readonly askers: Cancel[]
  readonly result: Promise<T>
}

/**
 * Work that several ask for at the same time is done once. It stops only when all who asked were cancelled; one that goes
 * does not disturb the others. What was done is not kept: that is the caller's.
 */
export class SharedWork<K, T> {
  private readonly running = new Map<K, Running<T>>()

  async run(key: K, cancel: Cancel, make: (cancel: Cancel) => Promise<T>): Promise<T> {
    let running = this.running.get(key)
    if (!running) {
      const askers: Cancel[] = []
      running = { askers, result: make(allOf(askers)).finally(() => this.running.delete(key)) }
      running.result.catch(() => {})
      this.running.set(key, running)
    }
    running.askers.push(cancel)
    try {
      const result = await running.result
      cancel.throwIfCancelled()
      return result
    } catch (error) {
      cancel.throwIfCancelled()
      if (error instanceof Cancelled) return this.run(key, cancel, make)
      throw error
    }
  }
}

function allOf(askers: readonly Cancel[]): Cancel {
  const cancel: Cancel = {
    get cancelled() {
      return askers.length > 0 && askers.every(asker => asker.cancelled)
    },
    throwIfCancelled() {
      if (cancel.cancelled) throw new Cancelled()
    },
  }
  return cancel
}
