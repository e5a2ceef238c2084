import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Command, InvalidArgumentError } from 'commander'
import { UsageError } from '../exit.ts'
import { makeWritable } from '../folder.ts'
import type { Io } from '../io.ts'
import { examples } from '../options.ts'
import { type IdentifierOptions, identifierOptions } from './ui/key-files.ts'

interface ServeOptions extends IdentifierOptions {
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

/** `parfocal serve`; `serving` is told when the server takes over the signals. */
export function addServe(program: Command, io: Io, serving: () => void): void {
  const port = (text: string) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value > 65_535)
      throw new InvalidArgumentError('It must be a port from 0 to 65535 (0: any free one).')
    return value
  }
  program
    .command('serve')
    .description('start the server with the web app')
    .option('--data <folder>', 'where logs are kept; without it they go when the server stops')
    .option('--host <address>', 'where to listen; beyond this machine a token is needed', '127.0.0.1')
    .option('--port <port>', 'port, 0 for any free one (default: 7345)', port)
    .option(
      '--token <text>',
      'what clients must show (or PARFOCAL_TOKEN in the environment, which other users cannot see)',
    )
    .option('--allow-host <names...>', 'further names under which this machine may be asked')
    .option('--identifiers <file>', 'forms of business identifiers (JSON) that recordings sent here keep as hashes')
    .option('--project-key <file>', 'the key of the project (16 bytes or more), under which these are hashed')
    .option('--sample', 'with the order-to-cash sample')
    .option('--open', 'open it in a browser, where there is a desktop')
    .option('--log', 'log every request, as JSON lines on standard error')
    .option('-q, --quiet', 'no notes on standard error')
    .addHelpText(
      'after',
      examples(
        'parfocal serve --sample --open',
        'PARFOCAL_TOKEN=... parfocal serve --data /srv/parfocal --host 0.0.0.0',
      ),
    )
    .action(options => {
      serving()
      return serve(options, io)
    })
}

/** The server with the web app, until it is interrupted. */
async function serve(options: ServeOptions, io: Io): Promise<void> {
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
