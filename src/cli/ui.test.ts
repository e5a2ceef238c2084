import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { outputs } from '../actions/index.ts'
import { startServer } from '../server/index.ts'
import { parfocal } from './cli.fixture.ts'

const root = resolve(import.meta.dirname, '..', '..')
const sample = (name: string) => join(root, 'samples', name)
let folder: string
const here = (name: string) => join(folder, name)
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parfocal-ui-'))
  writeFileSync(here('orders.csv'), orders(['ann', 'bob', 'cyd']))
  writeFileSync(here('columns.json'), JSON.stringify(mapping))
  writeFileSync(here('empty.csv'), '')
  writeFileSync(here('prose.csv'), 'nothing of the kind\nreally nothing\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => vi.unstubAllEnvs())

const COLUMNS = 'Time,User,Action,Application,URL,Element type,Element name,Element id,Cell,Sheet,Value,Task,Run'
/** Six orders a person on six days, from a sheet into a form; recorded on purpose where `tasks`. */
function orders(people: readonly string[], tasks = true): string {
  const lines = [COLUMNS]
  let run = 0
  for (let day = 0; day < 6; day++)
    for (const [p, user] of people.entries()) {
      run++
      const number = `PO-${1000 + 17 * run}`
      const at = (s: number) => new Date(Date.UTC(2025, 2, 3 + day, 8 + p) + s * 1000).toISOString()
      const form = 'Chrome,https://shop.example/new'
      const events = [
        `copy,Excel,,cell,,,B${run + 1},Orders,${number}`,
        `paste,${form},textbox,Order no.,order,,,${number}`,
        `enter,${form},textbox,Order no.,order,,,${number}`,
        `enter,${form},textbox,Remark,remark,,,as usual`,
        `click,${form},button,Book,book,,,`,
      ]
      for (const [i, event] of events.entries())
        lines.push(`${at(2 * i)},${user},${event},${tasks ? `Book order,${run}` : ','}`)
    }
  return `${lines.join('\n')}\n`
}
const mapping = {
  version: 1,
  time: 'Time',
  user: 'User',
  action: 'Action',
  element: {
    application: 'Application',
    page: 'URL',
    role: 'Element type',
    name: 'Element name',
    identifier: 'Element id',
    group: 'Sheet',
  },
  cell: 'Cell',
  value: 'Value',
  task: 'Task',
  run: 'Run',
}
const rows = 3 * 6 * 5
/** A table of ours, and how to read it. */
const table = (name: string) => [here(name), '--mapping', here('columns.json')]

const json = async (...words: string[]) => {
  const { code, out, err } = await parfocal('ui', ...words, '--json')
  expect(code, err).toBe(0)
  return JSON.parse(out)
}
const ended = async (...words: string[]) => {
  const { code, out, err } = await parfocal('ui', ...words)
  return { code, out, err }
}

describe('ui segment', () => {
  test('gives the stable object: rows of the input, and the routine of each run', async () => {
    const answer = await json('segment', ...table('orders.csv'), '--ignore-time')
    expect(Object.keys(answer)).toEqual(['segments'])
    expect(answer.segments).toHaveLength(18)
    const [{ routine }] = answer.segments
    expect(answer.segments.slice(0, 2)).toEqual([
      { first: expect.toBeOneOf([0, 1]), last: 4, routine },
      { first: expect.toBeOneOf([5, 6]), last: 9, routine },
    ])
    for (const segment of answer.segments) {
      expect(Object.keys(segment)).toEqual(['first', 'last', 'routine'])
      expect(segment.routine).toBe(routine)
      expect(segment.last).toBeLessThan(rows)
    }
  })
  test('without times gives the same whatever the times are', async () => {
    const text = readFileSync(here('orders.csv'), 'utf8').split('\n')
    // Each day comes at another place in time, so the order by time is another one.
    const moved = text.map(line => line.replace(/^2025-03-0(\d)/, (_, day) => `2025-04-${29 - Number(day)}`))
    writeFileSync(here('other-times.csv'), moved.join('\n'))
    const plain = await json('segment', ...table('orders.csv'), '--ignore-time')
    expect(await json('segment', ...table('other-times.csv'), '--ignore-time')).toEqual(plain)
    const [first] = (await json('segment', ...table('other-times.csv'))).segments
    expect(first, 'by rows of the file all the same').toEqual(plain.segments[0])
    // On other days masks would match otherwise, and with them where values come from.
    writeFileSync(here('key'), 'a key of sixteen bytes')
    const spread = text.map((line, i) => line.replace(/^2025-03-0\d/, `2025-05-${10 + (i % 15)}`))
    writeFileSync(here('spread.csv'), spread.join('\n'))
    const timeless = ['--ignore-time', '--key', here('key')]
    for (const command of ['clean', 'routines', 'candidates', 'friction'])
      expect(await json(command, ...table('spread.csv'), ...timeless), command).toEqual(
        await json(command, ...table('orders.csv'), ...timeless),
      )
    const [candidate] = await json('candidates', ...table('orders.csv'), '--ignore-time')
    expect(candidate).toMatchObject({ days: 0, coverage: 0, score: { ok: false } })
  })
  test('for people says the same', async () => {
    const { out, code } = await ended('segment', ...table('orders.csv'))
    expect(code).toBe(0)
    expect(out).toContain('Book order')
    expect(out).toContain('18 segments of 1 routines.')
  })
})

describe('ui routines', () => {
  test('gives the stable list with the rows of every instance', async () => {
    const answer = await json('routines', ...table('orders.csv'))
    expect(answer).toHaveLength(1)
    const [found] = answer
    expect(Object.keys(found)).toEqual([
      'routine',
      'name',
      'instances',
      'support',
      'objects',
      'steps',
      'classes',
      'variants',
      'transformations',
      'complexity',
    ])
    expect(found).toMatchObject({ name: 'Book order', support: 18 })
    const { segments } = await json('segment', ...table('orders.csv'))
    expect(segments.map(({ first, last }: { first: number; last: number }) => ({ first, last }))).toEqual(
      found.instances.map(({ first, last }: { first: number; last: number }) => ({ first, last })),
    )
    for (const { first, last, rows } of found.instances) {
      expect([rows[0], rows.at(-1)]).toEqual([first, last])
      expect(rows).toEqual([...new Set(rows)].sort((a, b) => (a as number) - (b as number)))
    }
    for (const step of found.steps) expect(Object.keys(step)).toEqual(['label', 'share'])
    expect(found.steps.every(({ share }: { share: number }) => share === 1)).toBe(true)
  })
  test('of two files counts the rows of each, and gives the same id', async () => {
    writeFileSync(here('more.csv'), orders(['dan']))
    const [one] = await json('routines', ...table('orders.csv'))
    const [both] = await json('routines', ...table('orders.csv'), here('more.csv'))
    expect([both.routine, both.support]).toEqual([one.routine, 24])
  })
  test('for people tells of each routine its steps', async () => {
    const { code, out } = await ended('routines', ...table('orders.csv'))
    expect(code).toBe(0)
    expect(out).toMatch(/Book order +18 +1 +\d/)
    expect(out).toMatch(/^ {2}1\. \S/m)
  })
})

describe('ui clean', () => {
  test('gives steps with their rows and where values come from, and noise', async () => {
    const { steps, noise } = await json('clean', ...table('orders.csv'))
    for (const step of steps) expect(Object.keys(step)).toEqual(['label', 'action', 'rows', 'source', 'flow'])
    for (const one of noise) expect(Object.keys(one)).toEqual(['row', 'kind'])
    expect(steps.length).toBeLessThan(rows)
    expect(steps.some(({ source }: { source: number | null }) => source !== null)).toBe(true)
    for (const [i, { source }] of steps.entries()) if (source !== null) expect(source).toBeLessThan(i)
    expect((await ended('clean', ...table('orders.csv'))).out).toContain(`${rows} events, ${steps.length} steps`)
  })
})

describe('ui candidates', () => {
  test('gives everything a score is made of, and takes assumptions', async () => {
    const [candidate] = await json('candidates', ...table('orders.csv'))
    expect(Object.keys(candidate)).toEqual([
      'id',
      'name',
      'applications',
      'people',
      'days',
      'instances',
      'coverage',
      'inputs',
      'score',
      'automatability',
      'steps',
      'interfaces',
      'sensitive',
      'recommendation',
      'reasonsFor',
      'reasonsAgainst',
    ])
    expect(candidate).toMatchObject({ people: null, days: 6, instances: 18, score: { ok: true } })
    writeFileSync(here('ours.json'), '{"hourlyCost":100}')
    const [dearer] = await json('candidates', ...table('orders.csv'), '--assumptions', here('ours.json'))
    expect(dearer.score.value.capacity.value).toBeCloseTo(2 * candidate.score.value.capacity.value, 6)
    expect((await json('candidates', ...table('orders.csv'), '--show-people'))[0].people).toBe(3)
    expect((await ended('candidates', ...table('orders.csv'))).out).toContain('Book order')
  })
  test('assumptions that cannot be are wrong use', async () => {
    writeFileSync(here('wrong.json'), '{"adoption":2}')
    expect(await ended('candidates', ...table('orders.csv'), '--assumptions', here('wrong.json'))).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('adoption'),
    })
  })
})

