import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parfocal } from '../../cli.fixture.ts'

const samples = resolve(import.meta.dirname, '../../../../samples')
let folder: string
const here = (name: string) => join(folder, name)
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parfocal-import-'))
  writeFileSync(here('notes.csv'), NOTES)
  writeFileSync(here('key'), 'a key of my own')
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Two remarks that differ in all but the number of the order. */
const NOTES = `Time,User,Action,Application,Window,Element type,Element name,Value
2025-03-03 08:00:00,ann,enter,SAP GUI,Order,Edit,Remark,Ann called about 4500012345 today
2025-03-03 08:00:10,ann,enter,SAP GUI,Order,Edit,Remark,4500012345
2025-03-03 08:00:20,ann,enter,Payroll,Salary,Edit,Sum,900
`
interface Value {
  readonly shape: string
  readonly hash?: string
  readonly clear?: string
}
async function valuesUnder(rules: string, ...more: string[]): Promise<readonly Value[]> {
  const flags = rules === '' ? more : ['--mask-rules', rules, ...more]
  const ended = await parfocal('ui', 'import', here('notes.csv'), here('n.ui.jsonl'), '--force', ...flags)
  expect(ended.code, ended.err).toBe(0)
  const lines = readFileSync(here('n.ui.jsonl'), 'utf8').trim().split('\n')
  const { values, events } = { values: [] as Value[], events: [] as number[] }
  for (const line of lines.slice(1)) {
    const { value, event } = JSON.parse(line) as { value?: Value; event?: { value: number } }
    if (value) values.push(value)
    if (event) events.push(event.value)
  }
  return events.map(at => values[at]!)
}

describe('masking rules of the user', () => {
  test('apply to what a file holds before anything is derived from it', async () => {
    const [called, number, sum] = await valuesUnder('')
    expect(called!.hash).not.toBe(number!.hash)
    writeFileSync(
      here('rules.yaml'),
      `version: 1
rules:
  - id: order
    action: keep-only-match
    find: '45\\d{8}'
    target: { application: 'sap*', field: remark }
  - id: pay
    action: blocklist
    target: { application: payroll }
`,
    )
    const [only, same, hidden] = await valuesUnder(here('rules.yaml'))
    expect(only).toEqual(same)
    expect([sum!.shape, hidden!.shape]).toEqual(['999', 'BLOCKLISTED'])
    const clear = await valuesUnder(here('rules.yaml'), '--keep-values')
    expect(clear.map(value => value.clear)).toEqual(['4500012345', '4500012345', undefined])
  })
  test('that keep are capture rules, and other commands take rules, too', async () => {
    const keep = '{"version":1,"rules":[{"id":"remarks","action":"keep","target":{"field":"remark"}}]}'
    const told = await parfocal('ui', 'import', here('notes.csv'), here('k.ui.jsonl'), '--mask-rules', keep, '--json')
    expect(JSON.parse(told.out).capture).toEqual(['remarks'])
    const replace = '{"version":1,"rules":[{"id":"no","action":"replace","find":"[^4]"}]}'
    for (const command of ['clean', 'segment', 'routines'])
      expect(await parfocal('ui', command, here('notes.csv'), '--mask-rules', replace), command).toMatchObject({
        code: 0,
      })
  })
  test('that are none are wrong use, told with file and line', async () => {
    const said = async (text: string) => {
      writeFileSync(here('bad.yaml'), text)
      const { code, err } = await parfocal('ui', 'clean', here('notes.csv'), '--mask-rules', here('bad.yaml'))
      expect(code).toBe(2)
      return err
    }
    const rule = (more: string) => `version: 1\nrules:\n  - id: a\n    action: replace\n${more}`
    expect(await said(rule("    find: '(a+)+'\n"))).toMatch(
      /--mask-rules: .*bad\.yaml, line 5: .*Rule 1, "find": .*many ways/,
    )
    expect(await said(rule('    find: x\n    found: y\n'))).toMatch(/line 6: .*"found": is not known/)
    expect(await said('version: 2\nrules: []\n')).toMatch(/line 1: .*"version": must be 1/)
    expect(await said('version: 1\nrules: [')).toMatch(/bad\.yaml, line \d/)
    expect((await parfocal('ui', 'clean', here('notes.csv'), '--mask-rules', here('gone'))).code).toBe(2)
    const server = ['routines', 'x', '--server', 'localhost:1', '--mask-rules', '{}']
    expect(await parfocal('ui', ...server)).toMatchObject({ code: 2, err: expect.stringContaining('about a file') })
  })
  test('change nothing of a stored UI log, which is told', async () => {
    await valuesUnder('')
    const rules = '{"version":1,"rules":[{"id":"a","action":"blocklist"}]}'
    const again = await parfocal('ui', 'import', here('n.ui.jsonl'), here('n2.ui.jsonl'), '--mask-rules', rules)
    expect(again).toMatchObject({ code: 0, err: expect.stringContaining('already-masked') })
    expect(readFileSync(here('n2.ui.jsonl'))).toEqual(readFileSync(here('n.ui.jsonl')))
  })
})

