import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDataFolder } from '../store/index.ts'
import { csvLog, filesIn, removeFolder, temporaryFolder, until } from './server.fixture.ts'

const root = resolve(import.meta.dirname, '..', '..')
interface Started {
  readonly process: ChildProcess
  readonly url: string
}
let built: string
let folder: string
let running: ChildProcess[]

/** The server as it is published: JavaScript that `tsc` writes, run by Node alone. */
beforeAll(() => {
  // Below the project, so that its packages are found.
  const place = join(root, 'node_modules', '.cache')
  mkdirSync(place, { recursive: true })
  built = mkdtempSync(join(place, 'parfocal-built-'))
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const project = join(root, 'tsconfig.build.json')
  const args = [tsc, '-p', project, '--outDir', join(built, 'dist'), '--declaration', 'false', '--noCheck']
  try {
    execFileSync(process.execPath, args, { cwd: root, stdio: 'pipe' })
  } catch {
    // Type errors are told by the type check; what was written is run here.
  }
  cpSync(join(root, 'package.json'), join(built, 'package.json'))
  writeFileSync(
    join(built, 'run.mjs'),
    `import { startServer } from './dist/server/index.js'
     const { url } = await startServer({ dataFolder: process.argv[2], port: 0, webRoot: null })
     console.log(url)`,
  )
})
afterAll(() => rmSync(built, { recursive: true, force: true }))
beforeEach(() => {
  folder = temporaryFolder()
  running = []
})
afterEach(async () => {
  for (const process of running) await kill(process)
  removeFolder(folder)
})

async function start(): Promise<Started> {
  const child = spawn(process.execPath, [join(built, 'run.mjs'), folder], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  let out = ''
  let err = ''
  child.stdout!.on('data', chunk => {
    out += chunk
  })
  child.stderr!.on('data', chunk => {
    err += chunk
  })
  const hasStarted = () => {
    if (child.exitCode !== null) throw new Error(err)
    return out.includes('\n')
  }
  await until('the server has started', hasStarted, 60_000)
  return { process: child, url: out.trim() }
}
async function kill(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

const headers = { 'x-parfocal': '1', 'content-type': 'application/octet-stream' }
const send = (url: string, path: string, body?: string) =>
  fetch(`${url}${path}`, { method: 'POST', headers, ...(body === undefined ? {} : { body }) })
const read = async <T>(url: string, path: string) => (await (await fetch(`${url}${path}`)).json()) as T
const ask = async (url: string, log: string) => {
  const answer = await fetch(`${url}/api/ask/summary`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ log }),
  })
  return (await answer.json()) as { cases: number; events: number }
}
interface ShownLog {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly cases: number | null
  readonly events: number | null
}
interface ShownJob {
  readonly id: string
  readonly status: string
  readonly progress: { readonly phase: string; readonly done: number } | null
}

