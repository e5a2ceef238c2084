import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDataFolder } from '../store/index.ts'
import {
  csvLog,
  filesWith,
  removeFolder,
  type ShownLog,
  type TestServer,
  temporaryFolder,
  testServer,
} from './server.fixture.ts'
import { startServer } from './start-server.ts'

interface Raw {
  readonly status: number
  readonly text: string
  readonly headers: Record<string, string | string[] | undefined>
}

/** A request with exactly these headers (fetch does not let Host and Origin be chosen). */
function raw(url: string, method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<Raw> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const sent = request({ host: hostname, port, method, path, headers }, answer => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', chunk => {
        text += chunk
      })
      answer.on('end', () => resolve({ status: answer.statusCode!, text, headers: answer.headers }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
const json = { 'content-type': 'application/json' }

describe('on loopback', () => {
  let server: TestServer
  let own: string
  beforeAll(async () => {
    server = await testServer()
    own = new URL(server.url).host
  })
  afterAll(() => server.close())

  test.each([
    'evil.example',
    'evil.example:7345',
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    '[::2]',
    '0.0.0.0',
    'localhost@evil.example',
  ])('a request for the host %s is refused, whatever it asks (DNS rebinding)', async host => {
    for (const path of ['/', '/api/logs', '/metrics', '/api/health'])
      expect(await raw(server.url, 'GET', path, { host })).toMatchObject({ status: 421 })
  })

  test.each(['localhost', 'LOCALHOST:1', '127.0.0.1:80', '[::1]:7345', '[::1]'])('the host %s is ours', async host => {
    expect(await raw(server.url, 'GET', '/api/health', { host })).toMatchObject({ status: 200 })
  })

  test.each(['http://evil.example', 'null', 'file://', 'http://localhost:1', 'https://127.0.0.1', 'not a url', ''])(
    'a change from a page at "%s" is refused, also with the header that programs send',
    async origin => {
      const headers = { host: own, origin, 'x-parfocal': '1', ...json }
      expect(await raw(server.url, 'POST', '/api/mappings', headers, '{}')).toMatchObject({ status: 403 })
      expect(await raw(server.url, 'DELETE', '/api/logs/x', headers)).toMatchObject({ status: 403 })
      expect(await raw(server.url, 'POST', '/api/logs?name=a.csv', headers, csvLog(1))).toMatchObject({ status: 403 })
    },
  )

  test('a change from our own page passes the guard', async () => {
    const headers = { host: own, origin: server.url, 'content-type': 'text/plain' }
    expect((await raw(server.url, 'DELETE', '/api/logs/x', headers)).status).toBe(404)
  })

  test('a change that a foreign form could send without being asked is refused', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonx',
    ])
      expect(
        await raw(server.url, 'POST', '/api/logs?name=a.csv', { host: own, 'content-type': type }, csvLog(1)),
      ).toMatchObject({
        status: 403,
        text: expect.stringContaining('x-parfocal: 1'),
      })
    expect(await raw(server.url, 'DELETE', '/api/logs/x', { host: own })).toMatchObject({ status: 403 })
    expect(await server.ask('logs')).toEqual([])
  })

  test('what a browser says to come from another site is refused, reads too', async () => {
    const headers = { host: own, 'sec-fetch-site': 'cross-site' }
    expect(await raw(server.url, 'GET', '/api/logs', headers)).toMatchObject({ status: 403 })
    expect(await raw(server.url, 'GET', '/api/logs', { host: own, 'sec-fetch-site': 'same-origin' })).toMatchObject({
      status: 200,
    })
  })

  test('no answer allows other origins', async () => {
    const answer = await raw(server.url, 'OPTIONS', '/api/logs', {
      host: own,
      origin: 'http://evil.example',
      'access-control-request-method': 'DELETE',
    })
    expect(Object.keys(answer.headers).filter(name => name.startsWith('access-control'))).toEqual([])
    expect(answer.status).not.toBe(200)
  })

  test('every answer has the secure headers', async () => {
    for (const path of ['/', '/api/logs', '/api/docs', '/nothing', '/api/nothing', '/metrics']) {
      const { headers } = await raw(server.url, 'GET', path, { host: own })
      expect(headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval';")
      expect(headers['content-security-policy']).toContain("worker-src 'self';")
      expect(headers['content-security-policy']).toContain("object-src 'none'")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      })
      expect(headers).not.toHaveProperty('x-powered-by')
    }
  })

  test.each(['..', '%2e%2e', '..%2f..%2fetc', 'a%00b', 'a%2fb', '~', 'x'.repeat(65), '%C0%AE'])(
    'the id %s is none',
    async id => {
      const headers = { host: own, 'x-parfocal': '1' }
      for (const [method, path] of [
        ['GET', `/api/logs/${id}`],
        ['DELETE', `/api/logs/${id}`],
        ['GET', `/api/logs/${id}/export?format=xes`],
        ['DELETE', `/api/uploads/${id}`],
      ] as const)
        expect([400, 404]).toContain((await raw(server.url, method, path, headers)).status)
    },
  )

  test('a head that is too large ends the connection with 431, and the server goes on', async () => {
    const answer = await talk(
      server.url,
      `GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-Big: ${'x'.repeat(200_000)}\r\n\r\n`,
    )
    expect(answer).toContain('HTTP/1.1 431')
    expect(await server.call('GET', '/api/health')).toMatchObject({ status: 200 })
  })

  test('what is no HTTP is told so', async () => {
    expect(await talk(server.url, 'HELLO\r\n\r\n')).toContain('HTTP/1.1 400')
    expect(await talk(server.url, 'GET /api/health HTTP/1.1\r\n\r\n')).toContain('HTTP/1.1 400')
  })

  test('a head that does not come to its end is given up', async () => {
    const hasty = await testServer({ limits: { headersMs: 300 } })
    try {
      expect(await talk(hasty.url, 'GET /api/health HTTP/1.1\r\nHost: localhost\r\n')).toContain('HTTP/1.1 408')
    } finally {
      await hasty.close()
    }
  })

  test('a body that is too large, no JSON, or of another shape is refused with what is wrong', async () => {
    const small = await testServer({ limits: { bodyBytes: 1000 } })
    try {
      const large = { name: 'x', mapping: 'y'.repeat(2000) }
      expect(await small.call('POST', '/api/mappings', large)).toMatchObject({
        status: 413,
        body: { error: { code: 'too-large' } },
      })
      expect(await small.call('POST', '/api/mappings', '{"a":', json)).toMatchObject({ status: 400 })
      expect(await small.call('POST', '/api/ask/arcs', { log: 'x', filter: [{ kind: 'no-such' }] })).toMatchObject({
        status: 400,
        body: { error: { code: 'bad-request', message: expect.stringContaining('filter.0.kind') } },
      })
      expect(await small.call('POST', '/api/ask/arcs', { log: 'x', surprise: 1 })).toMatchObject({
        status: 400,
        body: { error: { message: expect.stringContaining('surprise') } },
      })
      expect(await small.call('GET', '/%E0%A4%A')).toMatchObject({
        status: 400,
        body: { error: { code: 'bad-request', message: expect.stringContaining('is not a valid url') } },
      })
      const day = [[] as number[][], [], [], [], [], [], []]
      for (const [week, holidays, wrong] of [
        [[[[0.5, 60]], ...day.slice(1)], [], 'week.0.0.0'],
        [[[[600, 60]], ...day.slice(1)], [], 'Monday must be sorted, disjoint'],
        [day, ['2024-02-31'], 'must be a date such as'],
      ] as const)
        expect(
          await small.call('POST', '/api/ask/size', {
            log: '00000000-0000-0000-0000-000000000000',
            view: { calendar: { timeZone: 'UTC', week, holidays } },
          }),
        ).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining(wrong) } } })
      expect(await small.call('POST', '/api/ask/nothing', {})).toMatchObject({
        status: 404,
        body: { error: { message: expect.stringContaining('eventuallyFollows') } },
      })
      const polluted = await small.call('POST', '/api/mappings', '{"__proto__":{"a":1},"name":"x","mapping":{}}', json)
      expect(polluted.status).toBe(400)
    } finally {
      await small.close()
    }
  })
})

