import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outputs, purposes } from '../src/actions/index.ts'
import { parfocal } from '../src/cli/cli.fixture.ts'
import { type TestServer, testServer } from '../src/server/server.fixture.ts'

/*
 * Work of six people on six days, with a canary of its own in every value, title, query, label of a cell, name of a person and
 * of a file; and everything that can be made of it: commands, outputs with what is packed in them, answers over HTTP.
 */
const PEOPLE = ['Zqanna', 'Zqbruno', 'Zqclara', 'Zqdavid', 'Zqelena', 'Zqfranz'].map(name => `${name} Zqvolkmer`)
const NOTES = ['Zqgeheimnis', 'Zqkrankheit', 'Zqgehalt', 'Zqvertrag']
const canaries: readonly string[] = [
  ...PEOPLE.map(name => name.split(' ')[0]!),
  'Zqvolkmer',
  ...NOTES,
  'Zqtitel',
  'Zqfrage',
  'Zqfragment',
  'Zqzelle',
  'Zqmappe',
  'zqmail',
  '99171037',
  '99171074',
  'DE89370400440532013000',
  'Zqpasswort',
]

function recording(): string {
  const columns =
    'Time,User,Action,Application,Window title,URL,Element type,Element name,Element id,Cell,Sheet,File Name,Value'
  const lines = [columns]
  let run = 0
  for (let day = 0; day < 6; day++)
    for (const [p, user] of PEOPLE.entries()) {
      run++
      const number = `9917${1000 + 37 * run}`
      const at = (s: number) => new Date(Date.UTC(2025, 2, 3 + day, 8 + p) + s * 1000).toISOString()
      const page = `https://desk.test/orders/${number}?q=Zqfrage${run}#Zqfragment`
      const form = `Chrome,Order ${number} of Zqtitel ${user},${page}`
      const file = `Zqmappe ${user}.xlsx`
      const note = NOTES[run % NOTES.length]!
      const events = [
        `copy,Excel,${file} - Excel,,cell,,,B${run + 1},Orders,${file},${number}`,
        `paste,${form},textbox,Order no.,order,,,,${number}`,
        `click,${form},cell,Zqzelle ${user},row-${number},,,,`,
        `enter,${form},textbox,Remark,remark,,,,${note} ${run} zqmail${run}@zq.example DE89370400440532013000`,
        `enter,${form},password,Password,password,,,,Zqpasswort${run}`,
        `select,${form},combobox,Customer,customer,,,,${user}`,
        `click,${form},button,Save,save,,,,`,
      ]
      for (const [i, event] of events.entries()) lines.push(`${at(3 * i)},${user},${event}`)
    }
  return `${lines.join('\n')}\n`
}
const mapping = {
  version: 1,
  time: 'Time',
  user: 'User',
  action: 'Action',
  cell: 'Cell',
  value: 'Value',
  element: {
    application: 'Application',
    window: 'Window title',
    page: 'URL',
    role: 'Element type',
    name: 'Element name',
    identifier: 'Element id',
    group: 'Sheet',
    document: 'File Name',
  },
}

const leaksIn = (text: string) => {
  const low = text.toLowerCase()
  return canaries.flatMap(canary => {
    const at = low.indexOf(canary.toLowerCase())
    return at < 0 ? [] : [`${canary}: ${text.slice(Math.max(0, at - 80), at + 60).replaceAll('\n', '⏎')}`]
  })
}
/** All that files say, also in the zips among them (DOCX is one). */
function textsIn(path: string): string {
  if (statSync(path).isDirectory())
    return readdirSync(path)
      .map(name => textsIn(join(path, name)))
      .join('\n')
  return `${path}\n${unpacked(readFileSync(path))}`
}
function unpacked(bytes: Uint8Array): string {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return strFromU8(bytes)
  return Object.entries(unzipSync(bytes))
    .map(([name, content]) => `${name}\n${unpacked(content)}`)
    .join('\n')
}

