import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { halfFor, newHolderKey, publicKeyOf } from '../privacy/sealed-names.node.ts'
import { libsql } from '../store/sqlite-driver.ts'
import { filesWith, removeFolder, type TestServer, temporaryFolder, testServer } from './server.fixture.ts'

const OWNER = 'a-token-of-the-owner'
const NAMES = ['Grete Muster', 'Hans Beispiel', 'Ida Probe']
const csv = (cases: number, from = 0) =>
  ['case,activity,time,resource']
    .concat(
      Array.from({ length: cases }, (_, i) => from + i).flatMap(c => [
        `c${c},approve,2024-01-01T00:00:00Z,${NAMES[c % 3]}`,
        `c${c},pay,2024-01-02T00:00:00Z,${NAMES[(c + (c % 2)) % 3]}`,
      ]),
    )
    .join('\n')

interface Person {
  readonly id: string
  readonly token: string
  readonly privateKey: string
}
interface Shown {
  readonly id: string
  readonly state: string
}
let folder: string
let server: TestServer
let ann: Person
let bob: Person
let eve: Person
let log: string

const as = (token: string) => ({ authorization: `Bearer ${token}` })
const call = (who: { token: string }, method: string, path: string, body?: unknown) =>
  server.call(method, path, body, as(who.token))
const owner = { token: OWNER }
async function person(name: string, role = 'analyst'): Promise<Person> {
  const { token } = (await call(owner, 'POST', '/api/tokens', { name, role })).body as { token: string }
  const { publicKey, privateKey } = newHolderKey()
  const told = await call({ token }, 'PUT', '/api/reveal-key', { publicKey })
  expect(told.status).toBe(200)
  return { id: (told.body as { id: string }).id, token, privateKey }
}
const start = async (limits: object = {}) => {
  server = await testServer({ dataFolder: folder, host: '0.0.0.0', token: OWNER, limits })
}
const put = async (query: string, who: { token: string } = owner) =>
  call(who, 'POST', `/api/logs?wait=true&name=orders.csv${query}`, csv(6))
beforeAll(async () => {
  folder = temporaryFolder()
  await start()
  ann = await person('Ann')
  bob = await person('Bob', 'reader')
  eve = await person('Eve')
  const made = await put('&sealTo=Ann,bob')
  expect(made.status).toBe(201)
  log = (made.body as unknown as { log: { id: string } }).log.id
})
afterAll(async () => {
  await server.close()
  removeFolder(folder)
})
/** Entries of the log of reveals before this test; it only ever grows. */
let before = 0
beforeEach(async () => {
  before = 0
  before = (await entries()).entries.length
})

/** What a holder's own machine makes of their parts. */
async function halvesOf(who: Person, caseId: string, of = log): Promise<Record<string, string>> {
  const { status, body } = await call(who, 'POST', '/api/reveals/part', { log: of, case: caseId })
  expect(status).toBe(200)
  const parts = body as unknown as { seal: string; id: string; ephemeral: string; box: string }[]
  return Object.fromEntries(parts.map(part => [part.seal, halfFor(part.seal, part, who.privateKey, caseId)]))
}
const about = { case: 'c1', rule: 'four eyes', reason: 'Approved and paid within a minute' }
async function ask(who: Person, more: object = {}): Promise<string> {
  const { status, body } = await call(who, 'POST', '/api/reveals', {
    ...about,
    log,
    halves: await halvesOf(who, 'c1'),
    ...more,
  })
  expect(status).toBe(201)
  return (body as unknown as Shown).id
}
const approve = async (who: Person, id: string, caseId = 'c1') =>
  call(who, 'POST', `/api/reveals/${id}/approve`, { halves: await halvesOf(who, caseId) })
const names = (who: { token: string }, id: string) => call(who, 'POST', `/api/reveals/${id}/names`)
const entries = async () => {
  const told = (await call(owner, 'GET', '/api/reveal-log')).body as unknown as {
    entries: { reveal: string; step: string; name: string | null; case: string; reason: string }[]
    brokenAt: number | null
  }
  return { ...told, entries: told.entries.slice(before) }
}
const refused = (status: number, words: string) => ({
  status,
  body: { error: { message: expect.stringContaining(words) } },
})

