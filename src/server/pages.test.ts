import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { analyses } from '../analyses/index.ts'
import { questions } from '../log/engine.ts'
import { removeFolder, type TestServer, temporaryFolder, testServer } from './server.fixture.ts'

let root: string
let server: TestServer
beforeAll(async () => {
  root = temporaryFolder()
  const webRoot = join(root, 'web')
  mkdirSync(join(webRoot, 'assets'), { recursive: true })
  writeFileSync(join(root, 'secret.txt'), 'not for you')
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>the app</title>')
  writeFileSync(join(webRoot, 'assets', 'main-abcd1234.js'), 'export {}')
  writeFileSync(join(webRoot, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(join(webRoot, '.env'), 'hidden')
  server = await testServer({ webRoot })
})
afterAll(async () => {
  await server.close()
  removeFolder(root)
})
const get = (path: string, accept = '*/*') => server.call('GET', path, undefined, { accept })

describe('the web app', () => {
  test('is served with its files, each under its type', async () => {
    expect(await get('/')).toMatchObject({ status: 200, text: expect.stringContaining('the app') })
    const script = await get('/assets/main-abcd1234.js')
    expect(script.headers.get('content-type')).toMatch(/^(text|application)\/javascript/)
    expect(script.headers.get('cache-control')).toContain('immutable')
    expect((await get('/icon.svg')).headers.get('content-type')).toContain('image/svg+xml')
    expect((await get('/')).headers.get('cache-control')).toBe('no-cache')
  })

  test("the app's own places get its page, missing files do not", async () => {
    for (const path of ['/logs/abc/map', '/import', '/logs/a?f=x'])
      expect(await get(path, 'text/html,*/*')).toMatchObject({ status: 200, text: expect.stringContaining('the app') })
    expect(await get('/assets/gone.js', 'text/html')).toMatchObject({ status: 404 })
    expect(await get('/logs/abc/map', 'application/json')).toMatchObject({ status: 404 })
    for (const path of ['/api/none', '/api', '/api/'])
      expect(await get(path, 'text/html')).toMatchObject({ status: 404, body: { error: { code: 'not-found' } } })
  })

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/..%5csecret.txt',
    '/%252e%252e/secret.txt',
    '//etc/passwd',
    '/%2fetc/passwd',
    '/.env',
    '/assets/..%00/secret.txt',
    '/%C0%AE%C0%AE/secret.txt',
    '/%',
  ])('nothing beside its folder is served: %s', async path => {
    const { hostname, port } = new URL(server.url)
    const { connect } = await import('node:net')
    const text = await new Promise<string>((resolve, reject) => {
      let all = ''
      const socket = connect(Number(port), hostname, () =>
        socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
      )
      socket.on('data', chunk => {
        all += chunk
      })
      socket.on('close', () => resolve(all))
      socket.on('error', reject)
    })
    expect(text).toMatch(/^HTTP\/1\.1 (400|403|404) /)
    expect(text).not.toContain('not for you')
    expect(text).not.toContain('root:')
    expect(text).not.toContain('hidden')
  })

  test('where it is not built, the server says so', async () => {
    const bare = await testServer({ webRoot: null })
    expect(await bare.call('GET', '/')).toMatchObject({ status: 404, text: expect.stringContaining('/api/docs') })
    await bare.close()
  })
})

describe('the description of the API', () => {
  test('has every question, every analysis route, and schemas that it defines', async () => {
    const { body } = await get('/api/openapi.json')
    const document = body as unknown as {
      openapi: string
      paths: Record<string, object>
      components: { schemas: object }
    }
    expect(document.openapi).toBe('3.1.0')
    for (const question of questions) expect(document.paths).toHaveProperty([`/api/ask/${question}`, 'post'])
    for (const path of [
      '/api/logs',
      '/api/logs/{id}',
      '/api/jobs/{id}/events',
      '/api/analyses/{id}',
      '/api/views/{id}',
      '/metrics',
    ])
      expect(document.paths).toHaveProperty([path])
    const named = JSON.stringify(document).match(/#\/components\/schemas\/[\w]+/g) ?? []
    expect(named.length).toBeGreaterThan(20)
    for (const reference of new Set(named))
      expect(document.components.schemas).toHaveProperty([reference.split('/').at(-1)!])
  })

  test('is a page that needs no script', async () => {
    const { text, headers } = await get('/api/docs')
    expect(headers.get('content-type')).toContain('text/html')
    for (const question of questions) expect(text).toContain(`<code>/api/ask/${question}</code>`)
    expect(text).not.toMatch(/<script|onclick|javascript:|https?:\/\/(?!json-schema)/)
    expect(text.length).toBeLessThan(400_000)
  })

  test('lists the analyses with the parameters that they take', async () => {
    const listed = (await get('/api/analyses')).body as unknown as {
      id: string
      asks: string
      params: { type: string }
    }[]
    expect(listed.map(({ id }) => id)).toEqual(analyses.map(({ id }) => id))
    for (const { params, asks } of listed) {
      expect(params.type).toBe('object')
      expect(asks.length).toBeGreaterThan(5)
    }
    expect((await get(`/api/analyses/${listed[0]!.id}`)).body).toEqual(listed[0])
    expect(await get('/api/analyses/none')).toMatchObject({ status: 404 })
  })
})

describe('health and metrics', () => {
  test('the server says that it is well, and its version', async () => {
    expect(await get('/api/health')).toMatchObject({
      status: 200,
      body: { status: 'ok', version: expect.stringMatching(/^\d+\.\d+/), uploadBytes: 20 * 2 ** 30 },
    })
  })

  test('metrics count requests by route and not by address', async () => {
    for (const id of ['a', 'b', 'c']) await get(`/api/logs/${id}`)
    const { text, headers } = await get('/metrics')
    expect(headers.get('content-type')).toContain('text/plain')
    expect(text).toMatch(
      /parfocal_http_request_duration_seconds_count\{method="GET",route="\/api\/logs\/:id",status="404"\} 3\n/,
    )
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m)
    expect(text).toMatch(/^parfocal_logs_open 0$/m)
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? [\d.e+-]+)$/)
  })
})
