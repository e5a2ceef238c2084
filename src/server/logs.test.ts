import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../test/shared.ts'
import { csvLog, filesIn, filesWith, type ShownLog, type TestServer, testServer, until } from './server.fixture.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

const shown = async (id: string) =>
  (await server.call('GET', `/api/logs/${id}`)).body as unknown as ShownLog & {
    error: string | null
    problems: { kind: string }[]
  }
const summary = (log: string) => server.ask<{ cases: number; events: number; variants: number }>('summary', { log })
const jobOf = (answer: { body: unknown }) => (answer.body as { job: { id: string } }).job.id

describe('importing', () => {
  test('a file that is uploaded can be asked when its job is done', async () => {
    const answer = await server.call('POST', '/api/logs?name=orders.csv', csvLog(20))
    expect(answer.status).toBe(202)
    expect(answer.body).toMatchObject({ log: { name: 'orders', status: 'importing' }, job: { kind: 'import' } })
    const { id } = (answer.body as unknown as { log: { id: string } }).log
    await until('the import is done', async () => (await shown(id)).status === 'ready')
    expect(await shown(id)).toMatchObject({ cases: 20, events: 82, activities: 4, format: 'csv', error: null })
    expect(await summary(id)).toMatchObject({ cases: 20, events: 82, variants: 2 })
    expect(await server.call('GET', `/api/jobs/${jobOf(answer)}`)).toMatchObject({
      status: 200,
      body: { status: 'done' },
    })
    expect(filesIn(server.dataFolder).filter(file => /^(work|uploads)/.test(file))).toEqual([])
  })

  test('with wait=true the answer comes when the log is there', async () => {
    const log = await server.put('waited.csv', csvLog(5), '&title=My%20orders')
    expect(log).toMatchObject({ name: 'My orders', status: 'ready', cases: 5 })
    expect(log.sources).toEqual([expect.objectContaining({ name: 'waited.csv', kept: true, format: 'csv' })])
  })

  test('a mapping can be given, as JSON or by the id of a saved one', async () => {
    const mapping = { version: 1, caseId: 'case', activity: 'note', complete: 'time' }
    const direct = await server.put('m.csv', csvLog(3), `&mapping=${encodeURIComponent(JSON.stringify(mapping))}`)
    expect(await server.ask('summary', { log: direct.id })).toMatchObject({ activities: 1 })
    const saved = await server.call('POST', '/api/mappings', { name: 'by note', mapping })
    expect(saved.status).toBe(201)
    const byName = await server.put('m.csv', csvLog(3), `&mapping=${(saved.body as { id: string }).id}`)
    expect(byName.mapping).toEqual(direct.mapping)
    const wrong = await server.call('POST', '/api/logs?name=m.csv&mapping={"version":2}', csvLog(3))
    expect(wrong).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('version must be 1') } },
    })
  })

  test('a file that cannot be read is told with its place, and is kept to be tried again', async () => {
    const answer = await server.call(
      'POST',
      '/api/logs?wait=true&name=broken.xes',
      '<?xml version="1.0"?><log><trace><event',
    )
    expect(answer).toMatchObject({ status: 422, body: { error: { message: expect.stringContaining('broken.xes') } } })
    const logs = (await server.call('GET', '/api/logs')).body as unknown as ShownLog[]
    const failed = logs.find(log => log.name === 'broken')!
    expect(failed).toMatchObject({ status: 'failed', sources: [{ kept: true }] })
    const asked = await server.call('POST', '/api/ask/summary', { log: failed.id })
    expect(asked).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('was not imported') } },
    })
    expect((await server.ask<{ id: string }[]>('logs')).map(({ id }) => id)).not.toContain(failed.id)
    expect(filesIn(server.dataFolder).filter(file => file.startsWith('work'))).toEqual([])
    await server.call('DELETE', `/api/logs/${failed.id}`)
  })

  test('an empty body is refused', async () => {
    expect(await server.call('POST', '/api/logs?name=a.csv')).toMatchObject({ status: 400 })
    expect(await server.call('POST', '/api/logs?name=a.csv', '')).toMatchObject({ status: 400 })
  })

  test('columns about people are pseudonymised as proposed, and the file with the names does not stay', async () => {
    const text = csvLog(12).replaceAll(',x\n', ',Jane Roe\n').replace('note', 'employee')
    const log = await server.put('people.csv', text)
    expect(log.sources).toMatchObject([{ kept: false }])
    expect(filesWith(server.dataFolder, 'Jane Roe')).toEqual([])
    const again = await server.call('POST', `/api/logs/${log.id}/reimport`, {})
    expect(again).toMatchObject({ status: 409, body: { error: { message: expect.stringContaining('not kept') } } })
    const kept = await server.put('people.csv', text, '&keepSource=true')
    expect(kept.sources).toMatchObject([{ kept: true }])
    await server.call('DELETE', `/api/logs/${kept.id}`)
    expect(filesWith(server.dataFolder, 'Jane Roe')).toEqual([])
  })

  test('nor does it stay where the import is tried again, unless that is wished', async () => {
    const text = csvLog(12).replaceAll(',x\n', ',Jane Roe\n').replace('note', 'employee')
    const begun = (await server.call('POST', '/api/logs?name=people.csv', text)).body as unknown as {
      log: ShownLog
      job: { id: string }
    }
    await server.call('DELETE', `/api/jobs/${begun.job.id}`)
    const stopped = (await server.call('GET', `/api/logs/${begun.log.id}`)).body
    expect(stopped).toMatchObject({ status: 'cancelled', sources: [{ kept: true }] })
    const again = (keep: object) => server.call('POST', `/api/logs/${begun.log.id}/import`, { wait: true, ...keep })
    expect(await again({ keepSource: true })).toMatchObject({ body: { log: { sources: [{ kept: true }] } } })
    expect(await again({})).toMatchObject({ body: { log: { sources: [{ kept: true }] } } })
    expect(await again({ keepSource: false })).toMatchObject({ body: { log: { sources: [{ kept: false }] } } })
    await server.call('DELETE', `/api/logs/${begun.log.id}`)
    const second = (await server.call('POST', '/api/logs?name=people.csv', text)).body as unknown as typeof begun
    await server.call('DELETE', `/api/jobs/${second.job.id}`)
    const tried = await server.call('POST', `/api/logs/${second.log.id}/import`, { wait: true })
    expect(tried).toMatchObject({ status: 201, body: { log: { sources: [{ kept: false }] } } })
    expect(filesWith(server.dataFolder, 'Jane Roe')).toEqual([])
    await server.call('DELETE', `/api/logs/${second.log.id}`)
  })
})

