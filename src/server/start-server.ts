import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { RequestError } from '../base/errors.ts'
import { checkToken, openDataFolder } from '../store/index.ts'
import { createAnalysisThreads } from './analysis-threads.ts'
import { createApp } from './app.ts'
import type { ServerContext } from './context.ts'
import { storedLogs } from './engines.ts'
import { toHttp } from './errors.ts'
import { openGate } from './gate.ts'
import { hashOf, localOwner } from './guards.ts'
import { createImports } from './imports.ts'
import { createJobs } from './jobs.ts'
import { createLibrary } from './library.ts'
import { createMetrics } from './metrics.ts'
import { createMiningJobs } from './mining-jobs.ts'
import { DEFAULT_PORT, defaultServerLimits, isLoopback, type ServerOptions } from './options.ts'
import { createReveals } from './reveals.ts'
import { stem } from './routes/importing.ts'
import { withRoutineLogs } from './routine-logs.ts'
import { createTaskLibrary } from './task-library.ts'
import { createUiImports } from './ui-imports.ts'
import { createUploads } from './uploads.ts'
import type { DeclaredIdentifiers } from './work.ts'

export interface RunningServer {
  /** `http://localhost:7345` */
  readonly url: string
  /** Where the data lies. */
  readonly dataFolder: string
  /** Stop accepting, end the jobs, close the store, give the folder back. Can be called more than once. */
  close(): Promise<void>
}

/**
 * Open the data folder and serve it. Throws `RequestError` where the folder is in use, the port is taken, or the server
 * would be reached beyond this machine without a token.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host = '127.0.0.1', port = DEFAULT_PORT, quiet = true, token = null } = options
  const limits = { ...defaultServerLimits, ...options.limits }
  const loopback = isLoopback(host)
  if (token !== null) checkToken(token)
  const folder = await openDataFolder({ path: options.dataFolder, databaseUrl: options.databaseUrl })
  try {
    if (!loopback && token === null && !(await hasTokens(folder.store)))
      throw new RequestError(
        `Listening on ${host} would show the logs to others: give a token (--token, at least 16 characters), or leave --host out.`,
        'refused',
      )
    const log = logger(quiet)
    const shutdown = new AbortController()
    const { openLogBytes: bytes, openLogs: logs, wholeLogs: wholes, wholeLogsWaiting: wholesWaiting } = limits
    const library = createLibrary(folder, storedLogs, { bytes, logs, wholes, wholesWaiting })
    const jobs = createJobs(folder.store, limits.jobsAtOnce, limits.jobsWaiting, (job, error) => {
      if (toHttp(error).status >= 500) log.error({ job: job.id, err: error }, 'a job failed')
    })
    const miningJobs = createMiningJobs(jobs, folder.store)
    const tasks = createTaskLibrary(folder, limits.openUiLogs, miningJobs.begun)
    const gate = await openGate({
      store: folder.store,
      askUnder: rule => withRoutineLogs(library.ask, folder, tasks, rule),
      lifted: loopback && options.liftPersonGate === true,
    })
    const imports = createImports({ folder, jobs, library, gate, limits: limits.reading, key: folder.pseudonymKey })
    const context: ServerContext = {
      folder,
      jobs,
      library,
      imports,
      tasks,
      miningJobs,
      uiImports: createUiImports({
        folder,
        jobs,
        tasks,
        limits: limits.reading,
        key: folder.pseudonymKey,
        declared: declaredIn(options),
      }),
      analysisThreads: createAnalysisThreads({ atOnce: limits.analysesAtOnce, waiting: limits.analysesWaiting }),
      uploads: createUploads(folder, limits),
      reveals: await createReveals({
        folder,
        ask: library.ask,
        askedMs: limits.revealAskedMs,
        seenMs: limits.revealSeenMs,
      }),
      metrics: createMetrics(),
      limits,
      gate,
      closing: shutdown.signal,
      version: packageVersion(),
      webRoot: options.webRoot === undefined ? ownWebRoot() : options.webRoot,
    }
    const guards = { loopback, tokenHash: hashOf(token), allowedHosts: options.allowedHosts ?? [], store: folder.store }
    const app = await createApp(context, guards, log)
    const { interruptedJobs, removed, lost } = folder.recovered
    if (interruptedJobs + removed + lost.length > 0) log.info(folder.recovered, 'the last stop left something behind')
    for (const id of lost) log.error({ log: id }, 'the folder of a log is missing')

    let closing: Promise<void> | undefined
    const close = () => {
      closing ??= (async () => {
        stopListening()
        // First the jobs: streams that tell of them end with them.
        shutdown.abort()
        context.uploads.close()
        await jobs.close()
        await tasks.close()
        await closeSoon(app)
        await context.analysisThreads.close()
        await context.reveals.close()
        await library.close()
        await gate.close()
        await folder.close()
      })()
      return closing
    }
    const stopListening = options.handleSignals === false ? () => {} : closeOnSignals(close)
    try {
      if (options.sample !== undefined) await addSample(context, options.sample)
      await listen(app, host, port)
    } catch (error) {
      await close()
      throw error
    }
    return { url: urlOf(app.server.address() as AddressInfo, loopback, host), dataFolder: folder.path, close }
  } catch (error) {
    await folder.close()
    throw error
  }
}

/** Either needs the other. */
function declaredIn({ identifiers, projectKey }: ServerOptions): DeclaredIdentifiers {
  if (identifiers === undefined && projectKey === undefined) return {}
  if (identifiers === undefined || projectKey === undefined)
    throw new RequestError('Business identifiers need the key of the project, and the key needs them: give both.')
  return { identifiers, projectKey }
}