/** Nothing half is to be seen: what is ready answers with its own numbers, what is not has no version, and no leftovers lie about. */
async function expectWhole(url: string, logs: readonly ShownLog[]): Promise<void> {
  for (const log of logs) {
    if (log.status !== 'ready') expect(log).toMatchObject({ cases: null, events: null })
    else expect(await ask(url, log.id)).toMatchObject({ cases: log.cases, events: log.events })
  }
  const files = filesIn(folder)
  expect(files.filter(file => file.startsWith('work/') || file.endsWith('.part'))).toEqual([])
  for (const log of logs) {
    const versions = new Set(files.filter(file => file.startsWith(`logs/${log.id}/`)).map(file => file.split('/')[2]))
    expect(versions.size).toBe(log.status === 'ready' ? 1 : 0)
  }
  const ids = new Set(logs.map(({ id }) => id))
  expect(files.filter(file => /^(logs|sources)\//.test(file) && !ids.has(file.split('/')[1]!))).toEqual([])
}

const small = csvLog(10)
const large = csvLog(8000)
const LARGE = { cases: 8000, events: 32_800 }
const ACTIONS = 30_000
const actions = [
  'timeStamp,userID,targetApp,eventType,url,content,target.workbookName,target.sheetName,target.id,target.name,target.tagName,target.value',
  ...Array.from(
    { length: ACTIONS },
    (_, i) =>
      `${new Date(Date.UTC(2024, 0, 1) + i * 2000).toISOString()},ann,Chrome,editField,https://shop.example/new,,,,f${i % 7},f${i % 7},INPUT,v${i}`,
  ),
].join('\n')
interface ShownUiLog {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly events: number | null
  readonly upload: string | null
}
/** When to kill: at what the job says of itself, or so many ms behind it. */
const moments: readonly {
  readonly name: string
  readonly is: (job: ShownJob | undefined) => boolean
  readonly later: number
}[] = [
  { name: 'as soon as it is accepted', is: () => true, later: 0 },
  { name: 'when it begins to run', is: job => job?.status === 'running', later: 0 },
  { name: 'while the file is read', is: job => (job?.progress?.phase ?? '').length > 0, later: 0 },
  { name: 'a little later', is: job => (job?.progress?.phase ?? '').length > 0, later: 60 },
  { name: 'while it is stored', is: job => job?.progress?.phase === 'store' || job?.status === 'done', later: 0 },
  { name: 'just behind that', is: job => job?.progress?.phase === 'store' || job?.status === 'done', later: 15 },
  { name: 'when it is done', is: job => job?.status === 'done', later: 0 },
]

describe('a server that is killed', () => {
  test('during an import shows the logs from before whole, the new one whole or not at all, and nothing half', async () => {
    let server = await start()
    expect((await send(server.url, '/api/logs?wait=true&name=before.csv', small)).status).toBe(201)
    const seen: string[] = []
    for (const [i, moment] of moments.entries()) {
      expect((await send(server.url, `/api/logs?name=l${i}.csv`, large)).status).toBe(202)
      await until(
        moment.name,
        async () => moment.is((await read<ShownJob[]>(server.url, '/api/jobs?limit=1'))[0]),
        60_000,
      )
      await new Promise(done => setTimeout(done, moment.later))
      await kill(server.process)
      server = await start()
      const logs = await read<ShownLog[]>(server.url, '/api/logs')
      expect(logs.find(log => log.name === 'before')).toMatchObject({ status: 'ready', cases: 10, events: 41 })
      const last = logs.find(log => log.name === `l${i}`)!
      expect(['ready', 'interrupted']).toContain(last.status)
      if (last.status === 'ready') expect(last).toMatchObject(LARGE)
      seen.push(last.status)
      await expectWhole(server.url, logs)
      const jobs = await read<ShownJob[]>(server.url, '/api/jobs')
      expect(jobs.filter(job => job.status === 'running' || job.status === 'queued')).toEqual([])
    }
    expect(new Set(seen)).toEqual(new Set(['ready', 'interrupted']))
    const interrupted = (await read<ShownLog[]>(server.url, '/api/logs')).find(log => log.status === 'interrupted')!
    const again = { method: 'POST', headers: { 'x-parfocal': '1' } }
    expect((await fetch(`${server.url}/api/logs/${interrupted.id}/import`, again)).status).toBe(202)
    await until('it is imported again', async () => {
      const logs = await read<ShownLog[]>(server.url, '/api/logs')
      return logs.find(log => log.id === interrupted.id)?.cases === LARGE.cases
    })
  }, 220_000)

  test('during an append shows the log as before or with all that was appended, and keeps the file', async () => {
    let server = await start()
    const made = (await (await send(server.url, '/api/logs?wait=true&name=a.csv', small)).json()) as { log: ShownLog }
    const { id } = made.log
    for (const moment of moments.slice(1, 6)) {
      const before = await ask(server.url, id)
      const answer = await send(server.url, `/api/logs/${id}/append?name=more.csv`, large)
      expect(answer.status).toBe(202)
      await until(
        moment.name,
        async () => moment.is((await read<ShownJob[]>(server.url, '/api/jobs?limit=1'))[0]),
        60_000,
      )
      await new Promise(done => setTimeout(done, moment.later))
      await kill(server.process)
      server = await start()
      const after = await ask(server.url, id)
      expect([before.events, before.events + LARGE.events]).toContain(after.events)
      if (after.events === before.events) expect(await read<unknown[]>(server.url, '/api/uploads')).not.toEqual([])
      await expectWhole(server.url, await read<ShownLog[]>(server.url, '/api/logs'))
    }
  }, 220_000)

  test('during an import of a UI log shows it whole or not at all, and the file of one that is whole is gone', async () => {
    let server = await start()
    const post = async (path: string, body: object) => {
      const answer = await fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return { status: answer.status, body: (await answer.json()) as { id: string; uiLog: ShownUiLog } }
    }
    const upload = async (name: string) =>
      ((await (await send(server.url, `/api/uploads?name=${name}`, actions)).json()) as { id: string }).id
    const seen: string[] = []
    for (const [i, moment] of [...moments.slice(0, 4), { ...moments[3]!, later: 400 }, moments[6]!].entries()) {
      const started = await post('/api/ui-logs', { upload: await upload(`u${i}.csv`) })
      expect(started.status).toBe(202)
      await until(
        moment.name,
        async () => moment.is((await read<ShownJob[]>(server.url, '/api/jobs?limit=1'))[0]),
        60_000,
      )
      await new Promise(done => setTimeout(done, moment.later))
      await kill(server.process)
      server = await start()
      const uiLogs = await read<ShownUiLog[]>(server.url, '/api/ui-logs')
      const last = uiLogs.find(({ name }) => name === `u${i}`)!
      expect(['ready', 'interrupted']).toContain(last.status)
      expect(last).toMatchObject(
        last.status === 'ready' ? { events: ACTIONS, upload: null } : { events: null, upload: expect.any(String) },
      )
      seen.push(last.status)
      const files = filesIn(folder)
      expect(files.filter(file => file.startsWith('work/') || file.endsWith('.part'))).toEqual([])
      for (const { id, status, events } of uiLogs) {
        const versions = new Set(
          files.filter(file => file.startsWith(`ui-logs/${id}/`)).map(file => file.split('/')[2]),
        )
        expect(versions.size).toBe(status === 'ready' ? 1 : 0)
        const there = await read<{ events?: number }>(server.url, `/api/ui-logs/${id}/recordings`)
        expect(there.events).toBe(events ?? undefined)
      }
      const waiting = (await read<{ id: string }[]>(server.url, '/api/uploads')).map(({ id }) => id).sort()
      expect(waiting).toEqual(uiLogs.flatMap(({ upload }) => upload ?? []).sort())
      expect(files.filter(file => file.startsWith('uploads/')).length).toBe(waiting.length)
    }
    expect(new Set(seen)).toEqual(new Set(['ready', 'interrupted']))
    const half = (await read<ShownUiLog[]>(server.url, '/api/ui-logs')).find(({ status }) => status === 'interrupted')!
    const again = await post(`/api/ui-logs/${half.id}/import`, { wait: true })
    expect([again.status, again.body.uiLog.events]).toEqual([201, ACTIONS])
  }, 220_000)

  test('during an upload keeps nothing of it', async () => {
    const server = await start()
    const { port } = new URL(server.url)
    const { connect } = await import('node:net')
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(
        'POST /api/logs?name=x.csv HTTP/1.1\r\nHost: localhost\r\nx-parfocal: 1\r\nContent-Length: 99999\r\n\r\ncase,activity',
      )
    })
    socket.on('error', () => undefined)
    await until('it arrives', () => filesIn(folder).some(file => file.startsWith('work/')))
    await kill(server.process)
    const again = await start()
    expect(await read(again.url, '/api/logs')).toEqual([])
    expect(await read(again.url, '/api/uploads')).toEqual([])
    expect(filesIn(folder).filter(file => /^(work|uploads|sources|logs)\//.test(file))).toEqual([])
  })
})

describe('a server that is told to end', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s stops its jobs, gives the folder back and exits with 0',
    async signal => {
      const server = await start()
      expect((await send(server.url, '/api/logs?wait=true&name=before.csv', small)).status).toBe(201)
      await send(server.url, '/api/logs?name=large.csv', large)
      const events = fetch(`${server.url}/api/jobs/${(await read<ShownJob[]>(server.url, '/api/jobs'))[0]!.id}/events`)
      await until('the job runs', async () => (await read<ShownJob[]>(server.url, '/api/jobs'))[0]!.progress !== null)
      await kill(server.process, signal)
      expect(server.process.exitCode).toBe(0)
      expect(await (await events).text()).toContain('"status":"interrupted"')
      expect(filesIn(folder).filter(file => file === 'lock' || file.startsWith('work/'))).toEqual([])
      const left = await openDataFolder({ path: folder })
      expect(left.recovered).toEqual({ interruptedJobs: 0, removed: 0, lost: [] })
      expect((await left.store.logs.list()).map(log => log.status)).toEqual(['ready', 'interrupted'])
      expect((await left.store.jobs.list()).map(job => job.status)).toEqual(['interrupted', 'done'])
      await left.close()
    },
  )

  test('does not wait for an upload that drips, nor for a head that never ends', async () => {
    const server = await start()
    const { connect } = await import('node:net')
    const port = Number(new URL(server.url).port)
    const sockets = [
      'POST /api/logs?name=x.csv HTTP/1.1\r\nHost: localhost\r\nx-parfocal: 1\r\nContent-Length: 99999\r\n\r\ncase,activity',
      'GET /api/logs HTTP/1.1\r\nHost: local',
    ].map(bytes => {
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
      socket.on('error', () => undefined)
      return socket
    })
    await until('it arrives', () => filesIn(folder).some(file => file.startsWith('work/')))
    const drip = setInterval(() => sockets[0]!.write('x'), 100)
    await kill(server.process, 'SIGTERM')
    clearInterval(drip)
    expect(server.process.exitCode).toBe(0)
    expect(filesIn(folder).filter(file => /^(work|uploads)\//.test(file))).toEqual([])
  })

  test('a second server on its folder is refused with the process to look for', async () => {
    const server = await start()
    await expect(start()).rejects.toThrow(new RegExp(`in use by process ${server.process.pid}`))
    expect(await read(server.url, '/api/health')).toMatchObject({ status: 'ok' })
  })
})

test('the built server has no TypeScript, and finds its worker and its version', async () => {
  expect(filesIn(built).filter(file => file.endsWith('.ts') || file.endsWith('typescript.mjs'))).toEqual([])
  const server = await start()
  expect((await send(server.url, '/api/logs?wait=true&name=a.csv', small)).status).toBe(201)
  const [log] = await read<ShownLog[]>(server.url, '/api/logs')
  expect(await ask(server.url, log!.id)).toMatchObject({ cases: 10, events: 41 })
  expect(await read(server.url, '/api/health')).toMatchObject({ version: expect.stringMatching(/^\d/) })
})
