import { execFile, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../test/shared.ts'
import { type Ended, parfocal } from './cli.fixture.ts'
import { hasDesktop } from './commands/serve.ts'
import { failureOf } from './exit.ts'

/** Most is asked within this process; what a process makes of it is asked of the compiled command (once, so all tests stand in this one file). */
const root = resolve(import.meta.dirname, '..', '..')
const built = join(root, 'node_modules', '.cache', `parfocal-cli-test-${process.pid}`)
const main = join(built, 'dist', 'cli', 'main.js')
let folder: string

beforeAll(async () => {
  mkdirSync(built, { recursive: true })
  cpSync(join(root, 'package.json'), join(built, 'package.json'))
  symlinkSync(join(root, 'samples'), join(built, 'samples'))
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  await runProcess(process.execPath, [
    tsc,
    '-p',
    join(root, 'tsconfig.build.json'),
    '--outDir',
    join(built, 'dist'),
    '--declaration',
    'false',
    // type errors are told by the type check
    '--noCheck',
  ])
  expect(existsSync(main), 'the command was compiled').toBe(true)
  folder = mkdtempSync(join(tmpdir(), 'parfocal-cli-'))
  process.chdir(folder)
}, 120_000)
afterAll(() => {
  process.chdir(root)
  rmSync(built, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
})

function runProcess(command: string, args: readonly string[], input?: string | Buffer): Promise<Ended> {
  return new Promise(done => {
    const child = execFile(command, args, { cwd: folder, maxBuffer: 2 ** 28 }, (error, out, err) => {
      const { code } = (error ?? { code: 0 }) as { code?: number }
      done({ code: typeof code === 'number' ? code : -1, out, err })
    })
    child.stdin?.on('error', () => {})
    child.stdin?.end(input ?? '')
  })
}
/** The command as users have it: compiled, in a process of its own. */
const asProcess = (...args: string[]) => runProcess(process.execPath, [main, ...args])
const helps = new Map<string, Promise<Ended>>()
const helpOf = (command: string): Promise<Ended> => {
  if (!helps.has(command)) helps.set(command, parfocal(command, '--help'))
  return helps.get(command)!
}
const json = async (...args: string[]) => {
  const { code, out, err } = await parfocal(...args, '--json')
  expect(code, err).toBe(0)
  return JSON.parse(out)
}

/** Two orders in XES, one of which is cancelled. */
const events = (names: string[], day: number) =>
  names
    .map(
      (name, i) =>
        `<event><string key="concept:name" value="${name}"/><string key="lifecycle:transition" value="complete"/><string key="org:resource" value="r${i}"/><date key="time:timestamp" value="2025-03-0${day}T0${i}:00:00Z"/></event>`,
    )
    .join('')
const smallXes = `<?xml version="1.0" encoding="UTF-8"?><log xes.version="1.0"><classifier name="Both" keys="concept:name lifecycle:transition"/>
<trace><string key="concept:name" value="1"/><string key="region" value="North"/>${events(['create', 'check', 'ship'], 1)}</trace>
<trace><string key="concept:name" value="2"/><string key="region" value="North"/>${events(['create', 'check', 'ship'], 2)}</trace>
<trace><string key="concept:name" value="3"/><string key="region" value="South"/>${events(['create', 'cancel'], 3)}</trace></log>`
const small = () => {
  const path = join(folder, 'small.xes')
  if (!existsSync(path)) writeFileSync(path, smallXes)
  return path
}

describe('info', () => {
  test('gives the stable object', async () => {
    expect(await json('info', small())).toMatchObject({
      cases: 3,
      events: 8,
      activities: 4,
      classes: 4,
      variants: 2,
      resources: 3,
      start: '2025-03-01T00:00:00.000Z',
      end: '2025-03-03T01:00:00.000Z',
      problems: [],
    })
  })
  test('reads standard input', async () => {
    const { code, out } = await runProcess(process.execPath, [main, 'info', '-', '--json'], smallXes)
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ cases: 3, events: 8 })
  })
  test('as a process says the same, and ends with the same code', async () => {
    expect(await asProcess('info', small())).toEqual(await parfocal('info', small()))
    for (const words of [
      ['info', 'nowhere.xes'],
      ['map', small(), '--svg', '--dot'],
      ['nonsense'],
      ['map', '--help'],
    ]) {
      const ended = await asProcess(...words)
      expect(ended).toEqual(await parfocal(...words))
      expect(ended.out + ended.err).not.toBe('')
    }
  })
  test('for people says the same', async () => {
    const { out } = await parfocal('info', small())
    expect(out).toMatch(/^cases +3$/m)
    expect(out).toMatch(/^format +XES/m)
    expect(out).toContain('between completions')
    expect(out).toContain('No problems.')
  })
  test('a classifier is a list of attributes, short names, or one of the log by name', async () => {
    for (const classifier of ['concept:name,lifecycle:transition', 'activity,lifecycle', 'Both']) {
      const { classes, activities, classifier: keys } = await json('info', small(), '--classifier', classifier)
      expect([classes, activities]).toEqual([4, 4])
      expect(keys).toEqual(['concept:name', 'lifecycle:transition'])
    }
  })
  test('another case notion regroups the events', async () => {
    expect(await json('info', small(), '--case-notion', 'region')).toMatchObject({ cases: 2, events: 8, variants: 2 })
    expect((await parfocal('convert', small(), 'regions.xes', '--case-notion', 'region')).code).toBe(0)
    expect(await json('variants', 'regions.xes')).toEqual(await json('variants', small(), '--case-notion', 'region'))
    const people = await parfocal('map', small(), '--case-notion', 'org:resource')
    expect([people.code, people.err]).toEqual([4, expect.stringContaining('people')])
  })
})

