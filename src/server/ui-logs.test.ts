import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { strFromU8, unzipSync, zipSync } from 'fflate'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { remoteTasks, type TaskQuestion } from '../analyses/index.ts'
import { taskEditsContract } from '../analyses/task-mining/task-edits.contract.ts'
import { lifted, shared, taskEngineContract } from '../analyses/task-mining/task-engine.contract.ts'
import { taskLogs } from '../analyses/task-mining/task-engine.examples.fixture.ts'
import type { Json } from '../base/json.ts'
import { openUiLogFolder } from '../formats/index.node.ts'
import { writeUiLines } from '../formats/index.ts'
import type { UiLog } from '../log/ui-log.ts'
import { uiLog } from '../log/ui-notation.ts'
import { noEdits } from '../tasks/index.ts'
import type { ServerOptions } from './options.ts'
import {
  filesIn,
  filesWith,
  removeFolder,
  type TestServer,
  temporaryFolder,
  testServer,
  until,
} from './server.fixture.ts'
import { uiAnswerSchemas } from './ui-answer-schemas.ts'

const key = { id: 'r', steps: ['a'] }
/** One of each kind. */
const everyEdit = {
  version: 1,
  tasks: [{ recording: null, task: 'T' }],
  names: { a: 'A' },
  routines: [
    { kind: 'rename', routine: key, name: 'X' },
    { kind: 'merge', routines: [key, key], name: 'X' },
    { kind: 'split', routine: key, variants: [['a']], name: 'X' },
    { kind: 'trim', routine: key, first: { class: 'a', nth: 0 }, last: { class: 'a', nth: 1 } },
    { kind: 'reject', routine: key, reason: 'no' },
  ],
  candidates: { r: { ruleShare: 1 } },
  assumptions: { catalogue: { base: 1, perStep: 1, perApplication: 0, contingency: 0 }, currency: 'CHF' },
}
const sample = (name: string) => readFileSync(fileURLToPath(new URL(`../../samples/${name}`, import.meta.url)))
const OWNER = 'the-token-of-the-owner'
const owner = { authorization: `Bearer ${OWNER}` }
interface ShownUiLog {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly format: string | null
  readonly events: number | null
  readonly recordings: number | null
  readonly capture: readonly string[]
  readonly problems: readonly { readonly kind: string }[]
  readonly upload: string | null
}
interface Started {
  readonly uiLog: ShownUiLog
  readonly job: { readonly id: string; readonly status: string; readonly kind: string }
}

let servers: TestServer[] = []
const start = async (options: Partial<ServerOptions> = {}) => {
  const server = await testServer(options)
  servers.push(server)
  return server
}
afterEach(async () => {
  for (const server of servers) await server.close()
  servers = []
})
const lines = (log: UiLog) => Buffer.concat([...writeUiLines(log)])

async function upload(server: TestServer, name: string, bytes: string | Uint8Array, headers = {}): Promise<string> {
  const answer = await server.call('POST', `/api/uploads?name=${name}`, bytes, headers)
  if (answer.status !== 201) throw new Error(answer.text)
  return (answer.body as { id: string }).id
}
async function put(server: TestServer, name: string, bytes: string | Uint8Array, more = {}, headers = {}) {
  const body = { upload: await upload(server, name, bytes, headers), wait: true, ...more }
  const answer = await server.call('POST', '/api/ui-logs', body, headers)
  if (answer.status !== 201) throw new Error(answer.text)
  return (answer.body as unknown as Started).uiLog
}
const tasksOf = (server: TestServer, id: string, headers = {}) =>
  remoteTasks(id, async ({ method, path, body }, cancel) => {
    cancel?.throwIfCancelled()
    return (await server.call(method, path, body, headers)).body
  })

