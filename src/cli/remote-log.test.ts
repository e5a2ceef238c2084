import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type RunningServer, startServer } from '../server/index.ts'
import { parfocal } from './cli.fixture.ts'
import { samplePath } from './commands/serve.ts'

const TOKEN = 'a token of a test'.replaceAll(' ', '-')
const options = { dataFolder: null, port: 0, webRoot: null, handleSignals: false, sample: samplePath() }
let server: RunningServer
let closed: RunningServer

beforeAll(async () => {
  server = await startServer(options)
  closed = await startServer({ ...options, token: TOKEN })
})
afterAll(async () => {
  await server.close()
  await closed.close()
})

const remote = (...words: string[]) => parfocal(...words, '--server', server.url)
const json = async (...words: string[]) => {
  const { code, out, err } = await parfocal(...words, '--json')
  expect(code, err).toBe(0)
  return JSON.parse(out)
}
const onServer = (...words: string[]) => json(...words, '--server', server.url)
const NAME = 'order-to-cash'
const cancelled = '[{"kind":"activity","mode":"mandatory","activities":["Cancel order"]}]'

describe('a log on a server', () => {
  test.each([
    ['map'],
    ['map', '--happy-path'],
    ['map', '--activities', '50', '--where', cancelled],
    ['variants'],
    ['variants', '--classifier', 'activity', '--level', 'instance'],
    ['variants', '--limit', '3', '--where', cancelled],
    ['ask rework'],
    ['ask longest-waits', '--where', cancelled],
  ])('answers as its file does: %s %s %s', async (command, ...more) => {
    const words = command.split(' ')
    const file = await parfocal(...words, samplePath(), ...more)
    const there = await remote(...words, NAME, ...more)
    expect([there.code, there.out]).toEqual([file.code, file.out])
    expect(there.code, there.err).toBe(0)
    expect(await onServer(...words, NAME, ...more)).toEqual(await json(...words, samplePath(), ...more))
  })
  test('is described as its file is, people aside', async () => {
    const { attributes, mapping, ...there } = await onServer('info', NAME)
    const { attributes: own, mapping: read, ...file } = await json('info', samplePath())
    expect({ ...there, problems: [] }).toEqual({ ...file, name: NAME, problems: [] })
    expect(mapping).toMatchObject({ caseId: read.caseId, activity: read.activity })
    expect(attributes.map(({ key }: { key: string }) => key)).toEqual(own.map(({ key }: { key: string }) => key))
    expect((await remote('info', NAME)).out).toMatch(/^cases +1000$/m)
  })
  test('is named by its id, too', async () => {
    const [{ id }] = (await (await fetch(`${server.url}/api/logs`)).json()) as [{ id: string }]
    expect(await onServer('variants', id)).toEqual(await onServer('variants', NAME))
  })
  test('that is not there, or not named, is answered by the list of logs', async () => {
    for (const words of [['map'], ['map', 'nothing']]) {
      const { code, out, err } = await remote(...words)
      expect([code, out]).toEqual([2, ''])
      expect(err).toMatch(/^ {2}\S+ {2}order-to-cash$/m)
    }
  })
  test('that has a name with others is to be named by its id', async () => {
    const body = new Uint8Array(readFileSync(samplePath()))
    const headers = { 'x-parfocal': '1', 'content-type': 'application/octet-stream' }
    const ids: string[] = []
    for (const _ of [1, 2]) {
      const made = await fetch(`${server.url}/api/logs?wait=true&name=twin`, { method: 'POST', headers, body })
      expect(made.status).toBe(201)
      ids.push(((await made.json()) as { log: { id: string } }).log.id)
    }
    const { code, err } = await remote('variants', 'twin.csv')
    const { code: same, err: several } = await remote('variants', 'twin')
    expect([code, same]).toEqual([2, 2])
    expect(err).toContain('has no log "twin.csv"')
    expect(several).toContain('Several')
    for (const id of ids) expect(several).toContain(id)
    expect(several).not.toContain(NAME)
  })
})

describe('the rules of the server', () => {
  const one = '[{"kind":"event-attribute","key":"org:resource","mode":"mandatory","values":["Jost Reh"]}]'
  test('hold for answers about people, which nothing here lifts', async () => {
    expect(await remote('map', NAME, '--where', one)).toMatchObject({ code: 4, out: '' })
    const lifted = await remote('map', NAME, '--where', one, '--show-people')
    expect(lifted).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--show-people') })
    expect((await remote('ask', 'handovers', NAME)).out).not.toContain('Jost Reh')
  })
  test('a server with a token wants it, from the option or the environment', async () => {
    const ask = (...words: string[]) => parfocal('variants', NAME, '--limit', '1', '--server', closed.url, ...words)
    expect(await ask()).toMatchObject({ code: 4, out: '', err: expect.stringContaining('PARFOCAL_TOKEN') })
    expect(await ask('--token', 'wrong')).toMatchObject({ code: 4, err: expect.stringContaining('does not know') })
    expect(await ask('--token', TOKEN)).toMatchObject({ code: 0, err: '' })
    vi.stubEnv('PARFOCAL_TOKEN', TOKEN)
    expect(await ask()).toMatchObject({ code: 0, err: '' })
    vi.unstubAllEnvs()
  })
  test('what it cannot do is said in its words', async () => {
    expect(await remote('variants', NAME, '--classifier', 'colour')).toMatchObject({
      code: 2,
      err: expect.stringContaining('"colour"'),
    })
    expect(await remote('ask', 'example', NAME, '--almost-all', '7')).toMatchObject({ code: 2 })
  })
})

describe('trouble on the way', () => {
  test('a server that is not there is told from a fault', async () => {
    const other = createServer()
    await new Promise<void>(done => other.listen(0, '127.0.0.1', done))
    const gone = `127.0.0.1:${(other.address() as AddressInfo).port}`
    await new Promise(done => other.close(done))
    expect(await parfocal('info', NAME, '--server', gone)).toEqual({
      code: 3,
      out: '',
      err: `parfocal: The server at http://${gone} cannot be reached: nothing listens there.\n`,
    })
  })
  test.each([
    [200, {}, '<p>hello', 'no Parfocal server'],
    [404, {}, 'nothing', 'no Parfocal server'],
    [308, { location: 'https://elsewhere.example/' }, '', 'https://elsewhere.example/'],
    [500, {}, '{"error":{"code":"internal","message":"It broke."}}', 'It broke.'],
  ])('what is no answer is not taken for one: %i', async (status, headers, body, said) => {
    const other = createServer((_, response) => response.writeHead(status, headers).end(body))
    await new Promise<void>(done => other.listen(0, '127.0.0.1', done))
    const { port } = other.address() as AddressInfo
    const ended = await parfocal('info', NAME, '--server', `http://127.0.0.1:${port}/`)
    other.close()
    expect(ended).toMatchObject({ code: 3, out: '', err: expect.stringContaining(said) })
  })
  test.each([
    [['--server', 'ftp://host']],
    [['--server', 'http://a b']],
    [['--server', 'localhost:1', '--mapping', 'x.json']],
    [['--server', 'localhost:1', '--token', 'a\nb']],
    [['--token', 'without-a-server']],
  ])('wrong use is code 2: %j', async words => {
    const ended = await parfocal('info', NAME, ...words)
    expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--') })
  })
})