test('two people together see who did what in one case, and every step is written down', async () => {
  const id = await ask(ann)
  expect(await names(ann, id)).toMatchObject(refused(409, 'Nobody has approved'))
  expect((await approve(bob, id)).body).toMatchObject({ state: 'approved', askedBy: 'Ann', decidedBy: 'Bob' })
  for (const who of [ann, bob])
    expect((await names(who, id)).body).toEqual({
      case: 'c1',
      caseName: null,
      steps: [
        { activity: 'approve', complete: Date.UTC(2024, 0, 1), people: { 'org:resource': 'Hans Beispiel' } },
        { activity: 'pay', complete: Date.UTC(2024, 0, 2), people: { 'org:resource': 'Ida Probe' } },
      ],
      people: {},
    })
  const { entries: steps, brokenAt } = await entries()
  expect(steps.map(({ step, name }) => [step, name])).toEqual([
    ['asked', 'Ann'],
    ['approved', 'Bob'],
    ['seen', 'Ann'],
    ['seen', 'Bob'],
  ])
  expect(steps[0]).toMatchObject({ ...about, log })
  expect(brokenAt).toBe(null)
})

test('nobody is both people, not even with two tokens', async () => {
  const second = (await call(owner, 'POST', '/api/tokens', { name: ' ANN ', role: 'analyst' })).body as {
    token: string
  }
  const same: Person = { ...ann, token: second.token }
  const id = await ask(ann)
  for (const who of [ann, same]) expect(await approve(who, id)).toMatchObject(refused(403, 'somebody else'))
  expect(await call(owner, 'POST', '/api/tokens', { name: 'ann', role: 'owner' })).toMatchObject(
    refused(409, 'one role'),
  )
  const keys = (await call(owner, 'GET', '/api/reveal-keys')).body as unknown as { name: string; publicKey: string }[]
  expect(keys.map(({ name }) => name)).toEqual(['Ann', 'Bob', 'Eve'])
  expect(await call(eve, 'PUT', '/api/reveal-key', { publicKey: keys[0]!.publicKey })).toMatchObject(
    refused(409, 'Somebody else has this key'),
  )
  expect(await names(ann, id)).toMatchObject({ status: 409 })
})

test('whoever holds no part gets nothing: a member, the owner, a later key, somebody without a name', async () => {
  const id = await ask(ann)
  const body = { ...about, log, halves: await halvesOf(ann, 'c1') }
  for (const who of [eve, owner]) {
    expect(await call(who, 'POST', '/api/reveals/part', { log, case: 'c1' })).toMatchObject(refused(403, 'sealed to'))
    expect(await call(who, 'POST', '/api/reveals', body)).toMatchObject(refused(403, 'sealed to'))
    expect(await call(who, 'POST', `/api/reveals/${id}/approve`, { halves: body.halves })).toMatchObject({
      status: 403,
    })
    expect(await call(who, 'POST', `/api/reveals/${id}/refuse`)).toMatchObject({ status: 403 })
  }
  expect((await call(eve, 'GET', '/api/reveals')).body).toEqual([])
  expect(((await call(bob, 'GET', '/api/reveals')).body as unknown as Shown[])[0]).toMatchObject({ id, state: 'asked' })
  expect((await approve(bob, id)).status).toBe(200)
  expect(await names(eve, id)).toMatchObject(refused(403, 'Only the two'))
  expect(await names(owner, id)).toMatchObject(refused(403, 'Only the two'))
  expect(await call(owner, 'PUT', '/api/reveal-key', { publicKey: newHolderKey().publicKey })).toMatchObject(
    refused(403, 'a token of your own name'),
  )
  await call(ann, 'PUT', '/api/reveal-key', { publicKey: newHolderKey().publicKey })
  expect(await call(ann, 'POST', '/api/reveals', body)).toMatchObject(refused(403, 'sealed to'))
  await call(ann, 'PUT', '/api/reveal-key', { publicKey: publicKeyOf(ann.privateKey) })
})