describe('questions to a server', () => {
  let gated: TestServer
  let open: TestServer
  beforeAll(async () => {
    gated = await testServer()
    open = await testServer({ liftPersonGate: true })
  })
  afterAll(async () => {
    await gated.close()
    await open.close()
  })
  const known = new Map<string, string>()
  taskEngineContract(
    'a server',
    async (log, rule) => {
      const server = rule.minimum === null ? open : gated
      const key = `${server.url} ${Object.keys(taskLogs).find(name => taskLogs[name] === log)}`
      if (!known.has(key)) known.set(key, (await put(server, 'picture.ui.jsonl', lines(log))).id)
      return tasksOf(server, known.get(key)!)
    },
    [shared, lifted],
  )
  taskEditsContract('a server', async (log, rule) => {
    const server = rule.minimum === null ? open : gated
    return tasksOf(server, (await put(server, 'edited.ui.jsonl', lines(log))).id)
  })

  test('are answered as their schemas say, and with nothing else', async () => {
    const { id } = await put(gated, 'd.ui.jsonl', lines(taskLogs['demonstrated']!))
    const base = `/api/ui-logs/${id}`
    const get = async (path: string) => (await gated.call('GET', `${base}/${path}`)).body
    const [routine] = (await get('routines')) as unknown as { id: string }[]
    const answers: Record<TaskQuestion, Json> = {
      recordings: await get('recordings'),
      events: await get('events?from=3&limit=20'),
      routines: await get('routines'),
      routine: await get(`routines/${routine!.id}`),
      procedure: await get(`routines/${routine!.id}/procedure`),
      candidates: (await gated.call('POST', `${base}/candidates`, {})).body,
      friction: await get('friction'),
      applied: await get('edits/applied'),
      edits: await get('edits'),
      setEdits: (await gated.call('PUT', `${base}/edits`, { revision: 0, edits: everyEdit })).body,
    }
    for (const [question, answer] of Object.entries(answers))
      expect(uiAnswerSchemas[question as TaskQuestion].parse(answer), question).toEqual(answer)
    expect(uiAnswerSchemas.routines.safeParse([{}]).success).toBe(false)
  })

  test('about what is not there say so', async () => {
    const { id } = await put(gated, 'd.ui.jsonl', lines(taskLogs['demonstrated']!))
    for (const path of [
      'recordings',
      'events',
      'routines',
      'routines/x',
      'friction',
      'outputs',
      'outputs/bpmn',
      'edits',
      'edits/applied',
    ])
      expect(await gated.call('GET', `/api/ui-logs/none/${path}`)).toMatchObject({
        status: 404,
        body: { error: { code: 'not-found' } },
      })
    for (const path of ['routines/x', 'routines/x/procedure', 'outputs/bpmn?routine=x'])
      expect(await gated.call('GET', `/api/ui-logs/${id}/${path}`)).toMatchObject({
        status: 404,
        body: { error: { code: 'no-routine' } },
      })
    expect((await gated.call('GET', `/api/ui-logs/${id}/outputs/nothing`)).status).toBe(404)
    expect((await gated.call('GET', `/api/ui-logs/${id}/events?limit=0`)).status).toBe(400)
    await expect(tasksOf(gated, 'none').routine('r')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('that nobody waits for any more end the mining', async () => {
    const server = await start()
    const { id } = await put(server, 'd.ui.jsonl', lines(taskLogs['demonstrated']!))
    const openNow = async () => /^parfocal_ui_logs_open (\d+)$/m.exec((await server.call('GET', '/metrics')).text)![1]
    const abort = new AbortController()
    const asked = fetch(`${server.url}/api/ui-logs/${id}/routines`, { signal: abort.signal }).catch(error => error.name)
    await until('it is open', async () => (await openNow()) === '1')
    abort.abort()
    expect(await asked).toBe('AbortError')
    await until('its thread is given up', async () => (await openNow()) === '0')
    expect((await tasksOf(server, id).routines()).length).toBe(1)
    expect(await openNow()).toBe('1')
  })

  test('single events of an unreleased log are held back, and its examples', async () => {
    const log = uiLog(Array.from({ length: 4 }, (_, i) => `u${i} | Chrome | click button Save`).join('\n'))
    const { id } = await put(gated, 'four.ui.jsonl', lines(log))
    const tasks = tasksOf(gated, id)
    expect(await tasks.events(0, 10)).toEqual({ total: 4, from: 0, rows: [], withheld: 4 })
    expect((await tasks.recordings()).people).toBe(null)
  })
})

describe('an import', () => {
  test('masks what it reads, under the key of the server, and keeps no file', async () => {
    const server = await start()
    const first = await put(server, 'ui-action-logger.csv', sample('ui-action-logger.csv'))
    expect(first).toMatchObject({
      name: 'ui-action-logger',
      status: 'ready',
      format: 'action-logger',
      events: 9,
      recordings: 1,
      capture: [],
      upload: null,
    })
    expect((await server.call('GET', '/api/ui-logs')).body).toEqual([first])
    expect((await server.call('GET', '/api/uploads')).body).toEqual([])
    for (const secret of ['PO-10471', 'session=81f']) {
      expect(String(sample('ui-action-logger.csv'))).toContain(secret)
      expect(filesWith(server.dataFolder, secret)).toEqual([])
    }
    const hashes = () => filesIn(server.dataFolder).filter(file => file.startsWith('ui-logs/'))
    expect(hashes().length).toBeGreaterThan(0)
    const second = await put(server, 'ui-action-logger.csv', sample('ui-action-logger.csv'), { title: 'Again' })
    expect(second.name).toBe('Again')
    const bytesOf = ({ id }: ShownUiLog) =>
      hashes()
        .filter(file => file.includes(id) && file.endsWith('.arrow'))
        .map(file => readFileSync(join(server.dataFolder, file)).toString('base64'))
    expect(bytesOf(second), 'the same key gives the same hashes').toEqual(bytesOf(first))
  })

  test('tells what lies in a zip without the names in it', async () => {
    const server = await start()
    const recording = sample('ui-action-logger.csv')
    const zip = zipSync({ 'anna_weber.csv': recording, 'notes of anna.weber@firm.test.txt': Buffer.from('nothing') })
    const { id, problems } = await put(server, 'team.zip', zip)
    expect(problems.map(({ kind }) => kind)).toContain('no-recording')
    expect((await server.call('GET', `/api/ui-logs/${id}`)).text).not.toMatch(/anna|weber/i)
    expect(filesWith(server.dataFolder, 'weber')).toEqual([])
  })

  test('hashes declared identifiers under the key of the project, which stays nowhere and is asked of nobody', async () => {
    const projectKey = Buffer.from('the key of the project, 32 bytes')
    const identifiers = [{ name: 'order', pattern: 'PO-\\d{5}' }]
    const keys = async (options: Partial<ServerOptions>) => {
      const server = await start(options)
      const { id } = await put(server, 'ui-action-logger.csv', sample('ui-action-logger.csv'))
      expect(filesWith(server.dataFolder, String(projectKey))).toEqual([])
      expect((await server.call('GET', `/api/ui-logs/${id}/events?from=0&limit=20`)).text).not.toContain('keys')
      const { values } = openUiLogFolder(join(server.dataFolder, 'ui-logs', id, '1'))
      return Array.from(values.keyCodes, code => values.keyTexts.text(code))
    }
    const none = await keys({})
    const [one, other] = [await keys({ identifiers, projectKey }), await keys({ identifiers, projectKey })]
    expect([none.length, one.length > 0]).toEqual([0, true])
    expect(other, 'another data folder, the same project').toEqual(one)
    await expect(start({ identifiers })).rejects.toThrow('give both')
    const server = await start()
    const body = { upload: await upload(server, 'a.csv', sample('ui-action-logger.csv')), projectKey: 'in clear' }
    expect((await server.call('POST', '/api/ui-logs', body)).status).toBe(400)
  })

  test('keeps values in clear only for an owner, and the audit says so', async () => {
    const dataFolder = temporaryFolder()
    try {
      const server = await start({ dataFolder, token: OWNER })
      const made = await server.call('POST', '/api/tokens', { name: 'Ann', role: 'analyst' }, owner)
      const analyst = { authorization: `Bearer ${(made.body as unknown as { token: string }).token}` }
      const bytes = sample('ui-action-logger.csv')
      await expect(put(server, 'a.csv', bytes, { keepValues: true }, analyst)).rejects.toThrow('Only an owner')
      expect((await server.call('GET', '/api/ui-logs', undefined, owner)).body).toEqual([])
      const masked = await put(server, 'a.csv', bytes, {}, analyst)
      const clear = await put(server, 'a.csv', bytes, { keepValues: true }, owner)
      expect([masked.capture, clear.capture]).toEqual([[], ['keep-values']])
      expect(
        (await server.call('POST', `/api/ui-logs/${masked.id}/import`, { keepValues: true }, analyst)).status,
      ).toBe(403)
      await server.close()
      servers = []
      const { openDataFolder } = await import('../store/index.ts')
      const folder = await openDataFolder({ path: dataFolder })
      const audit = (await folder.store.audit.list()).filter(({ action }) => action === 'ui-log.import')
      await folder.close()
      expect(audit.map(({ subject, principal, detail }) => [subject, principal === 'owner', detail])).toEqual([
        [clear.id, true, { keepValues: true }],
        [masked.id, false, { keepValues: false }],
      ])
    } finally {
      removeFolder(dataFolder)
    }
  })

  test('masks by rules of the request, and says which of them is none', async () => {
    const server = await start({ token: OWNER })
    const made = await server.call('POST', '/api/tokens', { name: 'Ann', role: 'analyst' }, owner)
    const analyst = { authorization: `Bearer ${(made.body as unknown as { token: string }).token}` }
    const bytes = sample('ui-action-logger.csv')
    const ruled = (rule: object) => ({ maskRules: { version: 1, rules: [{ id: 'mine', ...rule }] } })
    const { id } = await put(server, 'a.csv', bytes, ruled({ action: 'blocklist' }), analyst)
    const { events } = (await server.call('GET', `/api/ui-logs/${id}/recordings`, undefined, owner)).body as never
    expect(events).toBe(9)
    const values = (await server.call('GET', `/api/ui-logs/${id}/recordings`, undefined, owner)).body as unknown as {
      values: { class: string }[]
    }
    expect(values.values.map(value => value.class)).toEqual(['text'])
    const body = {
      upload: await upload(server, 'a.csv', bytes, analyst),
      ...ruled({ action: 'replace', find: '(a|a)*' }),
    }
    expect(await server.call('POST', '/api/ui-logs', body, analyst)).toMatchObject({
      status: 400,
      text: expect.stringContaining('rules[0].find'),
    })
    await expect(put(server, 'a.csv', bytes, ruled({ action: 'keep' }), analyst)).rejects.toThrow('Only an owner')
    expect((await put(server, 'a.csv', bytes, ruled({ action: 'keep' }), owner)).capture).toEqual(['mine'])
  })

  test('refuses a stored UI log that was made in clear, unless an owner keeps values', async () => {
    const server = await start()
    const clear = uiLog('ann | Chrome | enter textbox Name = "Ann Lee"', { clear: true })
    // One that says nothing of it, too: what it holds counts.
    for (const bytes of [lines(clear), lines({ ...clear, capture: [] })]) {
      await expect(put(server, 'clear.ui.jsonl', bytes)).rejects.toThrow('values in clear')
      const [failed] = (await server.call('GET', '/api/ui-logs')).body as unknown as ShownUiLog[]
      expect(failed).toMatchObject({ status: 'failed', events: null })
      await server.call('DELETE', `/api/ui-logs/${failed!.id}`)
    }
    expect(filesWith(server.dataFolder, 'Ann Lee')).toEqual([])
    expect((await put(server, 'clear.ui.jsonl', lines(clear), { keepValues: true })).status).toBe('ready')
  })

  test('of what is no recording fails with the reason, keeps the file, and can be tried again with another', async () => {
    const server = await start()
    await expect(put(server, 'note.csv', 'just some words')).rejects.toThrow('"unreadable"')
    const [failed] = (await server.call('GET', '/api/ui-logs')).body as unknown as ShownUiLog[]
    expect(failed).toMatchObject({ name: 'note', status: 'failed', events: null, upload: expect.any(String) })
    expect(await server.call('GET', `/api/ui-logs/${failed!.id}/routines`)).toMatchObject({ status: 409 })
    expect((await server.call('POST', `/api/ui-logs/${failed!.id}/import`, { wait: true })).status).toBe(422)
    const file = await upload(server, 'ui-action-logger.csv', sample('ui-action-logger.csv'))
    const again = await server.call('POST', `/api/ui-logs/${failed!.id}/import`, { upload: file, wait: true })
    expect(again).toMatchObject({
      status: 201,
      body: { uiLog: { name: 'note', status: 'ready', events: 9, upload: null } },
    })
    expect((await server.call('POST', `/api/ui-logs/${failed!.id}/import`, {})).status).toBe(409)
  })

  test('anew keeps the edits and answers from the new log; one that fails leaves the old', async () => {
    const server = await start()
    const { id } = await put(server, 'd.ui.jsonl', lines(taskLogs['demonstrated']!))
    const [routine] = await tasksOf(server, id).routines()
    const key = { id: routine!.id, steps: routine!.classes }
    const edits = { ...noEdits, routines: [{ kind: 'rename', routine: key, name: 'Book an order' }] as const }
    await tasksOf(server, id).setEdits(edits, 0)
    const bad = await upload(server, 'bad.csv', 'just some words')
    expect((await server.call('POST', `/api/ui-logs/${id}/import`, { upload: bad, wait: true })).status).toBe(422)
    expect((await server.call('GET', `/api/ui-logs/${id}`)).body).toMatchObject({ status: 'ready', upload: null })
    expect((await tasksOf(server, id).routines()).map(({ name }) => name)).toEqual(['Book an order'])
    const file = await upload(server, 'u.ui.jsonl', lines(taskLogs['untimed']!))
    expect((await server.call('POST', `/api/ui-logs/${id}/import`, { upload: file, wait: true })).status).toBe(201)
    expect((await tasksOf(server, id).recordings()).events).toBe(8)
    expect(await tasksOf(server, id).edits()).toEqual({ revision: 1, edits })
    expect((await tasksOf(server, id).applied()).lost, 'the other log has the same task').toEqual([])
    expect(filesIn(server.dataFolder).filter(file => file.startsWith(`ui-logs/${id}/1/`))).toEqual([])
  })

  test('tells its progress as events, and is cancelled without a trace of it', async () => {
    const server = await start()
    const big = `${sample('ui-action-logger.csv')}`.trimEnd().split('\n')
    const many = [big[0], ...Array.from({ length: 20_000 }, () => big.slice(1)).flat()].join('\n')
    const body = { upload: await upload(server, 'many.csv', many) }
    const answer = await server.call('POST', '/api/ui-logs', body)
    expect(answer.status).toBe(202)
    const { uiLog, job } = answer.body as unknown as Started
    expect(job.kind).toBe('ui-import')
    const events = fetch(`${server.url}/api/jobs/${job.id}/events`).then(stream => stream.text())
    await until('it runs', async () => {
      const now = (await server.call('GET', `/api/jobs/${job.id}`)).body as {
        progress: object | null
        ended: number | null
      }
      return now.progress !== null || now.ended !== null
    })
    const ended = await server.call('POST', `/api/ui-logs/${uiLog.id}/cancel`)
    expect(ended).toMatchObject({ status: 200, body: { status: 'cancelled', events: null } })
    expect(await events).toContain('"status":"cancelled"')
    expect(filesIn(server.dataFolder).filter(file => /^(work|ui-logs)\//.test(file))).toEqual([])
    expect((await server.call('DELETE', `/api/ui-logs/${uiLog.id}`)).status).toBe(204)
    expect(filesIn(server.dataFolder).filter(file => file.startsWith('uploads/'))).toEqual([])
  })
})

describe('a UI log', () => {
  test('is renamed, and deleted with everything that speaks of it', async () => {
    const server = await start()
    const { id } = await put(
      server,
      'planted-name.ui.jsonl',
      lines(uiLog('ann | planted-app | click button planted-button')),
    )
    await tasksOf(server, id).setEdits({ ...noEdits, names: { x: 'planted-edit' } }, 0)
    await tasksOf(server, id).recordings()
    expect((await server.call('PATCH', `/api/ui-logs/${id}`, { name: 'planted-title' })).body).toMatchObject({
      name: 'planted-title',
    })
    expect((await tasksOf(server, id).recordings()).name).toBe('planted-title')
    expect(filesWith(server.dataFolder, 'planted').length).toBeGreaterThan(0)
    expect((await server.call('DELETE', `/api/ui-logs/${id}`)).status).toBe(204)
    expect(filesWith(server.dataFolder, 'planted')).toEqual([])
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['GET', '/routines'],
      ['GET', '/edits'],
    ] as const)
      expect((await server.call(method, `/api/ui-logs/${id}${path}`)).status).toBe(404)
  })

  test('can be read by a reader, and changed by none', async () => {
    const server = await start({ token: OWNER })
    const made = await server.call('POST', '/api/tokens', { name: 'Rob', role: 'reader' }, owner)
    const { id } = await put(server, 'd.ui.jsonl', lines(taskLogs['demonstrated']!), {}, owner)
    const reader = { authorization: `Bearer ${(made.body as unknown as { token: string }).token}` }
    const ask = async (method: string, path: string, body?: unknown) =>
      (await server.call(method, `/api/ui-logs/${id}${path}`, body, reader)).status
    expect([await ask('GET', '/routines'), await ask('POST', '/candidates', {})]).toEqual([200, 200])
    expect([await ask('GET', '/edits'), await ask('GET', '/edits/applied')]).toEqual([200, 200])
    for (const [method, path, body] of [
      ['PUT', '/edits', { revision: 0, edits: {} }],
      ['DELETE', '', undefined],
      ['PATCH', '', { name: 'x' }],
      ['POST', '/import', {}],
      ['POST', '/cancel', {}],
    ] as const)
      expect(await ask(method, path, body), `${method} ${path}`).toBe(403)
    expect(await ask('GET', '/outputs/bpmn')).toBe(200)
  })

  test('the owner looks past the gate on loopback alone, where it was lifted', async () => {
    const peopleOf = async (server: TestServer, headers = {}) => {
      const { id } = await put(server, 'd.ui.jsonl', lines(taskLogs['demonstrated']!), {}, headers)
      return (await tasksOf(server, id, headers).recordings()).people
    }
    expect(await peopleOf(await start())).toBe(null)
    expect(await peopleOf(await start({ liftPersonGate: true }))).toBe(2)
    const beyond = await start({ liftPersonGate: true, host: '0.0.0.0', token: OWNER })
    expect(await peopleOf(beyond, owner)).toBe(null)
  })
})

describe('outputs', () => {
  test('training data asks for a purpose, and comes as files with the data card, or as a zip of them', async () => {
    const server = await start()
    const { id } = await put(server, 'd.ui.jsonl', lines(taskLogs['demonstrated']!))
    const path = `/api/ui-logs/${id}/training-data`
    for (const query of ['', '?purpose=automation']) {
      const refused = await server.call('GET', `${path}${query}`)
      expect(refused.status).toBe(403)
      expect(refused.text).toContain('needs the purpose agent-training or agent-evaluation')
    }
    expect((await server.call('GET', `${path}?purpose=agent-training&routine=none`)).status).toBe(404)
    const asked = `${path}?purpose=agent-evaluation&licence=CC0`
    const { files, toDo } = (await server.call('GET', `${asked}&as=json`)).body as unknown as {
      files: { path: string; content: string }[]
      toDo: string[]
    }
    expect(toDo).toHaveLength(2)
    const card = JSON.parse(files.find(file => file.path === 'data-card.json')!.content) as Record<string, unknown>
    expect(card).toMatchObject({ purpose: 'agent-evaluation', licence: 'CC0', minimumPeople: 5 })
    expect(files.map(file => file.path)).toContain('chat/test.jsonl')
    const zip = await fetch(`${server.url}${asked}`)
    expect(Object.keys(unzipSync(new Uint8Array(await zip.arrayBuffer()))).sort()).toEqual(
      [...files.map(file => file.path), 'TO-DO.md'].sort(),
    )
  })
  test('of several files are a zip with what is left to do, of one file that file, and both as JSON', async () => {
    const server = await start()
    const { id } = await put(server, 'd.ui.jsonl', lines(taskLogs['demonstrated']!))
    const base = `/api/ui-logs/${id}/outputs`
    const kinds = (await server.call('GET', base)).body as unknown as { id: string }[]
    expect(kinds.map(kind => kind.id)).toContain('playwright')
    const get = async (path: string) => {
      const answer = await fetch(`${server.url}${base}/${path}`)
      return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) }
    }
    for (const kind of kinds) {
      const { files, toDo } = (await server.call('GET', `${base}/${kind.id}?as=json`)).body as unknown as {
        files: { path: string; content: string; encoding: string }[]
        toDo: string[]
      }
      expect(files.length, kind.id).toBeGreaterThan(0)
      const zip = await get(`${kind.id}?as=zip`)
      expect(zip.answer.headers.get('x-parfocal-to-do')).toBe(String(toDo.length))
      expect(zip.answer.headers.get('content-disposition')).toContain(`-${kind.id}.zip`)
      const entries = unzipSync(zip.bytes)
      for (const { path, content, encoding } of files)
        if (encoding === 'utf-8') expect(strFromU8(entries[path]!)).toBe(content)
      expect('TO-DO.md' in entries).toBe(toDo.length > 0)
      const plain = await get(kind.id)
      if (files.length === 1) expect(strFromU8(plain.bytes)).toBe(files[0]!.content)
      else expect(plain.bytes).toEqual(zip.bytes)
      if (files.length > 1) expect((await get(`${kind.id}?as=file`)).answer.status).toBe(400)
    }
    const document = (await server.call('GET', `${base}/process-document?as=json`)).body as unknown as {
      files: { path: string; content: string; encoding: string }[]
    }
    const docx = document.files.find(({ path }) => path.endsWith('.docx'))!
    expect(docx.encoding).toBe('base64')
    const inside = unzipSync(new Uint8Array(Buffer.from(docx.content, 'base64')))
    expect(strFromU8(inside['word/document.xml']!)).toContain('Enter order')
    const [routine] = await tasksOf(server, id).routines()
    expect((await get(`bpmn?routine=${routine!.id}`)).bytes).toEqual((await get('bpmn')).bytes)
    const { id: empty } = await put(server, 'e.ui.jsonl', lines(taskLogs['empty']!))
    expect((await server.call('GET', `/api/ui-logs/${empty}/outputs/bpmn`)).status).toBe(404)
  })
})