describe('proposing', () => {
  test('shows format, mapping, reasons and rows, and the same upload can then be imported', async () => {
    const answer = await server.call('POST', '/api/logs/propose?name=orders.csv', csvLog(30))
    expect(answer).toMatchObject({
      status: 200,
      body: {
        format: 'csv',
        upload: { name: 'orders.csv' },
        proposal: { mapping: { caseId: { columns: ['case'] }, activity: { columns: ['activity'] } }, rowCount: 123 },
        preview: { columns: ['case', 'activity', 'time', 'note'] },
      },
    })
    const { upload, proposal } = answer.body as unknown as { upload: { id: string }; proposal: { mapping: object } }
    const mapping = { ...proposal.mapping, activity: { columns: ['activity', 'note'], separator: '/' } }
    const imported = await server.call('POST', `/api/uploads/${upload.id}/import`, {
      mapping,
      title: 'joined',
      wait: true,
    })
    expect(imported).toMatchObject({ status: 201, body: { log: { name: 'joined', cases: 30 } } })
    const { id } = (imported.body as unknown as { log: { id: string } }).log
    expect(await server.ask('activities', { log: id })).toMatchObject({ activity: ['b/x', 'a/x', 'c/x', 'd/x'] })
    expect(await server.call('POST', `/api/uploads/${upload.id}/propose`, {})).toMatchObject({ status: 404 })
  })

  test('an upload can be taken back', async () => {
    const upload = (await server.call('POST', '/api/uploads?name=a.csv', csvLog(2))).body as { id: string }
    expect((await server.call('GET', '/api/uploads')).body).toMatchObject([{ id: upload.id, name: 'a.csv' }])
    expect(await server.call('DELETE', `/api/uploads/${upload.id}`)).toMatchObject({ status: 204 })
    expect((await server.call('GET', '/api/uploads')).body).toEqual([])
    expect(filesIn(server.dataFolder).filter(file => file.startsWith('uploads'))).toEqual([])
  })

  test('a format that says itself what is what proposes nothing', async () => {
    const xes = '<log xes.version="1.0"><trace><event><string key="concept:name" value="a"/></event></trace></log>'
    const answer = await server.call('POST', '/api/logs/propose?name=a.xes', xes)
    expect(answer).toMatchObject({ status: 200, body: { format: 'xes', proposal: null, preview: null } })
  })

  test('content that is no log is refused with a reason', async () => {
    const bytes = Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251)
    expect(await server.call('POST', '/api/logs/propose?name=a.bin', bytes)).toMatchObject({ status: 422 })
  })
})