test('what is no recording, holds nothing, or cannot be written to is told in words', async () => {
  const said = async (...words: string[]) => {
    const { code, err } = await parfocal('ui', ...words)
    return [code, err] as const
  }
  expect(await said('clean', join(samples, 'xes-start-and-complete.xes'))).toEqual([
    3,
    expect.stringContaining('This is an event log (XES)'),
  ])
  writeFileSync(here('header.csv'), NOTES.split('\n')[0]!)
  expect(await said('routines', here('header.csv'))).toEqual([3, expect.stringContaining('columns and no rows')])
  writeFileSync(here('none.csv'), readFileSync(join(samples, 'ui-action-logger.csv'), 'utf8').split('\n')[0]!)
  expect(await said('routines', here('none.csv'))).toEqual([0, expect.stringContaining('no-events')])
  expect(await said('clean', '-')).toEqual([2, expect.stringContaining('standard input')])
  mkdirSync(here('out.xes'))
  expect(await said('import', here('notes.csv'), here('out.xes'), '--force')).toEqual([
    3,
    expect.stringMatching(/not a folder: .*out\.xes\.\n$/),
  ])
  expect(await said('export', here('notes.csv'), '--to', 'bpmn', '--out', here('notes.csv'))).toEqual([
    3,
    expect.stringContaining('is a file, and a folder is needed'),
  ])
})

describe('a folder of recordings', () => {
  test('is one UI log, each file a recording by its path, in the order of code points', async () => {
    mkdirSync(here('week/ann'), { recursive: true })
    for (const name of ['b.csv', 'B.csv', 'ann/monday.csv'])
      cpSync(join(samples, 'ui-action-logger.csv'), join(here('week'), name))
    writeFileSync(here('week/read me.txt'), 'two loggers')
    writeFileSync(here('week/.hidden.csv'), 'no')
    const { out, err } = await parfocal('ui', 'import', here('week'), here('week.ui.jsonl'), '--json')
    expect(JSON.parse(out), err).toMatchObject({ events: 27, recordings: 3 })
    const [about] = readFileSync(here('week.ui.jsonl'), 'utf8').split('\n')
    expect(JSON.parse(about!).name).toBe('week')
    const ids = JSON.parse(about!).recordings.map(({ id }: { id: string }) => id)
    expect(ids).toEqual(['B.csv', 'b.csv', 'ann/monday.csv'])
    const { problems } = JSON.parse(out) as { problems: { kind: string; places: { file: string }[] }[] }
    expect(problems.find(({ kind }) => kind === 'no-recording')?.places).toEqual([{ file: 'read me.txt' }])
    const files = new Set(problems.flatMap(({ places }) => places.map(({ file }) => file)))
    expect([...files].sort()).toEqual(['B.csv', 'ann/monday.csv', 'b.csv', 'read me.txt'])
    const { out: routines } = await parfocal('ui', 'routines', here('week'), '--json')
    expect((JSON.parse(routines) as object[]).length).toBeGreaterThan(0)
  })
  test('of which all or none is a recording is read, or refused in words', async () => {
    mkdirSync(here('episode'))
    cpSync(join(samples, 'ui-agent-net.jsonl'), here('episode/events.jsonl'))
    writeFileSync(here('episode/metadata.json'), '{}')
    const one = await parfocal('ui', 'import', here('episode'), here('episode.ui.jsonl'), '--json')
    expect(JSON.parse(one.out), one.err).toMatchObject({ recordings: 1 })
    mkdirSync(here('nothing'))
    expect(await parfocal('ui', 'clean', here('nothing'))).toMatchObject({
      code: 3,
      err: expect.stringContaining('no file in the folder'),
    })
    writeFileSync(here('nothing/a.txt'), 'words')
    expect(await parfocal('ui', 'clean', here('nothing'))).toMatchObject({
      code: 3,
      err: expect.stringMatching(/None of the 1 files \(a\.txt\) is in a format/),
    })
  })
  test('is read by a mapping where one is given', async () => {
    mkdirSync(here('tables'))
    writeFileSync(here('tables/a.csv'), 'what;where\nclick;here\n')
    writeFileSync(here('tables/note.md'), '# no table')
    const mapping = '{"version":1,"action":"what","element":{"name":"where"}}'
    const { out, err } = await parfocal('ui', 'clean', here('tables'), '--mapping', mapping, '--json')
    expect(JSON.parse(out).steps, err).toHaveLength(1)
  })
})
