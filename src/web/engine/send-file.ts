import { Cancelled, type Progress } from '../../base/platform.ts'
import { EngineError } from './protocol.ts'
import { askForToken, isGood, type Reply, request, serverToken, troubleIn } from './remote.ts'

/**
 * Sends a file as the body of a request to our own server, telling how much of it has gone; gives the answer. Throws
 * `Cancelled` once `signal` is aborted: the server keeps nothing of what had arrived.
 */
export async function sendFile<T>(path: string, file: Blob, signal: AbortSignal, progress: Progress): Promise<T> {
  await refuseTooLarge(file)
  for (;;) {
    const token = serverToken.get()
    const { status, body } = await sent(path, file, token, signal, progress)
    if (status === 401 && (await askForToken(token !== null))) continue
    if (!isGood(status)) throw new EngineError(troubleIn(body, status))
    return body as T
  }
}

/** A server that refuses a file closes the connection, which a browser tells without a reason: the reason is told before. */
async function refuseTooLarge(file: Blob): Promise<void> {
  const { uploadBytes } = await request<{ readonly uploadBytes?: number }>('api/health')
  if (uploadBytes === undefined || file.size <= uploadBytes) return
  throw new EngineError({
    name: 'RequestError',
    code: 'too-large',
    message: `The file has ${sizeText(file.size)}; this server takes ${sizeText(uploadBytes)} at most. Ask whoever runs it for more, or send a part of it.`,
  })
}

/** `fetch` cannot tell how much of a body has gone; this can. */
function sent(path: string, file: Blob, token: string | null, signal: AbortSignal, progress: Progress): Promise<Reply> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Cancelled())
    const request = new XMLHttpRequest()
    let gone = 0
    request.open('POST', new URL(path, document.baseURI))
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('x-parfocal', '1')
    if (token !== null) request.setRequestHeader('authorization', `Bearer ${token}`)
    request.upload.onprogress = ({ loaded, total }) => {
      gone = loaded
      progress({ phase: 'sending', done: loaded, total, unit: 'bytes' })
    }
    const stop = () => request.abort()
    signal.addEventListener('abort', stop, { once: true })
    request.onloadend = () => signal.removeEventListener('abort', stop)
    request.onload = () => resolve({ status: request.status, body: parsed(request.responseText) })
    request.onabort = () => reject(new Cancelled())
    request.onerror = () =>
      reject(
        new EngineError({
          name: 'Unreachable',
          message: `The connection to the server was lost after ${sizeText(gone)} of ${sizeText(file.size)} had gone. The server keeps nothing of it: send it again.`,
        }),
      )
    request.send(file)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A name as the server takes it: one line, at most 200 characters, its end kept. */
export function nameToSend(name: string): string {
  const short = name.length <= 200 ? name : `${name.slice(0, 150)}…${name.slice(-40)}`
  // Cutting may leave half a character, which counts as a control character here.
  return short.replace(/[\p{Cc}\p{Cs}]/gu, ' ').trim() || 'file'
}

/** `12.3 MB`, in units of 1 000. */
export function sizeText(bytes: number): string {
  const [unit, size] = bytes >= 1e9 ? ['GB', 1e9] : bytes >= 1e6 ? ['MB', 1e6] : bytes >= 1e3 ? ['kB', 1e3] : ['B', 1]
  return `${Math.round((bytes / size) * 10) / 10} ${unit}`
}
