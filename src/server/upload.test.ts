import { request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { csvLog, filesIn, type TestServer, testServer, until } from './server.fixture.ts'

const MB = 2 ** 20
let server: TestServer
beforeEach(async () => {
  server = await testServer({ limits: { uploadBytes: MB, uploadsAtOnce: 2, idleMs: 700 } })
})
afterEach(() => server.close())

const head = (headers: string) =>
  `POST /api/logs?name=big.csv HTTP/1.1\r\nHost: localhost\r\nx-parfocal: 1\r\n${headers}\r\n\r\n`
const nothingLeft = () => filesIn(server.dataFolder).filter(file => /^(work|uploads|sources|logs)\//.test(file))

/** A socket that has sent `bytes`, what it was answered, and whether the server has closed it. */
function open(bytes: string) {
  const { port } = new URL(server.url)
  const state = { text: '', closed: false }
  const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes))
  socket.setEncoding('utf8')
  socket.on('data', chunk => {
    state.text += chunk
  })
  socket.on('close', () => {
    state.closed = true
  })
  socket.on('error', () => undefined)
  return { socket, state }
}

describe('an upload', () => {
  test('that says to be too large is refused before it is sent', async () => {
    const { state } = open(head(`Content-Length: ${2 * MB}`))
    await until('it is answered', () => state.text.includes('\r\n\r\n'))
    expect(state.text).toContain('HTTP/1.1 413')
    expect(state.text.toLowerCase()).toContain('connection: close')
    expect(state.text).toContain(`larger than ${MB} bytes`)
    await until('the connection is closed', () => state.closed)
    expect(nothingLeft()).toEqual([])
  })

  test('that turns out too large is stopped on the way, and nothing of it stays', async () => {
    let sent = 0
    const chunk = Buffer.alloc(64 << 10, 'a')
    const { port } = new URL(server.url)
    const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const upload = request(
        { host: '127.0.0.1', port, method: 'POST', path: '/api/logs?name=big.csv', headers: { 'x-parfocal': '1' } },
        response => {
          let text = ''
          response.on('data', part => {
            text += part
          })
          response.on('end', () => resolve({ status: response.statusCode!, text }))
          response.on('error', reject)
        },
      )
      let answered = false
      upload.on('response', () => {
        answered = true
      })
      upload.on('error', error => (answered ? undefined : reject(error)))
      const more = () => {
        if (answered || sent > 200 * MB) return
        sent += chunk.length
        if (upload.write(chunk)) setImmediate(more)
        else upload.once('drain', more)
      }
      more()
    })
    expect(answer.status).toBe(413)
    expect(answer.text).toContain('too-large')
    expect(sent).toBeLessThan(100 * MB)
    await until('it is cleared away', () => nothingLeft().length === 0)
    expect((await server.call('GET', '/api/logs')).body).toEqual([])
  })

  test('of just the limit is taken', async () => {
    const text = csvLog(100)
    const bytes = text + `case-x,a,2024-01-01T00:00:00Z,${'y'.repeat(MB)}`.slice(0, MB - text.length)
    expect(bytes.length).toBe(MB)
    expect(await server.call('POST', '/api/uploads?name=full.csv', bytes)).toMatchObject({
      status: 201,
      body: { bytes: MB },
    })
    expect(await server.call('POST', '/api/uploads?name=full.csv', `${bytes}y`)).toMatchObject({ status: 413 })
  })

  test('that is cut off midway is not kept', async () => {
    for (const headers of ['Content-Length: 500000', 'Transfer-Encoding: chunked']) {
      const body = headers.startsWith('T') ? '5\r\ncase,\r\n' : 'case,activity\n'
      const { socket } = open(head(headers) + body)
      await until('it arrives', () => filesIn(server.dataFolder).some(file => file.startsWith('work/')))
      socket.destroy()
      await until('it is cleared away', () => nothingLeft().length === 0)
    }
    expect((await server.call('GET', '/api/logs')).body).toEqual([])
    expect((await server.call('GET', '/api/uploads')).body).toEqual([])
  })

  test('that does not go on is given up', async () => {
    const { state } = open(`${head('Content-Length: 500000')}case,activity\n`)
    await until('it is given up', () => state.closed || state.text.includes('408'))
    await until('it is cleared away', () => nothingLeft().length === 0)
    await until('the connection is closed', () => state.closed)
  })

  test('beside too many others is refused', async () => {
    const slow = [open(`${head('Content-Length: 5000')}a`), open(`${head('Content-Length: 5000')}a`)]
    await until('they arrive', () => filesIn(server.dataFolder).filter(file => file.startsWith('work/')).length === 2)
    expect(await server.call('POST', '/api/uploads?name=c.csv', 'x,y\n')).toMatchObject({
      status: 429,
      body: { error: { code: 'too-many-uploads' } },
    })
    for (const { socket } of slow) socket.destroy()
    await until('they are gone', () => nothingLeft().length === 0)
    expect(await server.call('POST', '/api/uploads?name=c.csv', 'x,y\n')).toMatchObject({ status: 201 })
  })

  test('does not fill the memory', async () => {
    await server.close()
    server = await testServer({ limits: { uploadBytes: 400 * MB } })
    const before = process.memoryUsage()
    let most = 0
    const chunk = Buffer.alloc(1 << 20, 'x')
    const { port } = new URL(server.url)
    const status = await new Promise<number>((resolve, reject) => {
      const upload = request(
        { host: '127.0.0.1', port, method: 'POST', path: '/api/uploads?name=big.csv', headers: { 'x-parfocal': '1' } },
        response => resolve(response.statusCode!),
      )
      upload.on('error', reject)
      let sent = 0
      const more = () => {
        const { arrayBuffers, external } = process.memoryUsage()
        most = Math.max(most, arrayBuffers + external - before.arrayBuffers - before.external)
        if (sent++ === 300) upload.end()
        else if (upload.write(chunk)) setImmediate(more)
        else upload.once('drain', more)
      }
      more()
    })
    expect(status).toBe(201)
    expect(most).toBeLessThan(150 * MB)
  })

  test('keeps its name whatever that is, and names no path', async () => {
    for (const name of [
      '../../../etc/passwd',
      '..\\..\\x.csv',
      '/abs/olute.csv',
      'ü 🙂.csv',
      'CON',
      '.hidden',
      '-rf',
      '=cmd|x.csv',
    ]) {
      const answer = await server.call('POST', `/api/uploads?name=${encodeURIComponent(name)}`, csvLog(2))
      expect(answer).toMatchObject({ status: 201, body: { name } })
      const { id } = answer.body as { id: string }
      expect(id).toMatch(/^[0-9a-f-]{36}$/)
      expect(filesIn(server.dataFolder)).toContain(`uploads/${id}`)
    }
    expect(filesIn(server.dataFolder).filter(file => file.startsWith('uploads/'))).toHaveLength(8)
    for (const name of ['a%00b.csv', 'a%0d%0ab'])
      expect(await server.call('POST', `/api/uploads?name=${name}`, 'x')).toMatchObject({ status: 400 })
  })
})