describe('changing', () => {
  test('a log can be renamed, and answers under its new name', async () => {
    const { id } = await server.put('old.csv', csvLog(3))
    expect(await server.call('PATCH', `/api/logs/${id}`, { name: '  Neu ✓ ' })).toMatchObject({
      body: { name: 'Neu ✓' },
    })
    expect(await server.ask('describe', { log: id })).toMatchObject({ name: 'Neu ✓' })
    expect(await server.ask('logs')).toContainEqual({ id, name: 'Neu ✓' })
    for (const name of ['', 'a\nb', 'x'.repeat(201), '\ud800'])
      expect(await server.call('PATCH', `/api/logs/${id}`, { name })).toMatchObject({ status: 400 })
  })

  test('events of a further file are appended under the saved mapping, as if both had been one file', async () => {
    const first = await server.put('part.csv', csvLog(10))
    const appended = await server.call(
      'POST',
      `/api/logs/${first.id}/append?wait=true&name=more.csv`,
      csvLog(15, 'y', 5),
    )
    expect(appended).toMatchObject({
      status: 201,
      body: { log: { cases: 20, events: 41 + 62 }, job: { kind: 'append' } },
    })
    const whole = await server.put('whole.csv', `${csvLog(10)}${csvLog(15, 'y', 5).split('\n').slice(1).join('\n')}`)
    const { name: _, ...one } = await server.ask('summary', { log: first.id })
    const { name: __, ...other } = await server.ask('summary', { log: whole.id })
    expect(one).toEqual(other)
    expect((await shown(first.id)).sources.map(({ name }) => name)).toEqual(['part.csv', 'more.csv'])
  })

  test('after many appends the log is still the sum of its files, and can be read again from them', async () => {
    const { id } = await server.put('p0.csv', csvLog(2))
    for (let i = 1; i <= 8; i++)
      expect(
        await server.call('POST', `/api/logs/${id}/append?wait=true&name=p${i}.csv`, csvLog(2, 'x', 2 * i)),
      ).toMatchObject({
        status: 201,
      })
    const before = await server.ask('arcs', { log: id, quantiles: true })
    expect(await summary(id)).toMatchObject({ cases: 18, events: 73 })
    expect(await server.call('POST', `/api/logs/${id}/reimport`, { wait: true })).toMatchObject({
      status: 201,
      body: { log: { cases: 18, events: 73 } },
    })
    expect(await server.ask('arcs', { log: id, quantiles: true })).toEqual(before)
  })

  test('a log can be read again with another mapping', async () => {
    const { id } = await server.put('again.csv', csvLog(4))
    const mapping = { version: 1, caseId: 'activity', activity: 'case', complete: 'time' }
    const answer = await server.call('POST', `/api/logs/${id}/reimport`, { mapping, wait: true })
    expect(answer).toMatchObject({
      status: 201,
      body: { log: { cases: 4, activities: 4, mapping: { caseId: { columns: ['activity'] } } } },
    })
    expect(await summary(id)).toMatchObject({ cases: 4, variants: 1 })
  })

  test('a log can be replaced by another file; where that fails it stays as it was', async () => {
    const { id } = await server.put('one.csv', csvLog(4))
    expect(await server.call('POST', `/api/logs/${id}/replace?wait=true&name=two.csv`, csvLog(7))).toMatchObject({
      body: { log: { cases: 7, sources: [{ name: 'two.csv' }] } },
    })
    const failed = await server.call(
      'POST',
      `/api/logs/${id}/replace?wait=true&name=three.csv`,
      'no,such\ncolumns,here\n',
    )
    expect(failed.status).toBe(422)
    expect(await shown(id)).toMatchObject({
      status: 'ready',
      cases: 7,
      error: expect.any(String),
      sources: [{ name: 'two.csv' }],
    })
    expect(await summary(id)).toMatchObject({ cases: 7 })
    const versions = filesIn(server.dataFolder).filter(file => file.startsWith(`logs/${id}`))
    expect(new Set(versions.map(file => file.split('/')[2])).size).toBe(1)
    expect(filesIn(server.dataFolder).filter(file => file.startsWith(`sources/${id}`))).toHaveLength(1)
  })

  test('a question under way ends on the log it began with when the log is replaced or deleted', async () => {
    const { id } = await server.put('busy.csv', csvLog(1500))
    const asked = Promise.all(
      ['arcs', 'variants', 'eventuallyFollows'].map(question => server.ask(question, { log: id })),
    )
    const deleted = server.call('DELETE', `/api/logs/${id}`)
    const answers = await asked.catch(error => error as Error)
    expect((await deleted).status).toBe(204)
    if (answers instanceof Error) expect(answers.message).toContain('There is no log')
    else expect(answers).toHaveLength(3)
  })
})

