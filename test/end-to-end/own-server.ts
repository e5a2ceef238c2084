import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

/** Our own server with the sample, for the tests of one file: files run side by side, and none sees what another keeps. */
export function ownServer(): { readonly url: string } {
  let running: Running
  beforeAll(async () => {
    running = await startServer()
  })
  afterAll(async () => {
    const ended = once(running.child, 'exit')
    running.child.kill('SIGTERM')
    await ended
  })
  return {
    get url() {
      return running.url
    },
  }
}

interface Running {
  readonly child: ChildProcess
  readonly url: string
}

function startServer(): Promise<Running> {
  const child = spawn(process.execPath, [join(root, 'dist', 'cli', 'main.js'), 'serve', '--port', '0', '--sample'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr.on('data', (text: Buffer) => {
      said += text
    })
    child.stdout.on('data', (text: Buffer) => {
      said += text
      const url = said.match(/http:\/\/\S+/)?.[0]
      if (url) resolve({ child, url: url.endsWith('/') ? url : `${url}/` })
    })
    child.on('exit', code => reject(new Error(`The server stopped with ${code}:\n${said}`)))
  })
}
