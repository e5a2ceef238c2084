import { RequestError } from '../base/errors.ts'
import type { Json } from '../base/json.ts'
import { type Cancel, Cancelled } from '../base/platform.ts'
import { ServerError, UsageError } from './exit.ts'

/** A Parfocal server over HTTP: the answer to a request as JSON. */
export interface ServerClient {
  /** As it was given, without a slash at its end. */
  readonly url: string
  get(path: string, cancel: Cancel): Promise<Json>
  post(path: string, body: object, cancel: Cancel): Promise<Json>
  put(path: string, body: object, cancel: Cancel): Promise<Json>
}

/**
 * A client of the server at an address (`localhost:7345`, `https://host/path`). Requests reject with `RequestError` where the server
 * says that the caller is to mend something, with `ServerError` where it cannot be reached, asks for a token or fails,
 * with `Cancelled` where they were given up.
 */
export function serverClient(address: string, token: string | undefined): ServerClient {
  const url = addressOf(address)
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token))
    throw new UsageError('--token: a token is letters, digits and signs without blanks.')
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  const send = (path: string, init: RequestInit, cancel: Cancel) =>
    withSignal(cancel, async signal => {
      // a redirect would carry the question, and the token, to another server than the one that was named
      const response = await fetch(`${url}${path}`, { ...init, headers, redirect: 'manual', signal })
      return bodyOf(response, await response.text(), url, token !== undefined)
    }).catch(error => {
      throw error instanceof TypeError ? unreachable(url, error) : error
    })
  return {
    url,
    get: (path, cancel) => send(path, { method: 'GET' }, cancel),
    post: (path, body, cancel) => send(path, { method: 'POST', body: JSON.stringify(body) }, cancel),
    put: (path, body, cancel) => send(path, { method: 'PUT', body: JSON.stringify(body) }, cancel),
  }
}

function addressOf(address: string): string {
  const text = address.includes('://') ? address : `http://${address}`
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '' || url.hash !== '')
    throw new UsageError(`--server: "${address}" is no address of a server, such as http://localhost:7345.`)
  return url.href.replace(/\/+$/, '')
}

/** How often a question under way looks whether it is cancelled, in ms. */
const LOOK = 50

async function withSignal<T>(cancel: Cancel, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  cancel.throwIfCancelled()
  const controller = new AbortController()
  const timer = setInterval(() => {
    if (cancel.cancelled) controller.abort()
  }, LOOK)
  try {
    return await work(controller.signal)
  } catch (error) {
    throw controller.signal.aborted ? new Cancelled() : error
  } finally {
    clearInterval(timer)
  }
}

function bodyOf({ status, headers }: Response, text: string, url: string, withToken: boolean): Json {
  if (status >= 300 && status < 400)
    throw new ServerError(`${url} sends on to ${headers.get('location') ?? 'another address'}: give that as --server.`)
  if (status === 401)
    throw new ServerError(
      withToken
        ? `The server at ${url} does not know this token.`
        : `The server at ${url} needs a token: --token, or PARFOCAL_TOKEN in the environment.`,
      'refused',
    )
  const body = parsed(text)
  if (status < 300 && body !== undefined) return body
  const { code, message } = errorIn(body)
  if (message === undefined)
    throw new ServerError(`What answers at ${url} is no Parfocal server (status ${status}): look at the address.`)
  const known = (['bad-request', 'not-found', 'refused', 'conflict'] as const).find(one => one === code)
  throw known === undefined ? new ServerError(message) : new RequestError(message, known)
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function errorIn(body: Json | undefined): { readonly code?: string; readonly message?: string } {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null
  if (typeof error !== 'object' || error === null || !('message' in error)) return {}
  const { code, message } = error
  return typeof message === 'string' ? { code: String(code), message } : {}
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'there is no host of that name',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  UND_ERR_HEADERS_TIMEOUT: 'it took too long to answer',
}

function unreachable(url: string, error: TypeError): ServerError {
  const cause = error.cause as { code?: string; message?: string } | undefined
  const why = reasons[cause?.code ?? ''] ?? cause?.message ?? error.message
  return new ServerError(`The server at ${url} cannot be reached: ${why}.`)
}