/** Send bytes, and read until the server closes. */
function talk(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.setEncoding('utf8')
    socket.on('data', chunk => {
      text += chunk
    })
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
}

describe('beyond loopback', () => {
  test('the server does not start without a token, and leaves the folder free', async () => {
    const dataFolder = temporaryFolder()
    try {
      const options = { dataFolder, host: '0.0.0.0', port: 0, webRoot: null, handleSignals: false }
      await expect(startServer(options)).rejects.toThrow(/token/)
      await expect(startServer({ ...options, token: 'too-short' })).rejects.toThrow(/at least 16/)
      const server = await startServer({ ...options, token: 'a-token-of-the-owner' })
      await server.close()
    } finally {
      removeFolder(dataFolder)
    }
  })

  describe('with a token', () => {
    const token = 'correct-horse-battery'
    let dataFolder: string
    let server: TestServer
    beforeAll(async () => {
      dataFolder = temporaryFolder()
      server = await testServer({ dataFolder, host: '0.0.0.0', token })
    })
    afterAll(async () => {
      await server.close()
      removeFolder(dataFolder)
    })
    const bearer = (text: string) => ({ authorization: `Bearer ${text}` })

    test('nothing under /api nor the metrics is answered without it, reads too', async () => {
      const paths = [
        '/api/logs',
        '/api/health',
        '/api/jobs',
        '/api/views',
        '/api/analyses',
        '/api/openapi.json',
        '/api/docs',
        '/metrics',
      ]
      for (const path of [
        ...paths,
        '/API/logs',
        '//api/logs',
        '/%61pi/logs',
        '/api//logs',
        '/api/logs/',
        '/api/logs?x=1',
      ]) {
        const answer = await raw(server.url, 'GET', path)
        expect([401, 404]).toContain(answer.status)
        if (paths.includes(path)) expect(answer.status).toBe(401)
        expect(answer.text).not.toContain('[')
      }
      expect(await server.call('POST', '/api/ask/logs', {})).toMatchObject({ status: 401 })
      expect(await server.call('POST', '/api/logs?name=a.csv', csvLog(1))).toMatchObject({ status: 401 })
    })

    test.each([
      ['a wrong one', 'wrong-horse-battery'],
      ['one that begins alike', 'correct-horse-batter'],
      ['one that goes on', 'correct-horse-battery2'],
      ['its hash', '5e884898da28047151d0e56f8dc6292773603d0d6aabbd'],
      ['an empty one', ''],
      ['a giant one', 'x'.repeat(5000)],
    ])('%s does not do', async (_, wrong) => {
      expect(await raw(server.url, 'GET', '/api/logs', bearer(wrong))).toMatchObject({ status: 401 })
      expect(await raw(server.url, 'GET', '/api/logs', { authorization: wrong })).toMatchObject({ status: 401 })
      expect(await raw(server.url, 'GET', `/api/logs?token=${wrong}`)).toMatchObject({ status: 401 })
    })

    test('with it everything is answered, under whatever host name', async () => {
      const headers = { ...bearer(token), host: 'mining.example' }
      expect(await raw(server.url, 'GET', '/api/logs', headers)).toMatchObject({ status: 200, text: '[]' })
      expect(await raw(server.url, 'GET', '/metrics', headers)).toMatchObject({ status: 200 })
    })

    test('it does not make a foreign page a friend', async () => {
      const headers = { ...bearer(token), origin: 'http://evil.example', ...json }
      expect(await raw(server.url, 'POST', '/api/mappings', headers, '{}')).toMatchObject({ status: 403 })
    })

    test('it is written down nowhere', () => {
      expect(filesWith(dataFolder, token)).toEqual([])
    })
  })

  test('people with tokens of their own may do what their role allows', async () => {
    const dataFolder = temporaryFolder()
    const folder = await openDataFolder({ path: dataFolder })
    const reader = await folder.store.principals.add({ name: 'Rita', role: 'reader' })
    await folder.store.principals.addToken(reader.id, 'the-token-of-a-reader')
    const analyst = await folder.store.principals.add({ name: 'Ann', role: 'analyst' })
    await folder.store.principals.addToken(analyst.id, 'the-token-of-an-analyst')
    const second = await folder.store.principals.add({ name: 'Bea', role: 'analyst' })
    await folder.store.principals.addToken(second.id, 'the-token-of-another-analyst')
    await folder.close()
    const server = await testServer({ dataFolder, host: '0.0.0.0' })
    try {
      const as = (who: string) => ({ authorization: `Bearer the-token-of-${who}` })
      const made = await server.call('POST', '/api/logs?wait=true&name=a.csv', csvLog(3), as('an-analyst'))
      expect(made.status).toBe(201)
      const { id } = (made.body as unknown as { log: { id: string } }).log
      expect(await server.call('GET', '/api/logs', undefined, as('a-reader'))).toMatchObject({
        status: 200,
        body: [{ id }],
      })
      expect(await server.call('POST', '/api/ask/summary', { log: id }, as('a-reader'))).toMatchObject({
        body: { cases: 3 },
      })
      expect(await server.call('POST', '/api/analyses/overview', { log: id }, as('a-reader'))).toMatchObject({
        status: 200,
      })
      for (const [method, path] of [
        ['DELETE', `/api/logs/${id}`],
        ['PATCH', `/api/logs/${id}`],
        ['POST', '/api/mappings'],
        ['POST', '/api/views'],
        ['GET', `/api/logs/${id}/export?format=xes`],
      ] as const)
        expect(
          await server.call(method, path, method === 'GET' ? undefined : { name: 'x' }, as('a-reader')),
        ).toMatchObject({ status: 403 })
      expect(await server.call('POST', '/api/logs?name=b.csv', csvLog(3), as('a-reader'))).toMatchObject({
        status: 403,
      })
      const sent = await server.call('POST', '/api/uploads?name=b.csv', csvLog(3), as('an-analyst'))
      const upload = (sent.body as { id: string }).id
      const other = { authorization: 'Bearer the-token-of-another-analyst' }
      for (const [who, status, body] of [
        [other, 404, []],
        [as('an-analyst'), 200, [{ id: upload }]],
      ] as const) {
        expect(await server.call('GET', '/api/uploads', undefined, who)).toMatchObject({ body })
        expect(await server.call('POST', `/api/uploads/${upload}/propose`, {}, who)).toMatchObject({ status })
      }
      expect((await server.call('POST', `/api/uploads/${upload}/import`, {}, other)).status).toBe(404)
      expect((await server.call('DELETE', `/api/uploads/${upload}`, undefined, other)).status).toBe(404)
      expect((await server.call('POST', `/api/logs/propose?upload=${upload}`, undefined, other)).status).toBe(404)
      expect(await server.call('DELETE', `/api/logs/${id}`, undefined, as('an-analyst'))).toMatchObject({ status: 204 })
    } finally {
      await server.close()
      removeFolder(dataFolder)
    }
  })
})

