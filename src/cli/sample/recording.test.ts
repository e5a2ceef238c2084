import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parfocal } from '../cli.fixture.ts'
import { recordingCsv } from './recording-csv.ts'

const text = (runs: number, seed = 1) => [...recordingCsv({ runs, seed })].join('')

test('the same seed makes the same recording, another one another', () => {
  expect(text(100)).toBe(text(100))
  expect(text(100)).not.toBe(text(100, 2))
  expect(text(0).trim().split('\n')).toHaveLength(1)
})

describe('the sample recording', () => {
  let folder: string
  const file = () => join(folder, 'recording.csv')
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'parfocal-recording-'))
    writeFileSync(file(), text(300))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const json = async (...words: string[]) => {
    const { code, out } = await parfocal('ui', ...words, '--json', '--show-people')
    expect(code).toBe(0)
    return JSON.parse(out)
  }

  test('is what the command writes', async () => {
    expect((await parfocal('ui', 'sample', '--runs', '300')).out).toBe(text(300))
    expect((await parfocal('ui', 'sample', '--runs', '300', '--out', file())).code).not.toBe(0)
    expect((await parfocal('ui', 'sample', '--runs', '300', '--out', file(), '--force')).code).toBe(0)
  })

  test('has its two routines, nearly all of their runs, and a monthly figure for each', async () => {
    const routines = await json('routines', file())
    const named = (button: string) =>
      routines
        .filter(({ steps }: { steps: { label: string }[] }) => steps.some(({ label }) => label.includes(button)))
        .reduce((sum: number, { support }: { support: number }) => sum + support, 0)
    expect(named('Save order')).toBeGreaterThan(190)
    expect(named('Find')).toBeGreaterThan(90)
    const candidates = await json('candidates', file())
    expect(candidates.slice(0, 2).every(({ score }: { score: { ok: boolean } }) => score.ok)).toBe(true)
    expect(candidates[0].people).toBe(6)
  })

  test('has friction of several kinds', async () => {
    const { found } = await json('friction', file())
    const kinds = new Set(found.map(({ kind }: { kind: string }) => kind))
    for (const kind of ['context-switch', 'search-loop', 'correction']) expect([...kinds]).toContain(kind)
  })
})
