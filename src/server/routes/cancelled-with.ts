import type { FastifyReply } from 'fastify'
import { type Cancel, cancellable } from '../../base/platform.ts'

/** Work is cancelled when whoever asked goes away before the answer, or the server closes. */
export function cancelledWith(
  reply: FastifyReply,
  closing: AbortSignal,
): { readonly cancel: Cancel; readonly signal: AbortSignal; stop(): void } {
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
  return { cancel, signal: abort.signal, stop: done }
}