describe('map', () => {
  test('gives the stable graph with start and end marked', async () => {
    const map = await json('map', small())
    expect(
      map.nodes.map((n: { activity: string; frequency: number; caseFrequency: number }) => [
        n.activity,
        n.frequency,
        n.caseFrequency,
      ]),
    ).toEqual([
      ['create', 3, 3],
      ['check', 2, 2],
      ['ship', 2, 2],
      ['cancel', 1, 1],
    ])
    const arcs = map.arcs.map(
      (a: Record<string, unknown>) =>
        `${a['kind']} ${a['from']}→${a['to']} ${a['frequency']} ${a['meanMs']} ${a['medianMs']}`,
    )
    expect(arcs.sort()).toEqual([
      'activity check→ship 2 3600000 3600000',
      'activity create→cancel 1 3600000 3600000',
      'activity create→check 2 3600000 3600000',
      'end cancel→■ 1 null null',
      'end ship→■ 2 null null',
      'start ▶→create 3 null null',
    ])
    expect(map.timeMeaning).toBe('between-completions')
  })
  test('fewer activities project the log', async () => {
    const map = await json('map', small(), '--activities', '50')
    expect(map.nodes.map((n: { activity: string }) => n.activity)).toEqual(['create', 'check'])
    expect(map).toMatchObject({ activities: 4, frequency: 8, keptFrequency: 5, cases: 3, events: 5 })
    expect(map.arcs.map((a: { from: string; to: string }) => `${a.from}${a.to}`).sort()).toEqual([
      'check■',
      'createcheck',
      'create■',
      '▶create',
    ])
  })
  test('a filter from a file and from the line give the same', async () => {
    const where = '[{"kind":"activity","mode":"forbidden","activities":["cancel"]}]'
    writeFileSync(join(folder, 'where.json'), where)
    const [inline, file] = [
      await json('map', small(), '--where', where),
      await json('map', small(), '-w', 'where.json'),
    ]
    expect(inline).toEqual(file)
    expect(inline.cases).toBe(2)
  })
  test('is text, SVG or DOT', async () => {
    const text = await parfocal('map', small())
    expect(text.out).toContain('[create]')
    expect(text.out).toContain('4 of 4 activities, 100 % of events; 6 of 6 paths drawn')
    expect((await parfocal('map', small(), '--dot')).out).toMatch(/^digraph process \{/)
    const svg = await parfocal('map', small(), '--svg', '--metric', 'median')
    expect(svg.out).toMatch(/^<svg xmlns=/)
    expect(svg.err).toContain('not waiting times')
  })
  test('the ending of --out says the kind, and the file is written whole', async () => {
    const { code, out } = await parfocal('map', small(), '--out', 'map.svg')
    expect([code, out]).toEqual([0, ''])
    expect(readFileSync(join(folder, 'map.svg'), 'utf8')).toMatch(/<\/svg>\n$/)
  })
  test('one kind at a time', async () => {
    const { code, err } = await parfocal('map', small(), '--svg', '--dot')
    expect(code).toBe(2)
    expect(err).toContain('Choose one of --svg and --dot.')
  })
})

describe('variants', () => {
  test('gives the stable list', async () => {
    const variants = await json('variants', small())
    expect(variants).toMatchObject([
      { activities: ['create', 'check', 'ship'], cases: 2 },
      { activities: ['create', 'cancel'], cases: 1 },
    ])
    expect(await json('variants', small(), '--limit', '1')).toHaveLength(1)
  })
  test('for people with coverage', async () => {
    const { out } = await parfocal('variants', small(), '--limit', '1')
    expect(out).toContain('66.7 %')
    expect(out).toContain('create → check → ship')
    expect(out).toContain('2 variants in 3 cases; 1 more with 1 cases')
  })
})

describe('ask', () => {
  test('lists the analyses, and answers one', async () => {
    const { out } = await parfocal('ask')
    expect(out).toMatch(/^ {2}overview/m)
    const answer = await json('ask', 'rework', small())
    expect(answer).toMatchObject({ analysis: 'rework' })
    expect(Object.keys(answer)).toEqual(expect.arrayContaining(['findings', 'tables', 'notes']))
  })
  test('takes the parameters of the analysis as options, and checks them', async () => {
    const { findings } = await json('ask', 'example', small(), '--almost-all', '0.6')
    expect(findings.map((f: { id: string }) => f.id)).toEqual(['usual:create', 'usual:check', 'usual:ship'])
    for (const wrong of ['7', 'many']) {
      const { code, err } = await parfocal('ask', 'example', small(), '--almost-all', wrong)
      expect(code).toBe(2)
      expect(err).toContain('--almost-all')
    }
    expect((await parfocal('ask', 'nothing', small())).code).toBe(2)
  })
})

describe('compare', () => {
  const north = '[{"kind":"case-attribute","key":"region","values":["North"]}]'
  test('asks for its groups, with an example that it takes', async () => {
    for (const more of [[], ['--a', north, '--b', north]]) {
      const { code, out, err } = await parfocal('ask', 'compare', small(), ...more)
      expect([code, out]).toEqual([2, ''])
      expect(err).toContain('$ parfocal ask compare')
    }
    const { err } = await parfocal('ask', 'compare', small())
    const [a, b] = [...err.matchAll(/'(\[.*\])'/g)].map(found => found[1]!.replaceAll('Review credit', 'cancel'))
    expect(await json('ask', 'compare', small(), '--a', a!, '--b', b!)).toMatchObject({
      notes: expect.arrayContaining([expect.stringContaining('1 cases are compared with 2')]),
    })
  })
  test('one group is compared with all', async () => {
    expect((await parfocal('ask', 'compare', small(), '--a', north)).code).toBe(0)
  })
})

describe('filter, convert, import', () => {
  test('a filtered log holds what the filter keeps', async () => {
    const { code, err } = await parfocal(
      'filter',
      small(),
      'cancelled.xes.gz',
      '--where',
      '{"kind":"activity","mode":"mandatory","activities":["cancel"]}',
    )
    expect([code, err]).toEqual([0, expect.stringContaining('1 of 3 cases, 2 of 8 events.')])
    expect(gunzipSync(readFileSync(join(folder, 'cancelled.xes.gz'))).toString()).toContain('cancel')
    expect(await json('info', 'cancelled.xes.gz')).toMatchObject({ cases: 1, events: 2, variants: 1 })
  })
  test('event clauses cut events', async () => {
    const where = '[{"kind":"activity","mode":"keep","activities":["create","ship"]}]'
    await parfocal('filter', small(), 'kept.xes', '--where', where)
    const asked = await json('variants', small(), '--where', where)
    const written = await json('variants', 'kept.xes')
    expect(written).toEqual(asked)
  })
  test('a stored log answers like its file', async () => {
    const { code } = await parfocal('import', small(), 'small.parfocal')
    expect(code).toBe(0)
    expect(await json('map', 'small.parfocal')).toEqual(await json('map', small()))
    expect(await json('variants', 'small.parfocal')).toEqual(await json('variants', small()))
  })
  test('nothing is written over without --force', async () => {
    writeFileSync(join(folder, 'there.xes'), 'mine')
    const { code, err } = await parfocal('convert', small(), 'there.xes')
    expect([code, err]).toEqual([2, expect.stringContaining('--force')])
    expect(readFileSync(join(folder, 'there.xes'), 'utf8')).toBe('mine')
    expect((await parfocal('convert', small(), 'there.xes', '--force')).code).toBe(0)
    expect(await json('info', 'there.xes')).toMatchObject({ cases: 3 })
  })
  test('an ending that says no format is asked about', async () => {
    const { code, err } = await parfocal('convert', small(), 'log.abc')
    expect([code, err]).toEqual([2, expect.stringContaining('--to')])
    expect((await parfocal('convert', small(), '-', '--to', 'xes')).out).toMatch(/^<\?xml/)
  })
})

describe('what a format cannot hold', () => {
  const nested = smallXes.replace(
    '<string key="region" value="South"/>',
    '<string key="region" value="South"><string key="why" value="nested"/></string>',
  )
  const lost = [
    { kind: 'lost-log-attributes', count: 1 },
    { kind: 'lost-nested-attributes', count: 1 },
  ]
  test.each([
    ['convert', []],
    ['filter', ['--where', '{"kind":"activity","mode":"mandatory","activities":["create"]}']],
  ])('is told and listed by %s', async (command, more) => {
    writeFileSync('nested.xes', nested)
    const out = `${command}-nested.csv`
    const written = await parfocal(command, 'nested.xes', out, ...more)
    for (const { kind } of lost) expect(written.err).toContain(`Warning: 1 × ${kind}: `)
    expect(written.out).toBe('')
    expect(await json(command, 'nested.xes', out, '--force', ...more)).toMatchObject({
      file: out,
      cases: 3,
      events: 8,
      problems: lost,
    })
    expect(await json(command, 'nested.xes', `${command}-nested.xes`, ...more)).toMatchObject({ problems: [] })
  })
  test('an answer for programs and the log do not go the same way', async () => {
    expect(await parfocal('convert', small(), '-', '--to', 'csv', '--json')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('--json'),
    })
  })
})

