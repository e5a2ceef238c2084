import { type Cancel, Cancelled } from '../../base/platform.ts'

/** A cancel that also tells when it is pulled: what goes over a wire must be told, polling cannot reach it. */
export interface SignalCancel extends Cancel {
  readonly signal: AbortSignal
}

export const cancelOf = (signal: AbortSignal): SignalCancel => ({
  signal,
  get cancelled() {
    return signal.aborted
  },
  throwIfCancelled() {
    if (signal.aborted) throw new Cancelled()
  },
})

export const signalOf = (cancel: Cancel | undefined): AbortSignal | undefined =>
  cancel && 'signal' in cancel ? (cancel as SignalCancel).signal : undefined
