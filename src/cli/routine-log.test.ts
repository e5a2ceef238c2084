import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parfocal } from './cli.fixture.ts'

let folder: string
let id: string
const at = (name: string) => join(folder, name)
const json = async (...words: string[]) => {
  const { code, out, err } = await parfocal(...words, '--json')
  expect([code, err]).toEqual([0, expect.any(String)])
  return JSON.parse(out) as Record<string, unknown>
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parfocal-routine-log-'))
  await parfocal('ui', 'sample', '--runs', '60', '--out', at('rec.csv'))
  const routines = (await json('ui', 'routines', at('rec.csv'))) as unknown as { routine: string; support: number }[]
  id = routines[0]!.routine
  expect(routines[0]!.support).toBeGreaterThan(10)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('models of a recording', () => {
  test('a routine has as many cases as runs, and the model of its own export', async () => {
    const { out } = await parfocal('ui', 'routines', at('rec.csv'), '--json')
    const [routine] = JSON.parse(out) as { support: number; name: string; steps: { label: string }[] }[]
    const report = await json('discover', 'inductive', at('rec.csv'), '--routine', id, '--out', at('m.pnml'))
    expect(report['cases']).toBe(routine!.support)
    for (const { label } of routine!.steps) expect(report['tree']).toContain(label)
    expect(await json('discover', 'ilp', at('rec.csv'), '--routine', routine!.name)).toMatchObject({ kind: 'net' })
  })
  test('its runs fit the model that was found in them without noise', async () => {
    const report = await json('conformance', at('rec.csv'), at('m.pnml'), '--routine', id)
    expect(report).toMatchObject({ fitness: 1, costMoves: 0 })
    const { alignmentFitness } = await json('precision', at('rec.csv'), at('m.pnml'), '--routine', id)
    expect(alignmentFitness).toBe(1)
  })
  test('all routines make one log', async () => {
    const all = await json('discover', 'inductive', at('rec.csv'), '--routine', 'all')
    const one = await json('discover', 'inductive', at('rec.csv'), '--routine', id)
    expect(all['cases'] as number).toBeGreaterThan(one['cases'] as number)
  })
  test('edits count', async () => {
    const { out } = await parfocal('ui', 'routines', at('rec.csv'), '--json')
    const [first] = JSON.parse(out) as { classes: string[]; routine: string; name: string }[]
    const rename = { kind: 'rename', routine: { id: first!.routine, steps: first!.classes }, name: 'Enter an order' }
    writeFileSync(at('edits.json'), JSON.stringify({ version: 1, routines: [rename] }))
    const words = ['discover', 'inductive', at('rec.csv'), '--routine', 'Enter an order']
    const { code, out: tree, err } = await parfocal(...words, '--edits', at('edits.json'))
    expect([code, err]).toEqual([0, expect.any(String)])
    expect(tree).toBe((await parfocal('discover', 'inductive', at('rec.csv'), '--routine', id)).out)
  })
  test('what is no routine, or no choice, is refused with what to do', async () => {
    const refused = async (code: number, said: string, ...words: string[]) =>
      expect(await parfocal('discover', 'inductive', ...words)).toMatchObject({
        code,
        err: expect.stringContaining(said),
      })
    await refused(3, 'There is no routine "nothing"', at('rec.csv'), '--routine', 'nothing')
    await refused(2, 'name a file', '-', '--routine', 'all')
    await refused(2, '--edits is for --routine', at('rec.csv'), '--edits', at('edits.json'))
    await parfocal('ui', 'import', at('rec.csv'), at('rec.ui.jsonl'))
    expect(readFileSync(at('rec.ui.jsonl'), 'utf8').length).toBeGreaterThan(100)
    await refused(2, 'is a UI log: name one of its routines', at('rec.ui.jsonl'))
    await refused(2, 'have no objects', at('rec.csv'), '--routine', 'all', '--object-type', 'x')
    const empty = 'caseID,userID,timeStamp\n'
    writeFileSync(at('none.csv'), empty)
    expect((await parfocal('discover', 'inductive', at('none.csv'), '--routine', 'all')).code).toBe(3)
  })
})