describe('events without an activity', () => {
  test('are shown to people by a name, to programs as they are', async () => {
    writeFileSync('blank.csv', 'case,activity,time\n1,a,2025-01-01\n1,,2025-01-02\n1,(missing),2025-01-03\n')
    expect((await parfocal('variants', 'blank.csv')).out).toContain('a → (missing) → (missing)')
    expect(await json('variants', 'blank.csv')).toMatchObject([{ activities: ['a', '', '(missing)'] }])
    const { out } = await parfocal('map', 'blank.csv')
    expect(out).toContain('[(missing)]')
    expect(out).toContain('[((missing))]')
    expect(out).not.toContain('[]')
    expect((await json('map', 'blank.csv')).nodes).toContainEqual(expect.objectContaining({ activity: '' }))
  })
})

describe('tables and object-centric logs', () => {
  const sample = join(root, 'samples', 'order-to-cash.csv')
  test('a table is read with a proposed mapping, which can be saved and used again', async () => {
    const proposed = await json('info', sample)
    expect(proposed).toMatchObject({ cases: 1000, events: 8428, activities: 16, resources: 28, starts: 'column' })
    expect((await parfocal('import', sample, 'sample.parfocal', '--mapping-out', 'sample.mapping.json')).code).toBe(0)
    const again = await json('info', sample, '--mapping', 'sample.mapping.json')
    expect({ ...again, problems: [] }).toEqual({ ...proposed, problems: [] })
    expect(await json('map', 'sample.parfocal')).toEqual(await json('map', sample))
  })
  test('the map of the sample tells what is planted in it', async () => {
    const { arcs, timeMeaning } = await json('map', sample)
    expect(timeMeaning).toBe('waiting')
    const arc = (from: string, to: string) =>
      arcs.find((a: Record<string, string>) => a['from'] === from && a['to'] === to)
    expect(arc('Check credit', 'Review credit').frequency).toBe(335)
    expect(arc('Check credit', 'Review credit').meanMs).toBeCloseTo(592632701, -1)
    expect(arc('Approve order', 'Create invoice').frequency).toBe(19)
  })
  test('the happy path is the usual order', async () => {
    const { nodes } = await json('map', sample, '--happy-path')
    const names = nodes.map((n: { activity: string }) => n.activity)
    expect(names).toEqual(
      expect.arrayContaining(['Create order', 'Check credit', 'Approve order', 'Ship goods', 'Receive payment']),
    )
    expect(names).not.toContain('Review credit')
  })
  test('a mapping of columns that are not there is refused by name', async () => {
    const mapping = JSON.stringify({
      version: 1,
      table: {},
      caseId: 'nowhere',
      activity: 'activity',
      complete: 'complete',
    })
    const { code, err } = await parfocal('info', sample, '--mapping', mapping)
    expect([code, err]).toEqual([expect.toBeOneOf([2, 3]), expect.stringContaining('nowhere')])
  })
  test('converting there and back keeps variants and map', async () => {
    for (const name of ['there.csv', 'there.xes.gz']) {
      expect((await parfocal('convert', small(), name)).code).toBe(0)
      expect(await json('variants', name)).toEqual(await json('variants', small()))
      const [there, here] = [await json('map', name), await json('map', small())]
      expect(there.arcs).toEqual(here.arcs)
    }
  })
  test('objects of a type are cases, and what flattening does is said', async () => {
    const ocel = {
      objectTypes: [
        { name: 'order', attributes: [] },
        { name: 'item', attributes: [] },
      ],
      eventTypes: [
        { name: 'place', attributes: [] },
        { name: 'pack', attributes: [] },
      ],
      objects: [
        { id: 'o1', type: 'order' },
        { id: 'i1', type: 'item' },
        { id: 'i2', type: 'item' },
      ],
      events: [
        {
          id: 'e1',
          type: 'place',
          time: '2025-01-01T00:00:00Z',
          relationships: ['o1', 'i1', 'i2'].map(objectId => ({ objectId, qualifier: '' })),
        },
        { id: 'e2', type: 'pack', time: '2025-01-02T00:00:00Z', relationships: [{ objectId: 'i1', qualifier: '' }] },
      ],
    }
    writeFileSync(join(folder, 'two.jsonocel'), JSON.stringify(ocel))
    expect(await json('info', 'two.jsonocel')).toMatchObject({
      cases: 2,
      events: 3,
      objects: {
        objectType: 'item',
        objectTypes: [
          { name: 'order', objects: 1 },
          { name: 'item', objects: 2 },
        ],
      },
      problems: expect.arrayContaining([expect.objectContaining({ kind: 'convergence', count: 1 })]),
    })
    expect(await json('variants', 'two.jsonocel', '--object-type', 'order')).toMatchObject([
      { activities: ['place'], cases: 1 },
    ])
    expect(await parfocal('map', 'two.jsonocel', '--object-type', 'truck')).toMatchObject({
      code: 2,
      err: expect.stringContaining('order, item'),
    })
    expect((await parfocal('convert', 'two.jsonocel', 'two.sqlite')).code).toBe(0)
    expect(await json('info', 'two.sqlite')).toMatchObject({ cases: 2, events: 3, objects: { objectType: 'item' } })
    expect(await parfocal('info', small(), '--object-type', 'item')).toMatchObject({
      code: 2,
      err: expect.stringContaining('object-centric'),
    })
  })
})