describe('deleting', () => {
  test('leaves nothing of a log in the data folder', async () => {
    const secret = 'planted-secret-0815'
    const log = await server.put(`${secret}.csv`, csvLog(50, secret), `&title=${secret}`)
    await server.call('POST', '/api/views', { log: log.id, name: secret, filter: [{ kind: 'cases', ids: [secret] }] })
    await server.call('POST', `/api/logs/${log.id}/append?wait=true&name=b.csv`, csvLog(5, secret))
    await server.call('POST', `/api/logs/${log.id}/append?wait=true&name=${secret}`, `no log but ${secret}`)
    await server.ask('values', { log: log.id, scope: 'case', key: 'note' })
    expect(filesWith(server.dataFolder, secret).length).toBeGreaterThan(2)
    const uploads = (await server.call('GET', '/api/uploads')).body as unknown as { id: string; name: string }[]
    for (const upload of uploads) await server.call('DELETE', `/api/uploads/${upload.id}`)
    expect(await server.call('DELETE', `/api/logs/${log.id}`)).toMatchObject({ status: 204 })
    expect(filesWith(server.dataFolder, secret)).toEqual([])
    expect(filesIn(server.dataFolder).filter(file => file.includes(log.id))).toEqual([])
    for (const path of [`/api/logs/${log.id}`, `/api/views?log=${log.id}`]) {
      const answer = await server.call('GET', path)
      expect(answer.status === 404 || answer.text === '[]').toBe(true)
    }
    expect(await server.call('DELETE', `/api/logs/${log.id}`)).toMatchObject({ status: 404 })
  })

  test('stops the import of the log first', async () => {
    const answer = await server.call('POST', '/api/logs?name=long.csv', csvLog(10_000))
    const { id } = (answer.body as unknown as { log: { id: string } }).log
    expect(await server.call('DELETE', `/api/logs/${id}`)).toMatchObject({ status: 204 })
    expect(await server.call('GET', `/api/jobs/${jobOf(answer)}`)).toMatchObject({ status: 404 })
    expect(filesIn(server.dataFolder).filter(file => file.includes(id) || file.startsWith('work'))).toEqual([])
  })
})