/** Answers under way are finished; connections that then still linger are cut. */
async function closeSoon(app: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), LINGER)
  await app.close()
  clearTimeout(cut)
}
const LINGER = 3000

/** To stderr, so that what the command prints stays apart. Addresses without their query, which may name files. */
function logger(quiet: boolean): FastifyBaseLogger {
  const req = ({ method, url }: { method: string; url: string }) => ({ method, path: url.split('?', 1)[0] })
  const res = ({ statusCode }: { statusCode: number }) => ({ statusCode })
  const serializers = { req, res, err: pino.stdSerializers.err }
  return pino({ level: quiet ? 'warn' : 'info', serializers }, pino.destination(2))
}

async function listen(app: Awaited<ReturnType<typeof createApp>>, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host: host.replace(/^\[|\]$/g, ''), port })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw new RequestError(`Port ${port} is in use; choose another with --port.`, 'conflict')
    if (code === 'EACCES')
      throw new RequestError(`Port ${port} may not be used by this user; choose one above 1023.`, 'conflict')
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new RequestError(`"${host}" is no address of this machine.`, 'bad-request')
    throw error
  }
}

function urlOf({ address, port, family }: AddressInfo, loopback: boolean, host: string): string {
  if (loopback && host !== '::1' && host !== '[::1]') return `http://localhost:${port}`
  const any = address === '0.0.0.0' || address === '::'
  return `http://${any ? 'localhost' : family === 'IPv6' ? `[${address}]` : address}:${port}`
}

async function hasTokens(store: ServerContext['folder']['store']): Promise<boolean> {
  for (const { id } of await store.principals.list())
    if ((await store.principals.tokens(id)).some(({ expires }) => expires === null || expires > Date.now())) return true
  return false
}

/** The first signal closes; a second one, from somebody who cannot wait, ends the process at once. */
function closeOnSignals(close: () => Promise<void>): () => void {
  const signals = ['SIGTERM', 'SIGINT'] as const
  let asked = false
  const handle = (signal: NodeJS.Signals) => {
    if (asked) process.exit(signal === 'SIGINT' ? 130 : 143)
    asked = true
    close().then(
      () => process.exit(0),
      error => {
        process.stderr.write(`The server could not be closed in order: ${String(error)}\n`)
        process.exit(1)
      },
    )
  }
  for (const signal of signals) process.on(signal, handle)
  return () => {
    // While it closes by a signal, a second one must still be heard.
    if (!asked) for (const signal of signals) process.off(signal, handle)
  }
}

/** Import the sample unless the folder has a log of the same bytes. */
async function addSample({ folder, uploads, imports, jobs }: ServerContext, path: string): Promise<void> {
  const { size } = await stat(path)
  const upload = await uploads.take(createReadStream(path), basename(path), size, localOwner)
  const logs = await folder.store.logs.list()
  if (
    logs.some(
      ({ sources, version }) => version !== null && sources.some(each => each.fingerprint === upload.fingerprint),
    )
  ) {
    await uploads.remove(upload.id, localOwner)
    return
  }
  const { job } = await imports.create({
    upload,
    name: stem(basename(path)),
    mapping: null,
    keepSource: true,
    pseudonymise: false,
    by: localOwner,
  })
  await jobs.ended(job.id)
  const ended = await jobs.get(job.id)
  if (ended?.status === 'failed') throw new RequestError(`The sample could not be imported: ${ended.error}`)
}

function packageVersion(): string {
  return (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string })
    .version
}

/** `dist/web`, seen from `dist/server` as from `src/server`. */
function ownWebRoot(): string | null {
  const found = ['../web', '../../dist/web'].map(path => fileURLToPath(new URL(path, import.meta.url)))
  return found.find(path => existsSync(`${path}/index.html`) && !path.endsWith('src/web')) ?? null
}