describe('people', () => {
  const sample = join(root, 'samples', 'order-to-cash.csv')
  const one = JSON.stringify([
    { kind: 'event-attribute', key: 'org:resource', mode: 'mandatory', values: ['Jost Reh'] },
  ])
  test('answers about one person are refused unless the owner of the file wants them', async () => {
    expect(await parfocal('map', sample, '--where', one)).toMatchObject({
      code: 4,
      out: '',
      err: expect.stringContaining('5 people'),
    })
    const shown = await json('map', sample, '--where', one, '--show-people')
    expect(shown.cases).toBeGreaterThan(20)
    expect(shown.cases).toBeLessThan(300)
  })
  test('a mapping that asks for pseudonyms needs a key, and the same key gives the same ones', async () => {
    await parfocal('import', sample, 'kept.parfocal', '--mapping-out', 'kept.json')
    const text = readFileSync(join(folder, 'kept.json'), 'utf8').replace(
      /("column": "resource",\s*"action": )"keep"/,
      '$1"pseudonymise"',
    )
    writeFileSync(join(folder, 'hidden.json'), text)
    writeFileSync(join(folder, 'key'), 'a key of my own')
    expect(text).toContain('"pseudonymise"')
    expect(await parfocal('info', sample, '--mapping', 'hidden.json')).toMatchObject({
      code: 2,
      err: expect.stringContaining('key'),
    })
    for (const out of ['a.csv', 'b.csv'])
      expect((await parfocal('convert', sample, out, '--mapping', 'hidden.json', '--key', 'key')).code).toBe(0)
    const written = readFileSync(join(folder, 'a.csv'), 'utf8')
    expect(written).not.toContain('Jost Reh')
    expect(written).toBe(readFileSync(join(folder, 'b.csv'), 'utf8'))
  })
})