describe('jobs', () => {
  test('tell their progress as server-sent events until they have ended', async () => {
    const answer = await server.call('POST', '/api/logs?name=told.csv', csvLog(8000))
    const events = await fetch(`${server.url}/api/jobs/${jobOf(answer)}/events`)
    expect(events.headers.get('content-type')).toContain('text/event-stream')
    expect(events.headers.get('content-security-policy')).toContain("default-src 'self'")
    const told = (await events.text())
      .split('\n\n')
      .filter(part => part.startsWith('event: job'))
      .map(
        part =>
          JSON.parse(part.slice(part.indexOf('data: ') + 6)) as {
            status: string
            progress: { done: number; total: number } | null
          },
      )
    expect(told.at(-1)).toMatchObject({ status: 'done' })
    const progress = told.flatMap(job => (job.progress ? [job.progress] : []))
    expect(progress.length).toBeGreaterThan(1)
    for (const { done, total } of progress) if (total !== null) expect(done).toBeLessThanOrEqual(total)
    const late = await (await fetch(`${server.url}/api/jobs/${jobOf(answer)}/events`)).text()
    expect(late).toContain('"status":"done"')
  })

  test('can be cancelled, and leave nothing', async () => {
    const answer = await server.call('POST', '/api/logs?name=stopped.csv', csvLog(10_000))
    const { id } = (answer.body as unknown as { log: { id: string } }).log
    const cancelled = await server.call('DELETE', `/api/jobs/${jobOf(answer)}`)
    expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled' } })
    expect(await shown(id)).toMatchObject({ status: 'cancelled', cases: null })
    expect(filesIn(server.dataFolder).filter(file => file.startsWith('work') || file.startsWith(`logs/${id}`))).toEqual(
      [],
    )
    expect(await server.call('POST', `/api/logs/${id}/import`)).toMatchObject({ status: 202 })
    const again = await server.call('POST', `/api/logs/${id}/import`, { wait: true })
    expect(again).toMatchObject({ status: 201, body: { log: { status: 'ready', cases: 10_000 } } })
  })

  test('wait for each other, and too many are refused without losing the upload', async () => {
    const small = await testServer({ limits: { jobsAtOnce: 1, jobsWaiting: 1 } })
    try {
      const answers = []
      for (let i = 0; i < 3; i++) answers.push(await small.call('POST', `/api/logs?name=l${i}.csv`, csvLog(10_000)))
      expect(answers.map(answer => answer.status)).toEqual([202, 202, 429])
      expect((await small.call('GET', '/api/uploads')).body).toMatchObject([{ name: 'l2.csv' }])
      expect((await small.call('GET', '/api/jobs')).body).toMatchObject([{ status: 'queued' }, { status: 'running' }])
      expect(await small.call('DELETE', `/api/jobs/${jobOf(answers[1]!)}`)).toMatchObject({
        body: { status: 'cancelled' },
      })
      await until('the first is done', async () => {
        const jobs = (await small.call('GET', '/api/jobs')).body as unknown as { status: string }[]
        return jobs.at(-1)!.status === 'done'
      })
      expect((await small.ask<unknown[]>('logs')).length).toBe(1)
    } finally {
      await small.close()
    }
  })

  test('the server goes on answering while a file is read', async () => {
    const { id } = await server.put('quick.csv', csvLog(10))
    const answer = await server.call('POST', '/api/logs?name=slow.csv', csvLog(10_000))
    let answered = 0
    for (;;) {
      await summary(id)
      const { status } = (await server.call('GET', `/api/jobs/${jobOf(answer)}`)).body as { status: string }
      if (status === 'done') break
      answered++
    }
    expect(answered).toBeGreaterThan(3)
  })

  test('that do not exist are not there', async () => {
    for (const path of ['/api/jobs/none', '/api/jobs/none/events'])
      expect(await server.call('GET', path)).toMatchObject({ status: 404 })
    expect(await server.call('DELETE', '/api/jobs/none')).toMatchObject({ status: 404 })
  })
})

