import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parfocal } from './cli.fixture.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parfocal-models-'))
  const rows = ['1,a,1', '1,b,2', '1,c,3', '2,a,1', '2,c,2', '2,b,3', '3,a,1', '3,d,2']
  const csv = rows.map(row => row.replace(/(\d)$/, '2025-01-0$1T00:00:00Z')).join('\n')
  writeFileSync(join(folder, 'log.csv'), `case,activity,time\n${csv}\n`)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = (name: string) => join(folder, name)
const done = async (...words: string[]) => {
  const { code, out, err } = await parfocal(...words)
  expect([code, err]).toEqual([0, expect.any(String)])
  return out
}
const json = async (...words: string[]) => JSON.parse(await done(...words, '--json')) as Record<string, unknown>

describe('discover inductive', () => {
  test('prints the tree', async () => {
    expect(await done('discover', 'inductive', at('log.csv'))).toBe('→(a, ×(∧(b, c), d))\n')
  })
  test('writes it as a net, a tree or JSON, and says what it wrote', async () => {
    expect(await json('discover', 'inductive', at('log.csv'), '--noise', '0.2', '--out', at('m.pnml'))).toEqual({
      miner: 'inductive',
      noise: 0.2,
      cases: 3,
      variants: 3,
      file: at('m.pnml'),
      kind: 'net',
      places: 7,
      transitions: 6,
      silent: 2,
      arcs: 14,
      tree: '→(a, ×(∧(b, c), d))',
    })
    for (const name of ['m.ptml', 'm.json']) {
      await done('discover', 'inductive', at('log.csv'), '--out', at(name))
      expect(await json('model', 'check', at(name))).toMatchObject({ kind: 'tree', tree: '→(a, ×(d, ∧(b, c)))' })
    }
  })
  test('knows the ways of large logs and of activities that take time', async () => {
    expect(await done('discover', 'inductive', at('log.csv'), '--directly-follows')).toBe('→(a, ×(∧(b, c), d))\n')
    const event = (name: string, transition: string) =>
      `<event><string key="concept:name" value="${name}"/><string key="lifecycle:transition" value="${transition}"/></event>`
    const trace = ['a start', 'b start', 'a complete', 'b complete', 'c complete'].map(text => {
      const [name, transition] = text.split(' ') as [string, string]
      return event(name, transition)
    })
    writeFileSync(at('phases.xes'), `<log xes.version="1.0"><trace>${trace.join('')}</trace></log>`)
    expect(await done('discover', 'inductive', at('phases.xes'), '--life-cycle')).toBe('→(∧(a, b), c)\n')
    const both = await parfocal('discover', 'inductive', at('log.csv'), '--life-cycle', '--directly-follows')
    expect([both.code, both.err]).toEqual([2, expect.stringContaining('name one')])
  })
  test('heeds filters, and writes over nothing', async () => {
    const where = '[{"kind":"activity","mode":"forbidden","activities":["d"]}]'
    expect(await done('discover', 'inductive', at('log.csv'), '--where', where)).toBe('→(a, ∧(b, c))\n')
    expect(
      await parfocal('discover', 'inductive', at('log.csv'), '--out', at('log.csv'), '--to', 'pnml'),
    ).toMatchObject({
      code: 2,
      err: expect.stringContaining('is there already'),
    })
  })
  test.each([
    [['--noise', '2'], 'from 0 to 1'],
    [['--out', 'm.xls'], 'says no format'],
    [['--out', 'm.dfg'], 'A process tree says other things than a directly-follows graph'],
    [['--out', '-', '--to', 'pnml', '--json'], 'name a file for the model'],
  ])('wrong use is code 2: %j', async (words, said) => {
    const { code, err } = await parfocal('discover', 'inductive', at('log.csv'), ...words)
    expect([code, err]).toEqual([2, expect.stringContaining(said)])
  })
})