describe('serve', () => {
  test('prints its address, answers there, and ends at an interrupt', async () => {
    const child = spawn(process.execPath, [main, 'serve', '--port', '0', '--data', 'data', '--sample'], { cwd: folder })
    const ended = new Promise(done => child.on('exit', done))
    const address = await new Promise<string>((done, fail) => {
      let out = ''
      child.stdout.on('data', chunk => {
        out += chunk
        const found = /Parfocal is at (\S+)\n/.exec(out)
        if (found) done(found[1]!)
      })
      ended.then(() => fail(new Error('the server ended at once')))
    })
    try {
      expect((await fetch(`${address}/api/logs`)).status).toBe(200)
      const second = await parfocal('serve', '--port', '0', '--data', 'data')
      expect([second.code, second.err]).toEqual([4, expect.stringContaining('data')])
    } finally {
      child.kill('SIGINT')
    }
    expect(await ended).toBe(0)
  })
  test('beyond this machine a token is needed', async () => {
    const { code, err } = await parfocal('serve', '--host', '0.0.0.0', '--port', '0')
    expect([code, err]).toEqual([4, expect.stringContaining('--token')])
  })
  test('a browser opens on a desktop, never in continuous integration', () => {
    expect(hasDesktop({ DISPLAY: ':0' }, 'linux')).toBe(true)
    expect(hasDesktop({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true)
    expect(hasDesktop({}, 'linux')).toBe(false)
    expect(hasDesktop({}, 'darwin')).toBe(true)
    expect(hasDesktop({ CI: 'true', DISPLAY: ':0' }, 'linux')).toBe(false)
  })
})

describe('sample', () => {
  test('is the committed one', async () => {
    const { out } = await parfocal('sample')
    expect(out).toBe(readFileSync(join(root, 'samples', 'order-to-cash.csv'), 'utf8'))
  })
  test('tells what is planted', async () => {
    const { code, out } = await parfocal('sample', '--cases', '50', '--out', 'fifty.csv', '--truth')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ cases: 50, seed: 1 })
    expect(readFileSync(join(folder, 'fifty.csv'), 'utf8')).toMatch(/^order,activity,/)
  })
})

