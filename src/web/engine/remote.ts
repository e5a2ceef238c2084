import { Cancelled } from '../../base/platform.ts'
import { engineOver } from '../../engine/proxy.ts'
import type { Engine } from '../../log/engine.ts'
import { store } from '../state/store.ts'
import { signalOf } from './cancel.ts'
import { EngineError } from './protocol.ts'

const TOKEN = 'parfocal.token'

/** A server that was started for others than this machine asks for a token; it is kept for this tab only. */
export const serverToken = {
  get: (): string | null => sessionStorage.getItem(TOKEN),
  set: (token: string) => sessionStorage.setItem(TOKEN, token),
}
/** How many tokens were given here: another one may be another person's. */
export const tokensGiven = store(0)

/** The question for the token that waits for an answer: null is a refusal. */
export const tokenQuestion = store<{ readonly wrong: boolean; readonly answer: (token: string | null) => void } | null>(
  null,
)
let asking: Promise<boolean> | null = null

/** Asks the person once, however many requests were turned away; whether there is a token to try again with. */
export function askForToken(wrong: boolean): Promise<boolean> {
  asking ??= new Promise<boolean>(resolve => {
    tokenQuestion.set({
      wrong,
      answer: token => {
        tokenQuestion.set(null)
        asking = null
        if (token !== null) {
          serverToken.set(token)
          tokensGiven.set(tokensGiven.get() + 1)
        }
        resolve(token !== null)
      },
    })
  })
  return asking
}

/** What a server said: its status, and the JSON of its answer (null where it is none). */
export interface Reply {
  readonly status: number
  readonly body: unknown
}

/** One request to our own server, relative to the page, whatever it answers. Throws where no answer comes back. */
export async function replyTo(path: string, init: RequestInit = {}): Promise<Reply> {
  const token = serverToken.get()
  const headers = new Headers(init.headers)
  if (token) headers.set('authorization', `Bearer ${token}`)
  if (typeof init.body === 'string') headers.set('content-type', 'application/json')
  let answer: globalThis.Response
  try {
    answer = await fetch(new URL(path, document.baseURI), { ...init, headers })
  } catch (error) {
    if (init.signal?.aborted) throw new Cancelled()
    throw new EngineError({
      name: 'Unreachable',
      message: `The server did not answer (${error instanceof Error ? error.message : String(error)}). Is it still running?`,
    })
  }
  const text = await answer.text()
  let body: unknown
  try {
    body = text === '' ? null : JSON.parse(text)
  } catch {
    body = null
  }
  if (answer.status === 401 && (await askForToken(token !== null))) return replyTo(path, init)
  return { status: answer.status, body }
}

/** One request to our own server, relative to the page; throws an `EngineError` that says what was wrong. */
export async function request<T>(path: string, init: RequestInit = {}): Promise<T> {
  const { status, body } = await replyTo(path, init)
  if (!isGood(status)) throw new EngineError(troubleIn(body, status))
  return body as T
}

export const isGood = (status: number): boolean => status >= 200 && status < 300

/** The trouble that a server told; a 413 of something before it (a proxy) is told in words, too. */
export function troubleIn(body: unknown, status: number): { name: string; message: string; code?: string } {
  const outer = (body ?? {}) as Record<string, unknown>
  const inner = (typeof outer['error'] === 'object' && outer['error'] ? outer['error'] : outer) as Record<
    string,
    unknown
  >
  const message = typeof inner['message'] === 'string' ? inner['message'] : (words[status] ?? unknown(status))
  const code = inner['code']
  return { name: 'RequestError', message, code: typeof code === 'string' ? code : String(status) }
}

const unknown = (status: number) => `The server answered with status ${status} and did not say why.`
const words: { readonly [status: number]: string } = {
  413: 'The file is larger than the server takes. Ask whoever runs it for more, or send fewer recordings at a time.',
  502: 'The server could not be reached (status 502). Is it still running?',
  504: 'The server did not answer in time (status 504). Try again.',
}

/** The engine of the server that served this page. */
export const remoteEngine: Engine = engineOver((question, params, cancel) => {
  const signal = signalOf(cancel)
  return request(`api/ask/${question}`, {
    method: 'POST',
    body: JSON.stringify(params),
    ...(signal ? { signal } : {}),
  })
})

export interface Health {
  readonly version: string | null
  readonly needsToken: boolean
}

/** Whether this page was served by our server; null on any other web server. */
export async function probeServer(): Promise<Health | null> {
  try {
    // The page itself tells whose it is: asking another web server for our API would only leave errors in its log.
    const page = await fetch(new URL('.', document.baseURI), { method: 'HEAD' })
    if (page.headers.get('x-parfocal') !== 'server') return null
    const answer = await fetch(new URL('api/health', document.baseURI), { headers: { accept: 'application/json' } })
    const type = answer.headers.get('content-type') ?? ''
    if (!type.includes('json')) return null
    const body = (await answer.json()) as Record<string, unknown>
    if (!answer.ok && answer.status !== 401) return null
    return {
      version: typeof body['version'] === 'string' ? body['version'] : null,
      needsToken: answer.status === 401 || body['token'] === 'required',
    }
  } catch {
    return null
  }
}