test('halves of another case, another person or nobody open nothing; nor does another log', async () => {
  const wrong = await halvesOf(ann, 'c2')
  const ofBob = await halvesOf(bob, 'c1')
  for (const halves of [wrong, ofBob, {}, { ...(await halvesOf(ann, 'c1')), more: 'x' }])
    expect(await call(ann, 'POST', '/api/reveals', { ...about, log, halves })).toMatchObject(
      refused(403, 'not your halves'),
    )
  const id = await ask(ann)
  expect(await approve(bob, id, 'c2')).toMatchObject(refused(403, 'not your halves'))
  expect(await call(ann, 'POST', '/api/reveals/part', { log, case: 'c99' })).toMatchObject(refused(404, 'No names'))
  expect(await call(ann, 'POST', '/api/reveals/part', { log: 'none', case: 'c1' })).toMatchObject({ status: 404 })
  const open = ((await put('')).body as unknown as { log: { id: string } }).log.id
  expect(await call(ann, 'POST', '/api/reveals/part', { log: open, case: 'c1' })).toMatchObject(
    refused(403, 'sealed to'),
  )
  expect((await entries()).entries.map(({ step }) => step)).toEqual(['asked'])
})

test('a reveal can be refused or withdrawn, once', async () => {
  const [first, second] = [await ask(ann), await ask(bob)]
  expect((await call(bob, 'POST', `/api/reveals/${first}/refuse`)).body).toMatchObject({
    state: 'refused',
    decidedBy: 'Bob',
  })
  expect((await call(bob, 'POST', `/api/reveals/${second}/refuse`)).body).toMatchObject({ state: 'refused' })
  for (const id of [first, second]) expect(await approve(ann, id)).toMatchObject(refused(409, 'is refused'))
  expect((await entries()).entries.map(({ step, name }) => [step, name])).toEqual([
    ['asked', 'Ann'],
    ['asked', 'Bob'],
    ['refused', 'Bob'],
    ['refused', 'Bob'],
  ])
})

test('a reveal without a reason or a rule is none', async () => {
  const halves = await halvesOf(ann, 'c1')
  for (const more of [{ reason: ' ' }, { rule: '' }, { reason: undefined }])
    expect(await call(ann, 'POST', '/api/reveals', { ...about, log, halves, ...more })).toMatchObject({ status: 400 })
  expect((await entries()).entries).toEqual([])
})

test('one that nobody approves in time has expired, and so have names that were not seen in time', async () => {
  await server.close()
  await start({ revealAskedMs: 0 })
  const late = await ask(ann)
  expect(await approve(bob, late)).toMatchObject(refused(409, 'is expired'))
  await server.close()
  await start({ revealSeenMs: 0 })
  const unseen = await ask(ann)
  expect((await approve(bob, unseen)).status).toBe(200)
  expect(await names(ann, unseen)).toMatchObject(refused(409, 'is expired'))
  const steps = (await entries()).entries.filter(({ reveal }) => reveal === late || reveal === unseen)
  expect(steps.map(({ step, name }) => [step, name])).toEqual([
    ['asked', 'Ann'],
    ['expired', null],
    ['asked', 'Ann'],
    ['approved', 'Bob'],
    ['expired', null],
  ])
})

test('with the server go the halves that it was given: what was open then has expired', async () => {
  const id = await ask(ann)
  await server.close()
  await start()
  expect(await approve(bob, id)).toMatchObject(refused(409, 'is expired'))
  expect((await approve(bob, await ask(ann))).status).toBe(200)
})