describe('trouble', () => {
  test('a missing file is bad input', async () => {
    const { code, out, err } = await parfocal('info', 'nowhere.xes')
    expect([code, out]).toEqual([3, ''])
    expect(err).toMatch(/^parfocal: There is no such file or folder: .*nowhere\.xes/)
  })
  test('a folder that is missing is named before the log is read', async () => {
    for (const words of [
      ['convert', 'nowhere.xes', 'no/folder/out.csv'],
      ['filter', 'nowhere.xes', 'no/folder/out.csv', '--where', '[]'],
      ['map', small(), '--out', 'no/folder/map.svg'],
      ['sample', '--cases', '1', '--out', 'no/folder/sample.csv'],
    ]) {
      const { code, out, err } = await parfocal(...words)
      expect([code, out], words[0]).toEqual([3, ''])
      expect(err, words[0]).toContain(`There is no folder ${join(process.cwd(), 'no', 'folder')}`)
    }
    expect((await parfocal('import', small(), 'made/for/this.parfocal')).code).toBe(0)
    expect(await json('info', 'made/for/this.parfocal')).toMatchObject({ cases: 3 })
    const inFile = await parfocal('convert', small(), join(small(), 'out.csv'))
    expect(inFile).toMatchObject({ code: 3, err: expect.stringContaining('is a file, and a folder is needed') })
  })
  test.each([
    ['EROFS', 'read-only'],
    ['ENOSPC', 'no space'],
    ['EACCES', 'not allowed'],
  ])('what the system refuses is no fault of the program: %s', (code, said) => {
    const { code: exit, message } = failureOf(Object.assign(new Error('x'), { code, path: '/target' }))
    expect([exit, message]).toEqual([3, expect.stringContaining(said)])
    expect(message).toContain('/target')
  })
  test.skipIf(process.platform !== 'linux')('where no folder can be made, that is said at once', async () => {
    for (const words of [
      ['serve', '--port', '0', '--data', '/proc/nope'],
      ['serve', '--port', '0', '--data', '/proc/nope/deeper'],
      ['import', small(), '/proc/nope/log.parfocal'],
    ]) {
      const { code, out, err } = await parfocal(...words)
      expect([code, out, err]).toEqual([3, '', expect.stringContaining('/proc takes no new ones')])
    }
    const into = await parfocal('serve', '--port', '0', '--data', '/proc/self')
    expect(into).toMatchObject({ code: 3, out: '', err: expect.stringContaining('Nothing can be written') })
    expect(await parfocal('convert', small(), '/proc/out.csv')).toMatchObject({
      code: 3,
      err: expect.stringContaining('/proc/out.csv.'),
    })
  })
  test('a file of no format is bad input, with what to do', async () => {
    writeFileSync(join(folder, 'noise.xes'), Buffer.from([0, 1, 2, 3, 255]))
    const { code, err } = await parfocal('info', 'noise.xes')
    expect([code, err]).toEqual([3, expect.stringContaining('noise.xes')])
    writeFileSync(join(folder, 'empty.xes'), '')
    expect(await parfocal('map', 'empty.xes')).toMatchObject({ code: 3, err: expect.stringContaining('empty') })
  })
  test.each([
    [['nonsense']],
    [['info']],
    [['info', 'a', '--nonsense']],
    [['map', 'a', '--activities', '101']],
    [['map', 'a', '--metric', 'speed']],
    [['variants', 'a', '--limit', '0']],
    [['sample', '--cases', 'many']],
    [['serve', '--port', '70000']],
    [['completion', 'tcsh']],
    [[]],
  ])('wrong use is code 2: %j', async args => {
    const { code, out, err } = await parfocal(...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).not.toBe('')
  })
  test.each([
    ['{"kind":"nothing"}', 'nothing'],
    ['[{"kind":"activity"', 'JSON'],
    ['missing.json', 'missing.json'],
  ])('a filter that is none is wrong use: %s', async (where, said) => {
    const { code, err } = await parfocal('map', small(), '--where', where)
    expect([code, err]).toEqual([2, expect.stringContaining(said)])
  })
  test('an unknown attribute is wrong use', async () => {
    for (const args of [
      ['--classifier', 'colour'],
      ['--case-notion', 'colour'],
    ])
      expect(await parfocal('info', small(), ...args)).toMatchObject({
        code: 2,
        err: expect.stringContaining('"colour"'),
      })
  })
  test('a calendar must be one', async () => {
    const week = Array.from({ length: 7 }, () => [[600, 540]])
    const { code, err } = await parfocal(
      'info',
      small(),
      '--calendar',
      JSON.stringify({ timeZone: 'Europe/Berlin', week }),
    )
    expect([code, err]).toEqual([2, expect.stringContaining('sorted')])
    const mars = await parfocal(
      'info',
      small(),
      '--calendar',
      JSON.stringify({ timeZone: 'Mars/North', week: week.map(() => []) }),
    )
    expect(mars).toMatchObject({ code: 2, err: expect.stringContaining('time zone') })
  })
  test('a reader that leaves is no trouble', async () => {
    const { code, out, err } = await runProcess('sh', [
      '-c',
      `"${process.execPath}" "${main}" sample --cases 20000 | head -n 1; echo "\${PIPESTATUS:-}"`,
    ])
    expect(code).toBe(0)
    expect(out.split('\n')[0]).toMatch(/^order,activity/)
    expect(err).not.toContain('EPIPE')
  })
  test('an interrupt cancels and leaves nothing behind', async () => {
    const child = spawn(process.execPath, [main, 'sample', '--cases', '20000000', '--out', 'huge.csv'], { cwd: folder })
    const part = () => readdirSync(folder).filter(name => name.startsWith('huge.csv'))
    const ended = new Promise(done => child.on('exit', done))
    while (part().length === 0 && child.exitCode === null) await new Promise(done => setTimeout(done, 20))
    child.kill('SIGINT')
    const code = await ended
    expect(code).toBe(130)
    expect(part()).toEqual([])
  })
})

