import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The app on a plain static web server, in a folder below its root. */
    staticUrl: string
  }
}

const root = join(import.meta.dirname, '..', '..')
const types: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.csv': 'text/csv; charset=utf-8',
  '.wasm': 'application/wasm',
}

/** Builds the app and the server once, and serves the app. PARFOCAL_BUILT=1 takes what `dist` holds already. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (process.env['PARFOCAL_BUILT'] !== '1') {
    const built = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, encoding: 'utf8' })
    if (built.status !== 0) throw new Error(`The build failed:\n${built.stdout}\n${built.stderr}`)
  }
  const files = await serveFolder(join(root, 'dist', 'web'), '/some/folder/')
  project.provide('staticUrl', `http://127.0.0.1:${(files.address() as AddressInfo).port}/some/folder/`)
  return () => new Promise<void>(resolve => files.close(() => resolve()))
}

/** A web server that knows nothing of Parfocal. */
function serveFolder(folder: string, base: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname)
    const file = normalize(join(folder, path.slice(base.length) || 'index.html'))
    if (!path.startsWith(base) || !file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
    response.end(readFileSync(file))
  })
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)))
}