describe('exporting', () => {
  test.each([
    ['xes', 'xes'],
    ['csv', 'csv'],
    ['json', 'jsonl'],
  ])('a log that is written as %s and read again is the same', async (format, extension) => {
    const log = await server.put('round.csv', csvLog(25))
    const exported = await fetch(`${server.url}/api/logs/${log.id}/export?format=${format}`)
    expect(exported.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''round.${extension}`)
    expect(exported.headers.get('x-parfocal-lost')).toBeNull()
    const again = await server.put(`round.${extension}`, new Uint8Array(await exported.arrayBuffer()))
    expect(await server.ask('summary', { log: again.id })).toEqual(await server.ask('summary', { log: log.id }))
    expect(await server.ask('variants', { log: again.id })).toEqual(await server.ask('variants', { log: log.id }))
  })
  test('what a format has no place for is told with the file', async () => {
    const xes = '<log><string key="source" value="ERP"/><trace><string key="concept:name" value="A"/></trace></log>'
    const { id } = await server.put('lost.xes', xes)
    const as = (format: string) => fetch(`${server.url}/api/logs/${id}/export?format=${format}`)
    expect((await as('xes')).headers.get('x-parfocal-lost')).toBeNull()
    for (const format of ['csv', 'json'])
      expect((await as(format)).headers.get('x-parfocal-lost')).toBe('lost-log-attributes=1,lost-empty-cases=1')
  })

  test('a format that cannot be written is refused with those that can', async () => {
    const { id } = await server.put('round.csv', csvLog(2))
    expect(await server.call('GET', `/api/logs/${id}/export?format=pdf`)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('xes') } },
    })
  })
})

describeShared('a published log', 'data/logs/pm4py-receipt/receipt.csv', () => {
  test('answers over HTTP with its published numbers, from XES and from CSV', async () => {
    const folder = 'data/logs/pm4py-receipt'
    for (const file of ['08_receipt.xes.gz', 'receipt.csv']) {
      const log = await server.put(file, readFileSync(sharedPath(folder, file)))
      expect(await server.ask('summary', { log: log.id })).toMatchObject({
        cases: 1434,
        events: 8577,
        activities: 27,
        variants: 116,
      })
    }
  })
})

describeShared('an object-centric log', 'data/logs/pm4py-ocel/ocel20_example.sqlite', () => {
  test.each(['ocel20_example.sqlite', 'ocel20_example.xmlocel', 'ocel20_example.jsonocel'])(
    'says which objects could be its cases, and is imported by the chosen one: %s',
    async name => {
      const bytes = readFileSync(sharedPath('data/logs/pm4py-ocel', name))
      const found = (await server.call('POST', `/api/logs/propose?name=${name}`, bytes)).body as unknown as {
        upload: { id: string }
        objectTypes: { name: string; objects: number }[]
      }
      expect(found.objectTypes.length).toBeGreaterThan(1)
      for (const { name: objectType, objects } of found.objectTypes.slice(0, 2)) {
        const log = await server.put(name, bytes, `&objectType=${encodeURIComponent(objectType)}`)
        expect(log.cases).toBeLessThanOrEqual(objects)
        expect(log.sources).toMatchObject([{ objectType }])
      }
      await server.call('DELETE', `/api/uploads/${found.upload.id}`)
    },
  )
})