describe('help', () => {
  test('each command shows examples', async () => {
    const { out, code } = await parfocal('--help')
    expect(code).toBe(0)
    const commands = [...out.matchAll(/^ {2}(\w+) (?=.*)/gm)].map(found => found[1]!).filter(name => name !== 'help')
    expect(commands).toEqual(
      expect.arrayContaining([
        'info',
        'map',
        'variants',
        'ask',
        'import',
        'convert',
        'filter',
        'sample',
        'serve',
        'completion',
      ]),
    )
    for (const name of [
      'info',
      'map',
      'variants',
      'ask',
      'import',
      'convert',
      'filter',
      'sample',
      'serve',
      'completion',
    ]) {
      const help = await helpOf(name)
      expect(help.code, name).toBe(0)
      expect(help.out, name).toContain('Examples:')
    }
  })
  test('the version is that of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    expect((await asProcess('--version')).out).toBe(`${version}\n`)
  })
  test('every command and option is in the documentation', async () => {
    const docs = readFileSync(join(root, 'docs', 'command-line.md'), 'utf8')
    for (const name of [
      'info',
      'map',
      'variants',
      'ask',
      'import',
      'convert',
      'filter',
      'sample',
      'serve',
      'completion',
    ]) {
      expect(docs).toMatch(new RegExp(`\\| \`${name}\\b`))
      const { out } = await helpOf(name)
      const options = [...out.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(found => found[1]!)
      for (const option of options) if (option !== '--help') expect(docs, `${name} ${option}`).toContain(option)
    }
  })
  test('completion scripts name commands, options and analyses, and shells accept them', async () => {
    for (const shell of ['bash', 'zsh', 'fish']) {
      const { out, code } = await parfocal('completion', shell)
      expect(code).toBe(0)
      for (const word of ['variants', 'bottlenecks', 'where']) expect(out, shell).toContain(word)
    }
    const { out } = await parfocal('completion', 'bash')
    const asked = await runProcess('bash', [
      '-c',
      `${out}\nCOMP_WORDS=(parfocal ma); COMP_CWORD=1; _parfocal; echo "\${COMPREPLY[@]}"\nCOMP_WORDS=(parfocal map --pa); COMP_CWORD=2; _parfocal; echo "\${COMPREPLY[@]}"`,
    ])
    expect(asked).toMatchObject({ code: 0, out: 'map\n--paths\n' })
  })
})