describe('model', () => {
  const unsound = `<pnml><net id="n"><place id="s"><initialMarking><text>1</text></initialMarking></place><place id="p"/><place id="q"/><place id="e"/>
    <transition id="a"/><transition id="b"/><transition id="c"/><arc source="s" target="a"/><arc source="a" target="p"/><arc source="s" target="b"/><arc source="b" target="q"/>
    <arc source="p" target="c"/><arc source="q" target="c"/><arc source="c" target="e"/></net></pnml>`

  test('check tells whether a model is sound, and if not, where', async () => {
    await done('discover', 'inductive', at('log.csv'), '--out', at('good.pnml'))
    expect(await done('model', 'check', at('good.pnml'))).toBe(
      `${at('good.pnml')}: Petri net (PNML (ISO/IEC 15909-2)), 7 places, 6 transitions, 2 silent, 14 arcs\nWorkflow net: yes\nSound: yes\nBlock-structured: →(a, ×(d, ∧(b, c)))\n`,
    )
    writeFileSync(at('bad.pnml'), unsound)
    const text = await done('model', 'check', at('bad.pnml'))
    expect(text).toContain('Sound: no\n  The final marking [e] is never reached')
    expect(text).toContain('After "a" (a) the case is stuck in [p]: "c" (c) waits for 1 more on q')
    expect(await json('model', 'check', at('bad.pnml'))).toMatchObject({
      workflowNet: { is: true },
      soundness: {
        verdict: 'unsound',
        findings: [
          { kind: 'final-marking-unreachable', places: ['e'] },
          { kind: 'stuck', places: ['p'], sequence: ['a'] },
          { kind: 'stuck', places: ['q'], sequence: ['b'] },
          { kind: 'dead-transition', transitions: ['c'] },
        ],
      },
      tree: null,
      problems: [{ kind: 'unnamed-transition', count: 3 }, { kind: 'no-final-marking' }],
    })
  })
  test('check ends with code 2 where the answer is not known', async () => {
    writeFileSync(at('wide.pnml'), unsound)
    expect(await parfocal('model', 'check', at('wide.pnml'), '--states', '1')).toMatchObject({
      code: 2,
      out: expect.stringContaining('Sound: unknown'),
      err: expect.stringContaining('more than 1 markings'),
    })
  })
  test('a directly-follows graph is checked as the net of its walks', async () => {
    writeFileSync(at('graph.dfg'), '1\na\n1\n0x1\n1\n0x1\n')
    expect(await json('model', 'check', at('graph.dfg'))).toMatchObject({
      kind: 'dfg',
      soundness: { verdict: 'sound' },
    })
  })
  test('convert writes another format, as another kind where need be', async () => {
    await done('discover', 'inductive', at('log.csv'), '--out', at('from.ptml'))
    expect(await json('model', 'convert', at('from.ptml'), at('to.pnml'))).toMatchObject({ kind: 'net', silent: 2 })
    expect(await json('model', 'convert', at('to.pnml'), at('back.ptml'))).toMatchObject({
      kind: 'tree',
      activities: 4,
    })
    expect(await done('model', 'convert', at('back.ptml'), '-', '--to', 'pnml')).toContain('<finalmarkings>')
    const flow = (id: string, label: string | null, from: string, to: string) => ({
      id,
      label,
      inputs: { [from]: 1 },
      outputs: { [to]: 1 },
    })
    const net = {
      format: 'parfocal-model',
      version: 1,
      kind: 'net',
      places: ['s', 'p', 'q', 'e'].map(id => ({ id })),
      transitions: [flow('t', 'a', 's', 'p'), flow('u', null, 'p', 'q'), flow('v', 'b', 'q', 'e')],
      initial: { s: 1 },
      final: [{ e: 1 }],
    }
    writeFileSync(at('series.json'), JSON.stringify(net))
    expect(await json('model', 'convert', at('series.json'), at('small.pnml'), '--reduce')).toMatchObject({
      silent: 0,
      places: 3,
      reduced: { 'series-places': 1 },
    })
    expect(await json('model', 'convert', at('back.ptml'), at('tree.json'), '--reduce')).toMatchObject({ kind: 'net' })
  })
  test('what cannot be converted or read says why', async () => {
    writeFileSync(at('bad.pnml'), unsound)
    expect(await parfocal('model', 'convert', at('bad.pnml'), at('x.ptml'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('The net is not block-structured'),
    })
    writeFileSync(at('broken.pnml'), unsound.replace('target="e"', 'target="z"'))
    expect(await parfocal('model', 'check', at('broken.pnml'))).toMatchObject({
      code: 3,
      err: expect.stringContaining('broken.pnml, line 3: The arc from "c" to "z" has a target "z"'),
    })
    expect(await parfocal('model', 'check', at('nowhere.pnml'))).toMatchObject({ code: 3 })
    expect(() => readFileSync(at('x.ptml'))).toThrow()
  })
})

test('every option of these commands is documented', async () => {
  const docs = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'command-line.md'), 'utf8')
  for (const words of [
    ['discover', 'inductive'],
    ['model', 'convert'],
    ['model', 'check'],
  ]) {
    const { out } = await parfocal(...words, '--help')
    expect(out).toContain('Examples:')
    expect(docs).toContain(`\`${words.join(' ')} `)
    const options = [...out.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(found => found[1]!)
    expect(options.filter(option => option !== '--help' && !docs.includes(option))).toEqual([])
  }
})