test('names are in nothing that is kept or told, but in the answer to the two', async () => {
  const id = await ask(ann)
  await approve(bob, id)
  expect((await names(ann, id)).text).toContain('Hans Beispiel')
  const told = [
    await call(owner, 'GET', '/api/reveal-log'),
    await call(owner, 'GET', '/api/reveals'),
    await call(owner, 'GET', `/api/logs/${log}`),
    await call(owner, 'POST', '/api/ask/caseDetail', { log, id: 'c1' }),
    await call(owner, 'GET', `/api/logs/${log}/export?format=csv`),
    await call(ann, 'POST', '/api/reveals/part', { log, case: 'c1' }),
    await call(owner, 'GET', '/metrics'),
  ]
  for (const name of NAMES) {
    for (const { text } of told) expect(text).not.toContain(name)
    expect(filesWith(folder, name)).toEqual([])
  }
  await server.close()
  for (const name of NAMES) expect(filesWith(folder, name)).toEqual([])
  await start()
})

test("sealing is an owner's choice among people with keys, beside no kept file, of a mapping that has pseudonyms", async () => {
  for (const [query, who, status, words] of [
    ['&sealTo=Ann,Bob', ann, 403, 'Only an owner'],
    ['&sealTo=Ann', owner, 400, '2 to 5'],
    ['&sealTo=Ann,Nobody', owner, 409, 'has no key'],
    ['&sealTo=Ann,Ann', owner, 400, 'different people'],
    ['&sealTo=Ann,Bob&keepSource=true', owner, 400, 'while the file'],
  ] as const)
    expect([query, await put(query, who)]).toMatchObject([query, refused(status, words)])
  const xes = '<log xes.version="1.0"><trace><string key="concept:name" value="c1"/></trace></log>'
  expect(await call(owner, 'POST', '/api/logs?wait=true&name=a.xes&sealTo=Ann,Bob', xes)).toMatchObject(
    refused(422, 'no names to seal'),
  )
})

test('what is appended to a sealed log is sealed to the same people, and what was sealed stays', async () => {
  const sent = await call(bob, 'POST', '/api/reveals/part', { log, case: 'c7' })
  expect(sent.status).toBe(404)
  const added = await call(eve, 'POST', `/api/logs/${log}/append?wait=true&name=b.csv`, csv(3, 5))
  expect(added.status).toBe(201)
  expect(Object.keys(await halvesOf(ann, 'c5'))).toHaveLength(2)
  for (const caseId of ['c1', 'c5', 'c7']) {
    const id = await ask(bob, { case: caseId, halves: await halvesOf(bob, caseId) })
    expect((await approve(ann, id, caseId)).status).toBe(200)
    const { steps } = (await names(bob, id)).body as unknown as { steps: { people: Record<string, string> }[] }
    expect(steps.length).toBeGreaterThan(0)
    for (const { people } of steps) expect(NAMES).toContain(people['org:resource'])
  }
  expect(filesWith(folder, NAMES[0]!)).toEqual([])
})

test('the log of reveals is for owners and the works council, is never deleted, and shows what was changed', async () => {
  const council = await person('Cora', 'council')
  await ask(ann)
  for (const who of [ann, bob]) expect(await call(who, 'GET', '/api/reveal-log')).toMatchObject(refused(403, 'council'))
  const told = await call(council, 'GET', '/api/reveal-log')
  expect(told.body).toMatchObject({ brokenAt: null })
  expect(await call(council, 'POST', '/api/views', {})).toMatchObject({ status: 403 })
  for (const method of ['DELETE', 'PUT', 'PATCH', 'POST'])
    for (const path of ['/api/reveal-log', '/api/reveal-log/1'])
      expect((await call(owner, method, path, {})).status).toBe(404)
  expect((await call(owner, 'DELETE', `/api/logs/${log}`)).status).toBe(204)
  expect((await entries()).entries.map(({ step }) => step)).toEqual(['asked'])
  await server.close()
  tamper(folder)
  await start()
  expect((await entries()).brokenAt).toBe(1)
})

function tamper(path: string): void {
  const database = libsql.open(join(path, 'parfocal.db'))
  database.exec("update reveal_log set reason = 'nothing' where position = 1")
  database.close()
}