describe('the person gate', () => {
  const people = (persons: number) => {
    const lines = ['case,activity,time,resource']
    for (let c = 0; c < 60; c++)
      for (const [i, activity] of ['a', 'b', 'c'].entries())
        lines.push(`c${c},${activity},2024-01-0${i + 1}T00:00:00Z,${i === 2 ? 'Rare Person' : `Person ${c % persons}`}`)
    return `${lines.join('\n')}\n`
  }
  const mapping = JSON.stringify({
    version: 1,
    caseId: 'case',
    activity: 'activity',
    complete: 'time',
    resource: 'resource',
    columns: [{ column: 'resource', action: 'keep', personal: true }],
  })
  const query = `&mapping=${encodeURIComponent(mapping)}`

  test('stands before answers, analyses and exports', async () => {
    const server = await testServer({ liftPersonGate: false })
    try {
      const { id } = await server.put('people.csv', people(8), query)
      const only = { kind: 'event-attribute', key: 'org:resource', mode: 'keep', values: ['Rare Person'] }
      expect(await server.call('POST', '/api/ask/activities', { log: id, filter: [only] })).toMatchObject({
        status: 403,
      })
      expect(await server.call('POST', '/api/analyses/overview', { log: id, filter: [only] })).toMatchObject({
        status: 403,
      })
      for (const question of ['resources', 'handovers'])
        expect((await server.call('POST', `/api/ask/${question}`, { log: id })).text).not.toContain('Rare Person')
      const exported = await server.call('GET', `/api/logs/${id}/export?format=xes`)
      expect(exported.status).toBe(200)
      expect(exported.headers.get('x-parfocal-withheld')).toBe('org%3Aresource')
      expect(exported.text).not.toContain('Person')
    } finally {
      await server.close()
    }
  })

  test('keeps the values that reading stumbled over out of the list of logs where they may be names', async () => {
    const server = await testServer()
    try {
      const broken = 'case,activity,time,resource\n1,a,Rare Person,x\n1,b,2024-01-01T00:00:00Z,x\n'
      const people = await server.put('people.csv', broken, query)
      const process = mapping.replace('"resource":"resource",', '').replace(/,"columns":.*\]/, ',"others":"drop"')
      const plain = await server.put('plain.csv', broken, `&mapping=${encodeURIComponent(process)}`)
      const shown = async (id: string) => (await server.call('GET', `/api/logs/${id}`)).text
      expect(await shown(people.id)).toContain('"row":2,"column":"time"')
      expect(await shown(people.id)).not.toContain('Rare Person')
      expect(await shown(plain.id)).toContain('Rare Person')
      expect((await server.call('GET', '/api/logs')).text.split('Rare Person')).toHaveLength(2)
    } finally {
      await server.close()
    }
  })

  test('can be lifted by the owner on loopback, and by nobody beyond', async () => {
    const lifted = await testServer({ liftPersonGate: true })
    const { id } = await lifted.put('people.csv', people(8), query)
    expect((await lifted.call('POST', '/api/ask/resources', { log: id })).text).toContain('Rare Person')
    expect((await lifted.call('GET', `/api/logs/${id}/export?format=xes`)).text).toContain('Rare Person')
    await lifted.close()
    const token = 'correct-horse-battery'
    const beyond = await testServer({ liftPersonGate: true, host: '0.0.0.0', token })
    const as = { authorization: `Bearer ${token}` }
    const made = await beyond.call('POST', `/api/logs?wait=true&name=p.csv${query}`, people(8), as)
    const log = (made.body as unknown as { log: { id: string } }).log.id
    expect((await beyond.call('POST', '/api/ask/resources', { log }, as)).text).not.toContain('Rare Person')
    await beyond.close()
  })

  test('is neither wiped out nor opened by a member who reads a kept file again', async () => {
    const owner = { authorization: 'Bearer the-token-of-the-owner' }
    const server = await testServer({ token: 'the-token-of-the-owner' })
    try {
      const made = await server.call('POST', '/api/tokens', { name: 'Ann', role: 'analyst' }, owner)
      const analyst = { authorization: `Bearer ${(made.body as { token: string }).token}` }
      const put = await server.call('POST', `/api/logs?wait=true&name=p.csv${query}`, people(12), owner)
      const { id, mapping: saved } = (put.body as unknown as { log: ShownLog }).log
      const asked = (many: number, who: Record<string, string>) => {
        const values = Array.from({ length: many }, (_, n) => `Person ${n}`)
        const filter = [{ kind: 'event-attribute', key: 'org:resource', mode: 'mandatory', values }]
        return server.call('POST', '/api/ask/size', { log: id, filter }, who)
      }
      const again = (body: object, who: Record<string, string>) =>
        server.call('POST', `/api/logs/${id}/reimport`, { wait: true, ...body }, who)
      expect((await asked(6, analyst)).status).toBe(200)
      expect((await again({}, analyst)).status).toBe(201)
      expect((await again({ mapping: { ...(saved as object), timeZone: 'Asia/Tokyo' } }, analyst)).status).toBe(201)
      expect((await asked(7, analyst)).status).toBe(403)
      const open = { ...(saved as object), resource: undefined, columns: [{ column: 'resource' }] }
      const refused = await again({ mapping: open }, analyst)
      expect(refused).toMatchObject({
        status: 403,
        body: { error: { message: expect.stringContaining('"resource"') } },
      })
      expect((await again({}, owner)).status).toBe(201)
      expect((await asked(7, analyst)).status).toBe(200)
    } finally {
      await server.close()
    }
  })

  test('remembers what it answered when the server is started again', async () => {
    const dataFolder = temporaryFolder()
    try {
      const first = await testServer({ dataFolder })
      const { id } = await first.put('people.csv', people(12), query)
      const some = (names: number[]) => [
        { kind: 'event-attribute', key: 'org:resource', mode: 'mandatory', values: names.map(n => `Person ${n}`) },
      ]
      const six = [0, 1, 2, 3, 4, 5]
      expect(await first.call('POST', '/api/ask/size', { log: id, filter: some(six) })).toMatchObject({ status: 200 })
      await first.close()
      expect(filesWith(dataFolder, `${id}\\" event`)).not.toEqual([])
      const second = await testServer({ dataFolder })
      const differing = await second.call('POST', '/api/ask/size', { log: id, filter: some([...six, 6]) })
      expect(differing).toMatchObject({ status: 403, body: { error: { code: 'refused' } } })
      expect(await second.call('POST', '/api/ask/size', { log: id, filter: some(six) })).toMatchObject({ status: 200 })
      await second.call('DELETE', `/api/logs/${id}`)
      expect(filesWith(dataFolder, `${id}\\" event`)).toEqual([])
      await second.close()
    } finally {
      removeFolder(dataFolder)
    }
  })
})
