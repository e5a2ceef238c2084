import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Json } from '../base/json.ts'
import type { ServerOptions } from './options.ts'
import { startServer } from './start-server.ts'

/** A server for a test, on a free port, and a way to speak to it as a program does. */
export interface TestServer {
  readonly url: string
  readonly dataFolder: string
  /** A request with a JSON body (or raw bytes) and the header that programs send; the body of the answer is parsed. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** The answer to a question; throws where it is no success. */
  ask<T = Record<string, unknown>>(question: string, body?: unknown): Promise<T>
  /** Import bytes and wait; the log. */
  put(name: string, bytes: string | Uint8Array, query?: string): Promise<ShownLog>
  close(): Promise<void>
}
export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Parsed JSON, null where the answer is none. */
  readonly body: Json
  readonly text: string
}
export interface ShownLog {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly cases: number
  readonly events: number
  readonly mapping: unknown
  readonly sources: readonly { readonly name: string; readonly kept: boolean }[]
}

export async function testServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const server = await startServer({ dataFolder: null, port: 0, webRoot: null, handleSignals: false, ...options })
  const call: TestServer['call'] = async (method, path, body, headers = {}) => {
    const raw = typeof body === 'string' || body instanceof Uint8Array
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers: {
        'x-parfocal': '1',
        ...(body === undefined ? {} : { 'content-type': raw ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: (raw ? body : JSON.stringify(body)) as Uint8Array<ArrayBuffer> }),
    })
    const text = await answer.text()
    const json = (answer.headers.get('content-type') ?? '').includes('json')
    return { status: answer.status, headers: answer.headers, body: json ? (JSON.parse(text) as Json) : null, text }
  }
  return {
    url: server.url,
    dataFolder: server.dataFolder,
    call,
    async ask<T>(question: string, body: unknown = {}) {
      const answer = await call('POST', `/api/ask/${question}`, body)
      if (answer.status !== 200) throw new Error(answer.text)
      return answer.body as T
    },
    async put(name, bytes, query = '') {
      const answer = await call('POST', `/api/logs?wait=true&name=${encodeURIComponent(name)}${query}`, bytes)
      if (answer.status !== 201) throw new Error(answer.text)
      return (answer.body as unknown as { log: ShownLog }).log
    },
    close: server.close,
  }
}

/** Log text as CSV: each case runs a, b, c, d one hour apart, every tenth repeats b. */
export function csvLog(cases: number, note = 'x', from = 0): string {
  const lines = ['case,activity,time,note']
  for (let c = from; c < from + cases; c++) {
    const steps = c % 10 === 9 ? ['a', 'b', 'b', 'c', 'd'] : ['a', 'b', 'c', 'd']
    for (const [i, activity] of steps.entries())
      lines.push(`case-${c},${activity},${new Date(Date.UTC(2024, 0, 1, 0, c) + i * 3600_000).toISOString()},${note}`)
  }
  return `${lines.join('\n')}\n`
}

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'parfocal-server-'))
export const removeFolder = (path: string): void => rmSync(path, { recursive: true, force: true })

/** All files below, as paths from there. */
export function filesIn(path: string, under = ''): string[] {
  return readdirSync(join(path, under), { withFileTypes: true }).flatMap(entry => {
    const name = under === '' ? entry.name : `${under}/${entry.name}`
    return entry.isDirectory() ? filesIn(path, name) : [name]
  })
}
export const filesWith = (path: string, text: string): string[] =>
  filesIn(path).filter(file => readFileSync(join(path, file)).includes(text))

/** Until it is true, at most `ms`; throws naming what it waited for. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end; await new Promise(resolve => setTimeout(resolve, 10)))
    if (await isSo()) return
  throw new Error(`It did not happen in ${ms} ms: ${what}`)
}