describe('other miners', () => {
  test('give their model as a line or a file', async () => {
    expect(await done('discover', 'alpha', at('log.csv'))).toContain('→ a →')
    for (const [miner, verdict] of Object.entries({
      // its one end place gets a token from b and from c
      alpha: 'unsound',
      heuristics: 'sound',
      ilp: 'sound',
      split: 'sound',
      powl: 'sound',
    })) {
      const report = await json('discover', miner, at('log.csv'), '--out', at(`${miner}.pnml`))
      expect(report).toMatchObject({ miner, cases: 3, variants: 3, kind: 'net' })
      const { soundness } = await json('model', 'check', at(`${miner}.pnml`))
      expect([miner, soundness]).toEqual([miner, expect.objectContaining({ verdict })])
    }
  })
  test('a transition system is a line a step, a drawing, JSON or a net', async () => {
    const words = ['discover', 'transition-system', at('log.csv'), '--abstraction', 'sequence', '--horizon', '1']
    expect(await done(...words)).toBe(
      '⟨⟩ –a→ ⟨a⟩\n⟨a⟩ –b→ ⟨b⟩■\n⟨b⟩■ –c→ ⟨c⟩■\n⟨a⟩ –c→ ⟨c⟩■\n⟨c⟩■ –b→ ⟨b⟩■\n⟨a⟩ –d→ ⟨d⟩■\n',
    )
    await done(...words, '--out', at('system.dot'))
    expect(readFileSync(at('system.dot'), 'utf8')).toContain('s0 -> s1 [label="a (3)"];')
    expect(await parfocal('model', 'check', at('system.dot'))).toMatchObject({
      code: 3,
      err: expect.stringContaining('a drawing for Graphviz'),
    })
    expect(await json(...words, '--out', at('system.json'))).toMatchObject({ kind: 'system', states: 5, steps: 6 })
    expect(await json('model', 'convert', at('system.json'), at('system.pnml'))).toMatchObject({
      kind: 'net',
      places: 5,
    })
    expect(await json('conformance', at('log.csv'), at('system.json'))).toMatchObject({ fitness: 1 })
    const wrong = await parfocal('discover', 'transition-system', at('log.csv'), '--abstraction', 'bag')
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('sequence, multiset, set')])
  })
  test('Declare constraints stand one a line, and their file is read again', async () => {
    const lines = (await done('discover', 'declare', at('log.csv'), '--support', '0.5', '--confidence', '1')).split(
      '\n',
    )
    expect(lines).toContain('Init(a)')
    await done('discover', 'declare', at('log.csv'), '--out', at('m.decl'))
    const refused = await parfocal('model', 'check', at('m.decl'))
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('Declare model')])
    await done('model', 'convert', at('m.decl'), at('rules.json'))
    const report = await json('model', 'convert', at('rules.json'), at('again.decl'))
    expect(report).toMatchObject({ kind: 'declare', format: 'declare' })
    expect(readFileSync(at('again.decl'), 'utf8')).toBe(readFileSync(at('m.decl'), 'utf8'))
  })
  test('BPMN is written with a diagram, read, checked and translated', async () => {
    await done('discover', 'inductive', at('log.csv'), '--out', at('m.bpmn'))
    expect(readFileSync(at('m.bpmn'), 'utf8')).toContain('BPMNShape')
    expect(await json('model', 'check', at('m.bpmn'))).toMatchObject({
      kind: 'bpmn',
      activities: 4,
      soundness: { verdict: 'sound' },
      tree: '→(a, ×(d, ∧(b, c)))',
    })
    expect(await json('model', 'convert', at('m.bpmn'), at('from-bpmn.ptml'))).toMatchObject({ kind: 'tree' })
  })
})

describe('names that formats have signs for', () => {
  const names = ['say "hi"', '<a & b>', 'two\nlines', 'τ', 'tau', ' lead', "it's, a; [b] → (c)", 'naïve ✓ 日本']
  test('are read again from what was written, or it is said what they are read as, or why not', async () => {
    const rows = names.map((name, i) => `1,"${name.replaceAll('"', '""')}",2025-01-01T00:0${i}:00Z`)
    writeFileSync(at('names.csv'), `case,activity,time\n${rows.join('\n')}\n`)
    for (const ending of ['pnml', 'ptml', 'json']) {
      await done('discover', 'inductive', at('names.csv'), '--out', at(`names.${ending}`), '--force')
      expect(await json('conformance', at('names.csv'), at(`names.${ending}`)), ending).toMatchObject({ fitness: 1 })
    }
    const bpmn = await parfocal('discover', 'inductive', at('names.csv'), '--out', at('names.bpmn'))
    expect([bpmn.code, bpmn.err]).toEqual([0, expect.stringContaining('read as "two lines"')])
    const declare = await parfocal('discover', 'declare', at('names.csv'), '--out', at('names.decl'))
    expect([declare.code, declare.err]).toEqual([2, expect.stringContaining('cannot be written to a Declare file')])
  })
  test('a log without an event is refused by every miner', async () => {
    writeFileSync(at('none.xes'), '<?xml version="1.0"?><log><trace/></log>')
    for (const miner of ['inductive', 'alpha', 'split', 'prefix-tree', 'declare'])
      expect(await parfocal('discover', miner, at('none.xes'))).toMatchObject({
        code: 2,
        err: expect.stringContaining('There is no event in these cases'),
      })
  })
})
