import { expect, test } from 'vitest'
import { csvLog, filesIn, type TestServer, testServer, until } from './server.fixture.ts'

/** Larger than what lies in buffers between server and reader. */
const wide = csvLog(500, 'x'.repeat(12_000))
const EVENTS = 500 * 4 + 50

const hasRoom = (server: TestServer, id: string) =>
  until('there is room', async () => (await server.call('GET', `/api/logs/${id}/fingerprint`)).status === 200)

test('an export that nobody takes is cut off and makes room', async () => {
  const server = await testServer({ limits: { wholeLogs: 1, exportIdleMs: 200 } })
  try {
    const { id } = await server.put('wide.csv', wide)
    const stands = await fetch(`${server.url}/api/logs/${id}/export?format=csv`)
    expect(stands.status).toBe(200)
    await hasRoom(server, id)
    await expect(stands.arrayBuffer()).rejects.toThrow()
  } finally {
    await server.close()
  }
})

test('while a log is exported its questions are answered; the export ends with its reader, and outlives its log', async () => {
  const server = await testServer({ limits: { wholeLogs: 1, wholeLogsWaiting: 1 } })
  try {
    const { id } = await server.put('wide.csv', wide)
    const path = `/api/logs/${id}/export?format=csv`
    const reader = new AbortController()
    await fetch(`${server.url}${path}`, { signal: reader.signal })
    expect(await server.ask('size', { log: id })).toMatchObject({ cases: 500 })
    const others = await Promise.race(
      [1, 2].map(() => server.call('GET', `/api/logs/${id}/fingerprint`).then(answer => [answer])),
    )
    expect(others).toMatchObject([{ status: 429, body: { error: { code: 'too-many-exports' } } }])
    reader.abort()
    await hasRoom(server, id)
    const kept = await fetch(`${server.url}${path}`)
    expect(await server.call('DELETE', `/api/logs/${id}`)).toMatchObject({ status: 204 })
    expect(filesIn(server.dataFolder).filter(file => file.includes(id))).toEqual([])
    expect((await kept.text()).trimEnd().split('\n')).toHaveLength(1 + EVENTS)
    expect(await server.call('GET', path)).toMatchObject({ status: 404 })
  } finally {
    await server.close()
  }
})
