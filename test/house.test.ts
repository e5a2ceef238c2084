import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** The law of the house: a room imports only from floors below; rooms of one floor do not know each other. */
const floors: Record<string, number> = {
  base: 0,
  log: 1,
  model: 1,
  privacy: 1,
  formats: 2,
  sources: 2,
  engine: 2,
  store: 2,
  discovery: 2,
  conformance: 2,
  compliance: 2,
  performance: 2,
  tasks: 2,
  analyses: 3,
  actions: 3,
  cli: 4,
  server: 4,
  web: 4,
}

/** Neighbours that may be seen all the same, each with its reason. Remove a line as soon as it is no longer needed. */
const allowed: Record<string, string> = {
  'model → log': 'a model is counted from the nouns of the log (activities, variants); log never sees model',
  'privacy → log': 'the person gate and the pseudonyms speak of columns, filters and questions; log never sees privacy',
  'cli → server': '`parfocal serve` starts the server; the server never sees the command line',
}

/** Breaches we live with for now: `file → file`, each with the reason and how it ends. */
const debts: Record<string, string> = {}

const root = resolve(import.meta.dirname, '..')
const source = join(root, 'src')
const isTest = (file: string) => /\.(test|bench|fixture|contract)\.tsx?$/.test(file)

function filesBelow(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap(name => {
      const path = join(folder, name)
      if (statSync(path).isDirectory()) return filesBelow(path)
      return /\.tsx?$/.test(name) ? [path] : []
    })
}

const importsOf = (text: string) =>
  Array.from(
    text.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g,
    ),
    match => (match[1] ?? match[2] ?? match[3])!,
  )

const roomOf = (file: string) => relative(source, file).split(sep)[0]!
const files = filesBelow(source)

describe('the house', () => {
  test('every room has a floor', () => {
    const rooms = readdirSync(source).filter(name => statSync(join(source, name)).isDirectory())
    expect(rooms.filter(room => floors[room] === undefined)).toEqual([])
  })

  test('a room imports only from floors below', () => {
    const breaches: string[] = []
    for (const file of files.filter(f => !isTest(f)))
      for (const specifier of importsOf(readFileSync(file, 'utf8'))) {
        if (!specifier.startsWith('.')) continue
        const target = resolve(dirname(file), specifier)
        if (!target.startsWith(source + sep)) {
          if (!target.endsWith('package.json')) breaches.push(`${relative(root, file)} → ${specifier} (outside of src)`)
          continue
        }
        const from = roomOf(file)
        const to = roomOf(target)
        const edge = `${relative(source, file)} → ${relative(source, target)}`
        if (from === to || floors[to]! < floors[from]!) continue
        if (allowed[`${from} → ${to}`] || debts[edge]) continue
        breaches.push(edge)
      }
    expect(breaches).toEqual([])
  })

  test('every room says in a README of at most 15 lines what belongs and what does not', () => {
    const wrong: string[] = []
    for (const room of Object.keys(floors)) {
      let text: string
      try {
        text = readFileSync(join(source, room, 'README.md'), 'utf8')
      } catch {
        if (files.some(file => roomOf(file) === room)) wrong.push(`src/${room}/README.md is missing`)
        continue
      }
      const lines = text.trimEnd().split('\n').length
      if (lines > 15) wrong.push(`src/${room}/README.md has ${lines} lines`)
    }
    expect(wrong).toEqual([])
  })

  test('public names are exported one by one', () => {
    const stars = files.filter(file => /export\s*\*/.test(readFileSync(file, 'utf8')))
    expect(stars.map(file => relative(root, file))).toEqual([])
  })

  test('every test file asserts', () => {
    const silent = [...files, ...filesBelow(join(root, 'test'))]
      .filter(file => /\.test\.tsx?$/.test(file))
      .filter(file => !/expect|assert|Contract\(/.test(readFileSync(file, 'utf8')))
    expect(silent.map(file => relative(root, file))).toEqual([])
  })
})

describe('core knows no platform', () => {
  const forbidden = [
    'process',
    'Buffer',
    'fetch',
    'document',
    'window',
    'console',
    'setTimeout',
    'TextDecoder',
    'require',
  ]
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(source, 'base', 'probe-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('not one forbidden global compiles beside all core files', () => {
    for (const name of forbidden) writeFileSync(join(folder, `${name}.ts`), `export const probe = ${name}\n`)
    let output = ''
    try {
      execFileSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', 'tsconfig.core.json', '--pretty', 'false'], {
        cwd: root,
        encoding: 'utf8',
      })
    } catch (error) {
      output = (error as { stdout: string }).stdout
    }
    const caught = forbidden.filter(name =>
      new RegExp(`probe-\\w+/${name}\\.ts.*Cannot find name '${name}'`).test(output),
    )
    expect(caught).toEqual(forbidden)
  })
})
