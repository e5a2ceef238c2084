import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fileSource, nodePlatform as platform } from '../src/base/platform.node.ts'
import { openLog } from '../src/formats/index.ts'
import { clauseKinds } from '../src/log/filter.ts'

const root = resolve(import.meta.dirname, '..')
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8')
const page = read('FORMATS.md')
const pages = [page, ...readdirSync(join(root, 'docs', 'formats')).map(name => read('docs', 'formats', name))].join(
  '\n',
)

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.ts$/.test(entry.name) && !/\.(test|fixture|bench)\.ts$/.test(entry.name) ? [path] : []
  })
}

describe('FORMATS.md names what others rely on', () => {
  test('every kind of problem that reading and writing report has a line', () => {
    const kinds = new Set<string>()
    for (const file of ['formats', 'log', 'sources'].flatMap(room => sources(join(root, 'src', room))))
      for (const [, kind] of readFileSync(file, 'utf8').matchAll(/\b(?:add|more|lost)\(\s*'([a-z]+(?:-[a-z]+)+)'/g))
        kinds.add(kind!)
    expect(kinds.size).toBeGreaterThan(60)
    expect([...kinds].filter(kind => !pages.includes(`\`${kind}\``))).toEqual([])
  })

  test('every kind of clause and every member of a mapping is named', async () => {
    expect(clauseKinds.filter(kind => !page.includes(`\`${kind}\``))).toEqual([])
    const sample = await fileSource(join(root, 'samples', 'order-to-cash.csv'))
    const { mapping } = await openLog(sample, { platform })
    expect(Object.keys(mapping!).filter(member => !page.includes(`\`${member}\``))).toEqual([])
  })

  test('every member of the map is named', () => {
    const text = read('src', 'formats', 'map', 'json.ts').split('export interface MapParts')[0]!
    const members = [...text.matchAll(/^ {2}readonly (\w+):/gm)].map(([, name]) => name!)
    expect(members.length).toBeGreaterThan(25)
    expect(members.filter(member => !page.includes(`\`${member}\``))).toEqual([])
  })
})
