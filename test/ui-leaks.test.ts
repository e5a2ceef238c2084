import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { outputs } from '../src/actions/index.ts'
import { parfocal } from '../src/cli/cli.fixture.ts'
import { planted, plantedFiles } from '../src/formats/ui/planted.fixture.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parfocal-leaks-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const leaksIn = (text: string) =>
  planted.flatMap(secret => {
    const at = text.toLowerCase().indexOf(secret.toLowerCase())
    return at < 0 ? [] : [`${secret}: ${text.slice(Math.max(0, at - 80), at + 40)}`]
  })
const textsIn = (path: string): string =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .map(name => textsIn(join(path, name)))
        .join('\n')
    : `${path}\n${readFileSync(path, 'utf8')}`

for (const [id, make] of Object.entries(plantedFiles))
  test(`no command tells what was planted in a recording of ${id}`, async () => {
    const file = join(folder, `${id}.dat`)
    writeFileSync(file, make())
    for (const command of ['clean', 'segment', 'routines', 'candidates', 'friction'])
      for (const flags of [[], ['--json']]) {
        const { code, out, err } = await parfocal('ui', command, file, ...flags)
        expect({ command, code, leaks: leaksIn(out + err) }).toEqual({ command, code: 0, leaks: [] })
      }
    for (const flags of [[], ['--json']]) {
      const { code, out, err } = await parfocal('ui', 'import', file, join(folder, 'x.ui.jsonl'), '--force', ...flags)
      expect({ code, leaks: leaksIn(out + err) }).toEqual({ code: 0, leaks: [] })
    }
    for (const output of outputs) {
      const into = join(folder, `${id}-${output.id}`)
      const { code, out, err } = await parfocal('ui', 'export', file, '--to', output.id, '--out', into)
      expect(leaksIn(out + err)).toEqual([])
      // flows of the Chrome Recorder have a title, which makes them routines
      if (id === 'chrome-recorder') expect(code).toBe(0)
      if (code === 0) expect(leaksIn(textsIn(into))).toEqual([])
    }
  })

test('errors quote nothing of what is damaged', async () => {
  const file = join(folder, 'damaged.json')
  for (const [id, make] of Object.entries(plantedFiles)) {
    const text = make()
    for (const cut of [0.3, 0.7, 0.98]) {
      writeFileSync(file, text.slice(0, Math.floor(text.length * cut)))
      const { out, err } = await parfocal('ui', 'import', file, join(folder, 'y.ui.jsonl'), '--force')
      expect({ id, cut, leaks: leaksIn(out + err) }).toEqual({ id, cut, leaks: [] })
    }
  }
})
