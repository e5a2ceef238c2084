import type { IncomingMessage } from 'node:http'

/** End a request whose body stands still for `ms` before it is whole: its connection is cut. */
export function givenUpAfter(ms: number, request: IncomingMessage): void {
  if (request.complete) return
  let seen = request.socket.bytesRead
  const timer = setInterval(() => {
    const now = request.socket.bytesRead
    if (request.complete) clearInterval(timer)
    else if (now === seen) request.destroy()
    seen = now
  }, ms)
  timer.unref()
  request.once('close', () => clearInterval(timer))
}
