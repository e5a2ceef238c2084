import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { outputs } from '../src/actions/index.ts'
import { analyses } from '../src/analyses/index.ts'
import type { Io } from '../src/cli/io.ts'
import { buildProgram } from '../src/cli/program.ts'
import { formats, modelFormats, uiFormats } from '../src/formats/index.ts'
import { clauseKinds } from '../src/log/filter.ts'
import { parseFilter } from '../src/log/filter-check.ts'

const root = resolve(import.meta.dirname, '..')
const page = (...path: string[]) => join(root, 'docs', ...path)

describe('the documentation is complete', () => {
  test('every analysis has a page that asks its question', () => {
    const missing = analyses.filter(
      analysis =>
        !existsSync(page('analyses', `${analysis.id}.md`)) ||
        !readFileSync(page('analyses', `${analysis.id}.md`), 'utf8').includes(analysis.asks),
    )
    expect(missing.map(analysis => analysis.id)).toEqual([])
  })
  test('every parameter of an analysis is described, on its page too, and has a default', () => {
    for (const analysis of analyses)
      for (const [name, schema] of Object.entries(analysis.params.shape)) {
        expect((schema as { description?: string }).description, `${analysis.id}.${name}`).toBeTruthy()
        const text = readFileSync(page('analyses', `${analysis.id}.md`), 'utf8')
        const flag = `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
        expect(text.includes(`\`${name}\``) || text.includes(flag), `the page of ${analysis.id} names ${name}`).toBe(
          true,
        )
        expect(() => analysis.params.parse({}), analysis.id).not.toThrow()
      }
  })
  test('every filter clause has a page whose example is a valid clause', () => {
    for (const kind of clauseKinds) {
      const text = readFileSync(page('filters', `${kind}.md`), 'utf8')
      const example = JSON.parse(text.match(/```json\n([\s\S]*?)\n```/)![1]!)
      expect(example.kind).toBe(kind)
      expect(parseFilter([example])).toHaveLength(1)
    }
  })
  test('every format has a page', () => {
    const missing = formats.filter(format => !existsSync(page('formats', `${format.id}.md`)))
    expect(missing.map(format => format.id)).toEqual([])
  })
  test('every format of UI logs has a page', () => {
    const pageOf = (id: string) => page('formats', id.startsWith('ui-') ? `${id}.md` : `ui-${id}.md`)
    expect(uiFormats.filter(({ id }) => !existsSync(pageOf(id))).map(({ id }) => id)).toEqual([])
  })
  test('every format of models has a page', () => {
    expect(modelFormats.filter(({ id }) => !existsSync(page('formats', `model-${id}.md`))).map(({ id }) => id)).toEqual(
      [],
    )
  })
  test('every output has a page with its title and how it is made', () => {
    const missing = outputs.filter(({ id, title }) => {
      const path = page('outputs', `${id}.md`)
      if (!existsSync(path)) return true
      const text = readFileSync(path, 'utf8')
      return !text.startsWith(`# ${title}\n`) || !text.includes(`--to ${id} --out`)
    })
    expect(missing.map(({ id }) => id)).toEqual([])
    expect(existsSync(page('outputs', 'training-data.md'))).toBe(true)
    const known = [...outputs.map(({ id }) => id), 'training-data']
    const pages = readdirSync(page('outputs')).map(name => name.replace(/\.md$/, ''))
    expect(pages.filter(id => !known.includes(id))).toEqual([])
  })
  test('no page speaks of an analysis, filter or format that does not exist', () => {
    const pages = (folder: string) => readdirSync(page(folder)).map(name => name.replace(/\.md$/, ''))
    expect(pages('analyses').filter(id => !analyses.some(analysis => analysis.id === id))).toEqual([])
    expect(pages('filters').filter(kind => !clauseKinds.some(known => known === kind))).toEqual([])
  })
  test('the index of the documentation leads to every page', () => {
    const index = readFileSync(page('README.md'), 'utf8')
    const all = readdirSync(page(), { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.md'))
    const missing = all
      .map(path => path.replaceAll('\\', '/'))
      .filter(path => path !== 'README.md' && !index.includes(`](${path})`))
    expect(missing).toEqual([])
  })
  test('links between pages lead somewhere', () => {
    const broken: string[] = []
    const walk = (folder: string) => {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name)
        if (entry.isDirectory()) walk(path)
        else if (entry.name.endsWith('.md'))
          for (const [, target] of readFileSync(path, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g))
            if (!existsSync(join(folder, target!))) broken.push(`${path}: ${target}`)
      }
    }
    walk(join(root, 'docs'))
    for (const name of readdirSync(root).filter(file => file.endsWith('.md')))
      for (const [, target] of readFileSync(join(root, name), 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g))
        if (!existsSync(join(root, target!))) broken.push(`${name}: ${target}`)
    expect(broken).toEqual([])
  })
  test('files that pages and rooms name are there', () => {
    const missing: string[] = []
    const look = (file: string, where: readonly string[], pattern: RegExp) => {
      for (const [, named] of readFileSync(join(root, file), 'utf8').matchAll(pattern))
        if (!where.some(folder => existsSync(join(root, folder, named!)))) missing.push(`${file}: ${named}`)
    }
    const ofRepository = /(?<![\w/.])((?:src|test|scripts|bench)\/[\w./-]*\w)/g
    const pages = readdirSync(page(), { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.md'))
    for (const name of [...pages.map(path => join('docs', path)), 'ARCHITECTURE.md', 'FORMATS.md', 'GLOSSARY.md'])
      look(name, ['.'], ofRepository)
    for (const room of readdirSync(join(root, 'src'))) {
      const folder = join('src', room)
      look(
        join(folder, 'README.md'),
        [folder, 'src', '.'],
        /`((?:[\w-][\w.-]*\/)*[\w-][\w.-]*(?:\.(?:tsx?|css|md|mjs)|\/))`/g,
      )
    }
    expect(missing).toEqual([])
  })
  test('commands that pages show know the options that they are shown with', () => {
    const program = buildProgram({} as Io, () => {})
    const pages = readdirSync(page(), { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.md'))
    const unknown: string[] = []
    for (const name of ['README.md', ...pages.map(path => join('docs', path))])
      for (const [, line] of readFileSync(join(root, name), 'utf8').matchAll(
        /(?:^|`|&& )(?:npx )?parfocal ([a-z][^`\n|>#&]*)/gm,
      )) {
        const known = optionsOf(program, line!.split(/\s+/))
        for (const [option] of line!.replace(/"[^"]*"|'[^']*'/g, '').matchAll(/(?<!\S)--[a-z][a-z-]*/g))
          if (!known.has(option)) unknown.push(`${name}: parfocal ${line} (${option})`)
      }
    expect(unknown).toEqual([])
  })
})

/** The options of the command that the words lead to; of a group, those of all commands in it. */
function optionsOf(command: Command, [word, ...others]: readonly string[]): Set<string> {
  const next = command.commands.find(one => one.name() === word)
  if (next) return optionsOf(next, others)
  const all = (one: Command): string[] => [...one.options.map(({ long }) => long ?? ''), ...one.commands.flatMap(all)]
  return new Set(['--help', ...all(command)])
}