let folder: string
let file: string
let columns: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parfocal-canaries-'))
  file = join(folder, 'recording.csv')
  columns = join(folder, 'columns.json')
  writeFileSync(file, recording())
  writeFileSync(columns, JSON.stringify(mapping))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the canaries are there to be found', () => expect(leaksIn(recording()).length).toBe(canaries.length))

test.each(['clean', 'segment', 'routines', 'candidates', 'friction'])(
  'ui %s tells none, as text or as JSON',
  async command => {
    for (const flags of [[], ['--json'], ['--show-people'], ['--ignore-time', '--json']]) {
      const { code, out, err } = await parfocal('ui', command, file, '--mapping', columns, ...flags)
      expect({ flags, code, leaks: leaksIn(out + err) }).toEqual({ flags, code: 0, leaks: [] })
      expect(out.length).toBeGreaterThan(40)
    }
  },
)

test.each(['jsonl', 'zip', 'xes', 'json'])('a UI log in .%s holds none', async ending => {
  const out = join(folder, `log.${ending === 'jsonl' || ending === 'zip' ? `ui.${ending}` : ending}`)
  const { code, out: said, err } = await parfocal('ui', 'import', file, out, '--mapping', columns)
  expect({ code, leaks: leaksIn(said + err + textsIn(out)) }).toEqual({ code: 0, leaks: [] })
})

test.each(outputs.map(({ id }) => id))('the output %s holds none, also in what is packed', async id => {
  const into = join(folder, `out-${id}`)
  const flags = id === 'training-data' ? ['--purpose', purposes.at(-1)!, '--licence', 'none'] : []
  const { code, out, err } = await parfocal(
    'ui',
    'export',
    file,
    '--mapping',
    columns,
    '--to',
    id,
    '--out',
    into,
    ...flags,
  )
  expect(leaksIn(out + err)).toEqual([])
  if (code === 0) expect(leaksIn(textsIn(into))).toEqual([])
  else expect(err.length).toBeGreaterThan(20)
})

describe('over HTTP', () => {
  let server: TestServer
  let id: string
  beforeAll(async () => {
    server = await testServer()
    const sent = await server.call('POST', '/api/uploads?name=recording.csv', recording())
    const body = { upload: (sent.body as { id: string }).id, mapping, wait: true }
    const made = await server.call('POST', '/api/ui-logs', body)
    expect(made.status).toBe(201)
    expect(leaksIn(made.text)).toEqual([])
    id = (made.body as { uiLog: { id: string } }).uiLog.id
  })
  afterAll(() => server.close())

  test('no answer tells one', async () => {
    const base = `/api/ui-logs/${id}`
    const routines = await server.call('GET', `${base}/routines`)
    const [routine] = routines.body as unknown as { id: string }[]
    expect(routine).toBeDefined()
    const answers = [
      routines,
      await server.call('GET', '/api/ui-logs'),
      await server.call('GET', base),
      ...(await Promise.all(
        ['recordings', 'events?from=0&limit=500', 'friction', 'edits', `outputs?routine=${routine!.id}`].map(path =>
          server.call('GET', `${base}/${path}`),
        ),
      )),
      await server.call('GET', `${base}/routines/${routine!.id}`),
      await server.call('GET', `${base}/routines/${routine!.id}/procedure`),
      await server.call('POST', `${base}/candidates`, {}),
      await server.call('GET', `${base}/routines/nothing`),
      await server.call('GET', `${base}/events?limit=0`),
    ]
    for (const { status, text } of answers) expect({ status, leaks: leaksIn(text) }).toEqual({ status, leaks: [] })
    expect(answers.slice(0, 10).every(({ status }) => status === 200)).toBe(true)
  })

  test('no file of the data folder holds one, once the recording is masked', () => {
    expect(leaksIn(textsIn(server.dataFolder))).toEqual([])
  })
})
