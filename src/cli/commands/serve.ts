import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { UsageError } from '../exit.ts'
import { makeWritable } from '../folder.ts'
import type { Io } from '../io.ts'
import { type IdentifierOptions, identifierOptions } from './ui/key-files.ts'

export interface ServeOptions extends IdentifierOptions {
  readonly data?: string
  readonly host?: string
  readonly port?: number
  readonly token?: string
  readonly sample?: boolean
  readonly open?: boolean
  readonly log?: boolean
  readonly allowHost?: readonly string[]
}

/** The order-to-cash sample that comes with the package. */
export const samplePath = (): string => fileURLToPath(new URL('../../../samples/order-to-cash.csv', import.meta.url))

/** The server with the web app, until it is interrupted. */
export async function serve(options: ServeOptions, io: Io): Promise<void> {
  const token = options.token ?? process.env['PARFOCAL_TOKEN']
  if (token === '') throw new UsageError('--token must not be empty.')
  if (options.data !== undefined) await makeWritable(options.data)
  const { startServer } = await import('../../server/index.ts')
  const server = await startServer({
    dataFolder: options.data ?? null,
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(token === undefined ? {} : { token }),
    ...(options.sample ? { sample: samplePath() } : {}),
    ...(options.allowHost === undefined ? {} : { allowedHosts: options.allowHost }),
    ...(process.env['DATABASE_URL'] === undefined ? {} : { databaseUrl: process.env['DATABASE_URL'] }),
    ...(await identifierOptions(options)),
    quiet: options.log !== true,
    handleSignals: true,
  })
  await io.write(`Parfocal is at ${server.url}\n`)
  if (options.data === undefined) io.note('Logs are kept until it stops; name a folder with --data to keep them.')
  if (options.open && hasDesktop(process.env, process.platform)) openBrowser(server.url)
}

/** Whether a person sits before a screen: not in continuous integration, and some desktop is there. */
export function hasDesktop(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false') return false
  return platform === 'darwin' || platform === 'win32' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
}

function openBrowser(url: string): void {
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['explorer', [url]]
        : ['xdg-open', [url]]
  const child = spawn(command as string, args as string[], { stdio: 'ignore', detached: true })
  // no browser to be found is no trouble: the address is printed
  child.on('error', () => {})
  child.unref()
}
