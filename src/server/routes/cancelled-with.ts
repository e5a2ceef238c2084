import type { FastifyReply } from 'fastify'
import { type Cancel, cancellable } from '../../base/platform.ts'

/** A cancel that also tells when it is pulled: what waits for another thread cannot ask. */
export interface SignalCancel extends Cancel {
  readonly signal: AbortSignal
}

/** Work is cancelled when whoever asked goes away before the answer, or the server closes. */
export function cancelledWith(
  reply: FastifyReply,
  closing: AbortSignal,
): { readonly cancel: SignalCancel; readonly signal: AbortSignal; stop(): void } {
  const { cancel, stop } = cancellable()
  const abort = new AbortController()
  const end = () => {
    stop()
    abort.abort()
  }
  const gone = () => {
    if (!reply.raw.writableFinished) end()
  }
  reply.raw.on('close', gone)
  closing.addEventListener('abort', end)
  const done = () => {
    reply.raw.off('close', gone)
    closing.removeEventListener('abort', end)
  }
  const { signal } = abort
  const told: SignalCancel = {
    signal,
    get cancelled() {
      return cancel.cancelled
    },
    throwIfCancelled: () => cancel.throwIfCancelled(),
  }
  return { cancel: told, signal, stop: done }
}

/** Routes give a cancel that tells when it is pulled; what is asked without one is answered in any case. */
export const signalOf = (cancel: Cancel | undefined): AbortSignal | undefined =>
  cancel !== undefined && 'signal' in cancel ? (cancel.signal as AbortSignal) : undefined