/** The one routine of the orders under another name, with what its score is made of, and an edit of one that is not there. */
async function renamed() {
  const [{ routine }] = await json('routines', ...table('orders.csv'))
  return {
    version: 1,
    tasks: [],
    names: { 'Order no.': 'Number' },
    routines: [
      { kind: 'rename', routine: { id: routine, steps: [] }, name: 'Order entry' },
      { kind: 'reject', routine: { id: 'gone', steps: [] }, reason: 'no task' },
    ],
    candidates: { [routine]: { ruleShare: 0.25 } },
    assumptions: { hourlyCost: 90 },
  }
}

describe('edits of a file', () => {
  const edited = () => [...table('orders.csv'), '--edits', here('edits.json')]
  beforeAll(async () => {
    writeFileSync(here('edits.json'), JSON.stringify(await renamed()))
  })
  test('count in every answer, and those that speak of nothing are told', async () => {
    const [plain] = await json('routines', ...table('orders.csv'))
    const [routine] = await json('routines', ...edited())
    expect(routine).toMatchObject({ name: 'Order entry', routine: plain.routine, instances: plain.instances })
    const labels = (one: { steps: { label: string }[] }) => one.steps.map(({ label }) => label).join()
    expect([labels(plain).includes('Order no.'), labels(routine).includes('Number')]).toEqual([true, true])
    const [candidate] = await json('candidates', ...edited())
    expect(candidate).toMatchObject({
      name: 'Order entry',
      inputs: { ruleShare: { value: 0.25, source: 'given' }, hourlyCost: { value: 90 } },
    })
    const given = await json('candidates', ...edited(), '--assumptions', '{"hourlyCost":20}')
    expect(given[0].inputs.hourlyCost.value).toBe(20)
    const { code, out, err } = await ended('friction', ...edited())
    expect([code, out]).toEqual([0, expect.stringContaining('Number')])
    expect(err).toContain('routines[1] (reject) speaks of a routine that is not there')
    expect((await ended('friction', ...edited(), '--quiet')).err).toBe('')
  })
  test('count in what is made of a routine, and in its segments', async () => {
    const bpmn = await json('export', ...edited(), '--to', 'bpmn', '--out', here('edited'))
    expect(bpmn).toMatchObject({ name: 'Order entry' })
    expect(readFileSync(join(here('edited'), bpmn.files[0]), 'utf8')).toContain('Number')
    const reject = JSON.stringify({
      routines: [{ kind: 'reject', routine: { id: bpmn.routine }, reason: 'private' }],
    })
    expect(await json('segment', ...table('orders.csv'), '--edits', reject)).toEqual({ segments: [] })
    const left = await ended('export', ...table('orders.csv'), '--edits', reject, '--to', 'bpmn', '--out', here('none'))
    expect(left).toMatchObject({ code: 3, err: expect.stringContaining('No routine was found') })
    const training = ['--to', 'training-data', '--purpose', 'agent-training', '--out', here('training')]
    expect((await ended('export', ...table('orders.csv'), '--edits', reject, ...training)).code).not.toBe(0)
  })
  test('split and trim by the classes that the list of routines tells', async () => {
    const [{ routine: id, classes, variants, support }] = await json('routines', ...table('orders.csv'))
    expect(variants.reduce((sum: number, one: { instances: number }) => sum + one.instances, 0)).toBe(support)
    const at = (i: number) => ({ class: classes[i], nth: 0 })
    const trim = { kind: 'trim', routine: { id, steps: classes }, first: at(1), last: at(classes.length - 1) }
    const [shorter] = await json('routines', ...table('orders.csv'), '--edits', JSON.stringify({ routines: [trim] }))
    expect(shorter.classes).toEqual(classes.slice(1))
    expect(shorter.support).toBe(support)
  })
  test('release nothing: a recording that is called a demonstration afterwards is no training data', async () => {
    writeFileSync(here('alone.csv'), orders(['ann'], false))
    const named = JSON.stringify({ tasks: [{ recording: null, task: 'Book order' }] })
    expect(await json('routines', ...table('alone.csv'), '--edits', named)).toMatchObject([{ name: 'Book order' }])
    const training = ['--to', 'training-data', '--purpose', 'agent-training', '--out', here('alone')]
    expect(await ended('export', ...table('alone.csv'), '--edits', named, ...training)).toMatchObject({
      code: 4,
      err: expect.stringContaining('people'),
    })
  })
  test('that are none are wrong use, and the error says which and why', async () => {
    for (const [document, said] of [
      ['{"routines":[{"kind":"rename","routine":{"id":"r"},"name":""}]}', 'routines[0] (rename).name must be'],
      ['{"routine":[]}', 'routine is not known'],
      ['[', 'no JSON'],
      [here('nowhere.json'), 'nowhere.json'],
    ] as const)
      expect(await ended('routines', ...table('orders.csv'), '--edits', document)).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringContaining(said),
      })
  })
})

