import { existsSync } from 'node:fs'
import { join } from 'node:path'
import helmet from '@fastify/helmet'
import statics from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { HttpError } from './errors.ts'

/** What a page of ours may do: load from here alone, run no inline script, be framed by nobody. */
const policy = {
  useDefaults: false,
  directives: {
    'default-src': ["'self'"],
    // WebAssembly lays out the map.
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'worker-src': ["'self'"],
    // The component library sets styles inline.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  },
}

export async function secureHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: policy,
    // Loopback and plain HTTP: whoever puts TLS before this server says so there.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  })
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api') || request.url.startsWith('/metrics')) reply.header('cache-control', 'no-store')
    // By this the app tells our server from any other that serves its files.
    reply.header('x-parfocal', 'server')
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), interest-cohort=()')
  })
}

/** The built web app. Addresses that are no file are the app's own places and get its page. */
export async function webApp(app: FastifyInstance, webRoot: string | null): Promise<void> {
  const root = webRoot !== null && existsSync(join(webRoot, 'index.html')) ? webRoot : null
  if (root !== null)
    await app.register(statics, {
      root,
      serve: false,
      cacheControl: false,
      dotfiles: 'ignore',
      setHeaders(reply, path) {
        const named = /-[\w-]{8,}\.\w+$/.test(path)
        reply.header('cache-control', named ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  if (root !== null)
    app.get('/', { config: { open: true }, schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'))
  if (root !== null)
    app.get('/*', { config: { open: true }, schema: { hide: true } }, (request, reply) => {
      const { pathname } = new URL(request.url, 'http://localhost')
      const wantsPage = (request.headers.accept ?? '').includes('text/html') && !/\.\w+$/.test(pathname)
      if (/^\/api(\/|$)/.test(pathname))
        throw new HttpError(404, 'not-found', `There is nothing at ${request.method} ${pathname}.`)
      return reply.sendFile(wantsPage ? 'index.html' : decodeURIComponent(pathname).slice(1))
    })
  app.setNotFoundHandler((request, reply) => {
    const [path] = request.url.split('?', 1)
    const message = `There is nothing at ${request.method} ${path!.slice(0, 200)}.`
    const hint = root === null && path === '/' ? ' The web app is not built; the API is described at /api/docs.' : ''
    return reply.code(404).send({ error: { code: 'not-found', message: message + hint } })
  })
}
