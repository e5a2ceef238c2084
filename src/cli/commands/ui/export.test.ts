import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parfocal } from '../../cli.fixture.ts'

const sample = resolve(import.meta.dirname, '../../../../samples/ui-chrome-recorder.json')
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parfocal-export-'))
})
afterAll(() => rmSync(folder, { recursive: true }))
const out = (name: string) => join(folder, name)
const exported = (to: string, ...more: string[]) =>
  parfocal('ui', 'export', sample, '--to', to, '--out', out(to), ...more)

test('a process document is written in three formats, and its evidence names the recording', async () => {
  const { code, out: told } = await exported('process-document', '--json')
  expect(code).toBe(0)
  const { routine, files } = JSON.parse(told)
  expect(files).toEqual([`${routine}.docx`, `${routine}.html`, `${routine}.md`, 'evidence.json'])
  expect(readdirSync(out('process-document')).sort()).toEqual([...files].sort())
  expect(
    readFileSync(join(out('process-document'), files[0]))
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
  expect(JSON.parse(readFileSync(join(out('process-document'), 'evidence.json'), 'utf8'))).toMatchObject({
    routine,
    logFingerprint: createHash('sha256').update(readFileSync(sample)).digest('hex'),
  })
})

test('nothing is written over what is there, and an output that does not exist is wrong use', async () => {
  expect((await exported('uipath')).code).toBe(0)
  expect(await exported('uipath')).toMatchObject({ code: 2, err: expect.stringContaining('is there already') })
  expect(await exported('teapot')).toMatchObject({ code: 2, err: expect.stringContaining('power-automate') })
})

test('training data needs a purpose that allows it', async () => {
  expect(await exported('training-data')).toMatchObject({
    code: 4,
    err: expect.stringContaining('no purpose is given'),
  })
  expect((await exported('training-data', '--purpose', 'automation')).code).toBe(4)
  expect((await exported('training-data', '--purpose', 'curiosity')).code).toBe(2)
  // refused before anything is read: the recording is not even there
  const gone = ['ui', 'export', out('gone.json'), '--to', 'training-data', '--out', out('none')]
  expect((await parfocal(...gone)).code).toBe(4)
  expect((await parfocal(...gone, '--purpose', 'agent-training')).code).toBe(3)
})

test('an agent that answers as people did is right in every step', async () => {
  const made = await exported('training-data', '--purpose', 'agent-evaluation', '--licence', 'CC0', '--json')
  expect(JSON.parse(made.out)).toMatchObject({ card: { licence: 'CC0', counts: { test: { routines: 1 } } } })
  const chat = join(out('training-data'), 'chat', 'test.jsonl')
  const answers = readFileSync(chat, 'utf8')
    .trim()
    .split('\n')
    .flatMap(line => {
      const { id, messages } = JSON.parse(line)
      const calls = messages.flatMap((message: { tool_calls?: object[] }) => message.tool_calls ?? [])
      return calls.map((call: object, step: number) => JSON.stringify({ trajectory: id, step, tool_calls: [call] }))
    })
  writeFileSync(out('answers.jsonl'), answers.slice(1).join('\n'))
  const { code, out: told } = await parfocal('ui', 'score', chat, out('answers.jsonl'), '--json')
  expect(code).toBe(0)
  expect(JSON.parse(told)).toMatchObject({
    step: { right: answers.length - 1, of: answers.length },
    wrong: { missing: 1, action: 0, target: 0, value: 0 },
  })
  expect((await parfocal('ui', 'score', chat, out('answers.jsonl'))).out).toContain('1 without an answer')
  expect((await parfocal('ui', 'score', out('no'), out('answers.jsonl'))).code).toBe(3)
})