describe('ui friction', () => {
  test('gives its kinds with their sources, and where each was found', async () => {
    const { kinds, found } = await json('friction', ...table('orders.csv'))
    expect(kinds.length).toBeGreaterThan(5)
    for (const kind of kinds)
      expect(Object.keys(kind)).toEqual(['id', 'title', 'definition', 'source', 'suggestion', 'unknown'])
    expect(found.length).toBeGreaterThan(0)
    const ids = kinds.map(({ id }: { id: string }) => id)
    for (const one of found) {
      expect(ids).toContain(one.kind)
      expect(one.people, 'three people are fewer than five').toBe(null)
    }
    expect((await ended('friction', ...table('orders.csv'))).out).toContain(found[0].title)
  })
})

describe('ui import', () => {
  test('masks, and what it writes is read to the same routines', async () => {
    const before = await json('routines', ...table('orders.csv'))
    for (const out of ['orders.ui.jsonl', 'orders.ui.zip']) {
      const told = await json('import', ...table('orders.csv'), here(out))
      expect(told).toMatchObject({ file: here(out), events: rows, recordings: 1, capture: [], problems: [] })
      expect(readFileSync(here(out)).includes('PO-1017'), out).toBe(false)
      expect(await json('routines', here(out))).toEqual(before)
      expect(await json('friction', here(out))).toEqual(await json('friction', ...table('orders.csv')))
    }
    for (const out of ['orders.xes', 'orders.json']) {
      expect(await json('import', ...table('orders.csv'), here(out))).toMatchObject({ events: rows })
      expect(await parfocal('info', here(out), '--json')).toMatchObject({ code: 0 })
      expect(readFileSync(here(out), 'utf8')).not.toContain('PO-1017')
    }
    expect((await ended('import', ...table('orders.csv'), here('again.ui.zip'))).out).toContain(`${rows} events`)
  })
  test('keeps values in clear only where it is asked to, and says so', async () => {
    const kept = await ended('import', ...table('orders.csv'), here('clear.ui.jsonl'), '--keep-values')
    expect(kept).toMatchObject({ code: 0, err: expect.stringContaining('in clear') })
    expect(readFileSync(here('clear.ui.jsonl'), 'utf8')).toContain('PO-1017')
    expect((await json('import', ...table('orders.csv'), here('c.ui.jsonl'), '--keep-values')).capture).toEqual([
      'keep-values',
    ])
  })
  test('makes equal hashes with equal keys, and others without', async () => {
    writeFileSync(here('key'), 'a key of my own')
    const bytes = async (out: string, ...more: string[]) => {
      await json('import', ...table('orders.csv'), here(out), ...more)
      return readFileSync(here(out), 'utf8')
    }
    const one = await bytes('k1.ui.jsonl', '--key', here('key'))
    expect(await bytes('k2.ui.jsonl', '--key', here('key'))).toBe(one)
    expect(await bytes('k3.ui.jsonl')).not.toBe(one)
  })
  test('hashes declared identifiers under the key of the project, the same in every import', async () => {
    writeFileSync(here('project.key'), 'sixteen bytes or more')
    writeFileSync(here('forms.json'), JSON.stringify([{ name: 'order', pattern: 'PO-\\d{4}' }]))
    const keysIn = async (out: string) => {
      const flags = ['--identifiers', here('forms.json'), '--project-key', here('project.key')]
      await json('import', ...table('orders.csv'), here(out), ...flags)
      return [...readFileSync(here(out), 'utf8').matchAll(/"keys":(\[[^\]]+\])/g)].map(match => match[1])
    }
    const keys = await keysIn('p1.ui.jsonl')
    expect(keys.length).toBeGreaterThan(0)
    expect(await keysIn('p2.ui.jsonl')).toEqual(keys)
  })
  test('says what is wrong with identifiers and keys', async () => {
    writeFileSync(here('short.key'), 'short')
    writeFileSync(here('none.key'), '')
    const said = async (...flags: string[]) => {
      const { code, err } = await ended('import', ...table('orders.csv'), here('no.ui.jsonl'), ...flags)
      expect(code).toBe(2)
      return err
    }
    expect(await said('--identifiers', '[{"name":"order"}]')).toContain('needs --project-key')
    expect(await said('--project-key', here('project.key'))).toContain('is for --identifiers')
    expect(await said('--identifiers', '[{"name":"order"}]', '--project-key', here('short.key'))).toContain('5 bytes')
    expect(await said('--identifiers', '[{"name":1}]', '--project-key', here('project.key'))).toContain('no name')
    expect(await said('--key', here('none.key'))).toContain('can be guessed')
  })
  test('writes over nothing without --force', async () => {
    writeFileSync(here('there.xes'), 'mine')
    expect((await ended('import', ...table('orders.csv'), here('there.xes'))).code).not.toBe(0)
    expect(readFileSync(here('there.xes'), 'utf8')).toBe('mine')
    expect((await ended('import', ...table('orders.csv'), here('there.xes'), '--force')).code).toBe(0)
    expect(await ended('import', ...table('orders.csv'), here('out.docx'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('.ui.jsonl'),
    })
    expect((await ended('import', ...table('orders.csv'), join(folder, 'nowhere', 'a.xes'))).code).toBe(3)
  })
})