describeShared(
  'real logs',
  ['data/logs/augusto-SEPSIS/SEPSIS.xes.gz', 'data/logs/augusto-BPIC13_i/BPIC13_i.xes.gz'],
  () => {
    const sepsis = sharedPath('data/logs/augusto-SEPSIS/SEPSIS.xes.gz')
    const incidents = sharedPath('data/logs/augusto-BPIC13_i/BPIC13_i.xes.gz')
    test('Sepsis has its published size', async () => {
      expect(await json('info', sepsis)).toMatchObject({ cases: 1050, events: 15214, activities: 16, variants: 846 })
      const variants = await json('variants', sepsis)
      expect(variants).toHaveLength(846)
      expect(variants.reduce((sum: number, v: { cases: number }) => sum + v.cases, 0)).toBe(1050)
    })
    test('BPIC 2013 incidents depend on the classifier', async () => {
      expect(await json('info', incidents)).toMatchObject({ activities: 4, classes: 4, variants: 1511 })
      expect(await json('info', incidents, '--classifier', 'activity,lifecycle')).toMatchObject({
        activities: 4,
        classes: 13,
        variants: 2278,
      })
    })
    test('the arcs of Sepsis reconcile with its activities', async () => {
      const { nodes, arcs } = await json('map', sepsis)
      for (const { activity, frequency } of nodes) {
        const sum = (end: 'from' | 'to', mark: string) =>
          arcs
            .filter((a: Record<string, string>) => a[end] === activity && a['kind'] !== mark)
            .reduce((s: number, a: { frequency: number }) => s + a.frequency, 0)
        expect([sum('to', 'end'), sum('from', 'start')], activity).toEqual([frequency, frequency])
      }
    })
    test('stays readable when few activities and paths are drawn', async () => {
      const { out } = await parfocal('map', sepsis, '--activities', '30', '--paths', '0')
      expect(out).toMatch(/^5 of 16 activities, [\d.]+ % of events; \d+ of \d+ paths drawn/)
      expect(out).toContain('paths not drawn')
    })
  },
)