describe('ui export', () => {
  test.each(outputs.map(({ id }) => id))('makes %s, and says what is left to do', async id => {
    const out = here(`out-${id}`)
    const told = await json('export', ...table('orders.csv'), '--to', id, '--out', out)
    expect(Object.keys(told)).toEqual(['routine', 'name', 'output', 'files', 'toDo', 'problems'])
    expect(told).toMatchObject({ name: 'Book order', output: id })
    for (const file of told.files) expect(existsSync(join(out, file)), file).toBe(true)
    expect(told.files.length).toBeGreaterThan(0)
    expect(
      (await ended('export', ...table('orders.csv'), '--to', id, '--out', out)).code,
      'nothing is written over',
    ).not.toBe(0)
    expect((await ended('export', ...table('orders.csv'), '--to', id, '--out', out, '--force')).code).toBe(0)
  })
  test('of a routine by its id; one that is not there is bad input', async () => {
    const [{ routine }] = await json('routines', ...table('orders.csv'))
    const words = ['export', ...table('orders.csv'), '--to', 'bpmn', '--out', here('by-id')]
    expect((await json(...words, '--routine', routine)).routine).toBe(routine)
    expect(await ended(...words, '--force', '--routine', 'none')).toMatchObject({ code: 3, out: '' })
    expect(await ended('export', ...table('orders.csv'), '--to', 'toaster', '--out', here('x'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('playwright'),
    })
    expect(existsSync(here('x'))).toBe(false)
  })
})

describe('trouble', () => {
  const commands = ['clean', 'segment', 'routines', 'candidates', 'friction']
  test.each(commands)('ui %s of an empty, a foreign and a missing file is bad input', async command => {
    for (const [file, said] of [
      ['empty.csv', 'empty'],
      ['prose.csv', 'prose.csv'],
      ['nowhere.csv', 'nowhere.csv'],
    ] as const)
      expect(await ended(command, here(file)), file).toMatchObject({
        code: 3,
        out: '',
        err: expect.stringContaining(said),
      })
  })
  test('a format that is not known is told with those that are', async () => {
    expect(await ended('routines', ...table('orders.csv'), '--format', 'morse')).toMatchObject({
      code: 3,
      err: expect.stringContaining('action-logger'),
    })
    expect((await json('routines', ...table('orders.csv'), '--format', 'ui-table')).length).toBe(1)
  })
  test('every recording of the samples is read by every command', async () => {
    const recordings = readdirSync(join(root, 'samples')).filter(name => name.startsWith('ui-'))
    expect(recordings.length).toBeGreaterThan(10)
    for (const name of recordings) {
      const { segments } = await json('segment', sample(name), '--ignore-time')
      expect(Array.isArray(segments), name).toBe(true)
      for (const command of commands)
        expect((await ended(command, sample(name), '--quiet')).code, `${command} ${name}`).toBe(0)
    }
  })
})

describe('help', () => {
  test('shows examples of each command, and every option is in the documentation', async () => {
    const docs = readFileSync(join(root, 'docs', 'command-line.md'), 'utf8')
    for (const command of ['import', 'clean', 'segment', 'routines', 'candidates', 'friction', 'export', 'edits']) {
      const { code, out } = await ended(command, '--help')
      expect(code).toBe(0)
      expect(out).toContain('Examples:')
      expect(docs).toContain(`\`ui ${command} `)
      const options = [...out.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(found => found[1]!)
      for (const option of options) if (option !== '--help') expect(docs, `${command} ${option}`).toContain(option)
    }
  })
})

describe('a UI log on a server', () => {
  const TOKEN = 'the-token-of-a-test'
  let server: Awaited<ReturnType<typeof startServer>>
  let id: string
  const call = async (method: string, path: string, body: string | object) => {
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'x-parfocal': '1',
        'content-type': typeof body === 'string' ? 'application/octet-stream' : 'application/json',
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    expect(answer.ok, `${method} ${path}`).toBe(true)
    return (await answer.json()) as { id: string; uiLog: { id: string } }
  }
  beforeAll(async () => {
    server = await startServer({ dataFolder: null, port: 0, webRoot: null, handleSignals: false, token: TOKEN })
    const upload = await call('POST', '/api/uploads?name=orders.csv', readFileSync(here('orders.csv'), 'utf8'))
    id = (await call('POST', '/api/ui-logs', { upload: upload.id, mapping, wait: true })).uiLog.id
  })
  afterAll(() => server.close())
  const there = ['--server', '', '--token', TOKEN]
  const on = () => there.map(word => (word === '' ? server.url : word))

  test('answers as its file does', async () => {
    for (const command of ['routines', 'candidates', 'friction']) {
      const remote = await ended(command, 'orders', ...on())
      const file = await ended(command, ...table('orders.csv'))
      expect([remote.code, remote.out], command).toEqual([0, file.out])
    }
    for (const command of ['candidates', 'friction'])
      expect(await json(command, id, ...on()), command).toEqual(await json(command, ...table('orders.csv')))
    expect(await json('routines', 'orders', ...on())).toMatchObject([
      { name: 'Book order', instances: 18, people: null },
    ])
  })
  test('is exported as its file is, but for the number of people', async () => {
    const made = await json('export', 'orders', ...on(), '--to', 'bpmn', '--out', here('remote'))
    const file = await json('export', ...table('orders.csv'), '--to', 'bpmn', '--out', here('local'))
    expect(made.files).toEqual(file.files)
    // the fingerprint is that of the file, which a server does not keep
    for (const path of made.files)
      expect(readFileSync(join(here('remote'), path), 'utf8')).toEqual(
        readFileSync(join(here('local'), path), 'utf8').replace(/; SHA-256 of the UI log: [0-9a-f:sha]+/g, ''),
      )
  })
  test('is asked with what was saved there', async () => {
    await call('PUT', `/api/ui-logs/${id}/edits`, { revision: 0, edits: { assumptions: { hourlyCost: 70 } } })
    expect((await json('candidates', 'orders', ...on()))[0].inputs.hourlyCost.value).toBe(70)
    writeFileSync(here('given.json'), '{"hourlyCost":20}')
    const given = await json('candidates', 'orders', ...on(), '--assumptions', here('given.json'))
    expect(given[0].inputs.hourlyCost.value).toBe(20)
    await call('PUT', `/api/ui-logs/${id}/edits`, { revision: 1, edits: {} })
  })
  test('has its edits read and replaced, and answers as its file does under the same document', async () => {
    const before = await json('edits', 'orders', ...on())
    expect(before).toMatchObject({ version: 1, routines: [] })
    writeFileSync(here('renamed.json'), JSON.stringify(await renamed()))
    const saved = await ended('edits', 'orders', ...on(), '--set', here('renamed.json'))
    expect(saved).toMatchObject({ code: 0, out: expect.stringMatching(/^Saved, as revision \d+\.\n$/) })
    expect(saved.err).toContain('routines[1] (reject) speaks of a routine that is not there')
    expect(await json('edits', 'orders', ...on())).toEqual(await renamed())
    for (const command of ['routines', 'candidates', 'friction']) {
      const remote = await ended(command, 'orders', ...on())
      const file = await ended(command, ...table('orders.csv'), '--edits', here('renamed.json'))
      expect([remote.code, remote.out], command).toEqual([0, file.out])
    }
    const refused = await ended('routines', 'orders', ...on(), '--edits', here('renamed.json'))
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('`parfocal ui edits` replaces them') })
    expect((await ended('edits', 'orders')).code).toBe(2)
    const bad = await ended('edits', 'orders', ...on(), '--set', '{"routines":[{"kind":"burn"}]}')
    expect(bad).toMatchObject({ code: 2, err: expect.stringContaining('routines[0].kind') })
    writeFileSync(here('before.json'), JSON.stringify(before))
    expect(Object.keys(await json('edits', 'orders', ...on(), '--set', here('before.json')))).toEqual(['revision'])
  })
  test('that is not there is answered by those that are; rules of files are refused; a token is wanted', async () => {
    const missing = await ended('routines', 'nothing', ...on())
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining(`${id}  orders`)])
    for (const flag of ['--keep-values', '--ignore-time', '--show-people'])
      expect(await ended('friction', 'orders', ...on(), flag)).toMatchObject({
        code: 2,
        err: expect.stringContaining(flag),
      })
    expect((await ended('friction', 'orders', 'more', ...on())).code).toBe(2)
    expect((await ended('friction', 'orders', '--server', server.url)).code).toBe(4)
    vi.stubEnv('PARFOCAL_TOKEN', TOKEN)
    expect((await ended('friction', 'orders', '--server', server.url)).code).toBe(0)
  })
})
