import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parfocal } from './cli.fixture.ts'

const netJson = (final: string) => `<?xml version="1.0"?>
<pnml><net id="n" type="http://www.pnml.org/version-2009/grammar/pnmlcoremodel"><page id="p">
<place id="start"><initialMarking><text>1</text></initialMarking></place><place id="middle"/><place id="end"/><place id="apart"/>
<transition id="t1"><name><text>a</text></name></transition><transition id="t2"><name><text>b</text></name></transition>
<transition id="t3"><name><text>c</text></name></transition>
<arc id="1" source="start" target="t1"/><arc id="2" source="t1" target="middle"/><arc id="3" source="middle" target="t2"/>
<arc id="4" source="t2" target="end"/><arc id="5" source="middle" target="t3"/><arc id="6" source="t3" target="end"/>
</page><finalmarkings><marking><place idref="${final}"><text>1</text></place></marking></finalmarkings></net></pnml>`

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parfocal-conformance-'))
  const rows = ['1,a,1', '1,b,2', '2,a,1', '2,b,2', '3,a,1', '3,x,2']
  const csv = rows.map(row => row.replace(/(\d)$/, '2025-01-0$1T00:00:00Z')).join('\n')
  writeFileSync(join(folder, 'log.csv'), `case,activity,time\n${csv}\n`)
  writeFileSync(join(folder, 'net.pnml'), netJson('end'))
  writeFileSync(join(folder, 'dead.pnml'), netJson('apart'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const noCosts = { costMoves: null, lower: null, upper: null }
const at = (name: string) => join(folder, name)
const json = async (...words: string[]) => {
  const { code, out, err } = await parfocal(...words, '--json')
  expect([code, err]).toEqual([0, expect.any(String)])
  return JSON.parse(out) as Record<string, unknown>
}

describe('ask conformance', () => {
  test('holds the log against the model of a file, with a label mapping of a file', async () => {
    const { findings, notes } = (await json('ask', 'conformance', at('log.csv'), '--model', at('net.pnml'))) as {
      findings: { id: string }[]
      notes: string[]
    }
    expect(findings.map(({ id }) => id)).toEqual(['departing', 'missing:b', 'unknown:x'])
    expect(notes).toContain('The model does not know *x*.')
    const entry = (label: string, activities: string[]) => ({ label, activities, confidence: 1, by: 'person' })
    const mapping = { version: 1, labels: [entry('c', ['x'])], ignoredActivities: [] }
    writeFileSync(at('labels.json'), JSON.stringify(mapping))
    const asked = ['ask', 'conformance', at('log.csv'), '--model', at('net.pnml'), '--labels', at('labels.json')]
    expect((await json(...asked))['findings']).toMatchObject([{ sentence: '100 % of cases fit the model.' }])
  })
  test('names the file that is no model, and the one that is not there', async () => {
    const none = await parfocal('ask', 'conformance', at('log.csv'), '--model', at('log.csv'))
    expect([none.code, none.err]).toEqual([3, expect.stringContaining('log.csv')])
    const gone = await parfocal('ask', 'conformance', at('log.csv'), '--model', at('gone.bpmn'))
    expect([gone.code, gone.err]).toEqual([2, expect.stringContaining('--model')])
  })
})

/** Two pools, each with tasks in a row. */
const pools = (byPool: Record<string, readonly string[]>) => {
  const process = ([name, tasks]: [string, readonly string[]]) => {
    const ids = ['s', ...tasks, 'e'].map(id => `${name}_${id}`)
    const flows = ids.slice(1).map((to, i) => `<sequenceFlow id="f_${to}" sourceRef="${ids[i]}" targetRef="${to}"/>`)
    const named = tasks.map(task => `<task id="${name}_${task}" name="${task}"/>`)
    return `<process id="${name}"><startEvent id="${name}_s"/>${named.join('')}<endEvent id="${name}_e"/>${flows.join('')}</process>`
  }
  const participants = Object.keys(byPool).map(id => `<participant id="P${id}" name="${id} pool" processRef="${id}"/>`)
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><collaboration id="c">${participants.join('')}</collaboration>${Object.entries(byPool).map(process).join('')}</definitions>`
}

describe('of a diagram with several pools', () => {
  test('one is taken by its name or id, whatever is asked', async () => {
    writeFileSync(at('pools.bpmn'), pools({ seller: ['a', 'b'], buyer: ['pay'] }))
    const given = [at('log.csv'), at('pools.bpmn')]
    const none = await parfocal('conformance', ...given)
    expect([none.code, none.err]).toEqual([
      2,
      expect.stringContaining('take one of them alone (pool; --pool on the command line): seller, buyer'),
    ])
    const pool = ['--pool', 'seller pool']
    expect(await json('conformance', ...given, ...pool)).toMatchObject({ fittingCases: 2, cases: 3 })
    expect(await json('conformance', ...given, ...pool, '--method', 'replay')).toMatchObject({ fittingCases: 2 })
    expect(await json('precision', ...given, '--pool', 'seller')).toMatchObject({ alignEtcPrecision: 1 })
    expect(await json('model', 'check', at('pools.bpmn'), '--pool', 'buyer')).toMatchObject({ tree: 'pay' })
    const other = await parfocal('model', 'check', at('pools.bpmn'), '--pool', 'bank')
    expect([other.code, other.err]).toEqual([
      2,
      expect.stringContaining('--pool: There is no pool "bank"; there are: seller (seller pool), buyer (buyer pool).'),
    ])
  })
})

describe('conformance', () => {
  const allow = (deviation: string, until: string) =>
    `parfocal: deviation-allowlist\nversion: 1\nentries:\n  - deviation: ${deviation}\n    reason: agreed\n    author: Audit\n    until: ${until}\n`
  test('heeds an allowlist, a measure, running cases and a label mapping', async () => {
    const asked = ['conformance', at('log.csv'), at('net.pnml')]
    writeFileSync(
      at('allow.yaml'),
      allow('missing:b', '2030-01-01') + allow('unknown:x', '2030-01-01').split('\n').slice(3).join('\n'),
    )
    const allowed = await json(...asked, '--allow', at('allow.yaml'), '--at', '2026-01-01')
    expect(allowed).toMatchObject({ departing: { cases: 0 }, departingWithAllowed: { cases: 1, share: 1 / 3 } })
    const later = await json(...asked, '--allow', at('allow.yaml'), '--at', '2031-01-01')
    expect(later).toMatchObject({
      departing: { cases: 1 },
      allowlist: { entries: [{ state: 'expired' }, { state: 'expired' }] },
    })
    const told = await parfocal(...asked, '--allow', at('allow.yaml'), '--at', '2026-01-01')
    expect(told.out).toContain('0.00 % of cases depart (33.33 % with what is allowed)')
    const running = await json(...asked, '--ended-by', 'b')
    expect(running).toMatchObject({ runningCases: 1, deviations: [{ id: 'unknown:x', running: 1 }] })
    expect(await json(...asked, '--running-days', '1')).toMatchObject({ runningCases: 3 })
    const entry = { label: 'c', activities: ['x'], confidence: 1, by: 'person' }
    const labels = JSON.stringify({ version: 1, labels: [entry], ignoredActivities: [] })
    expect(await json(...asked, '--labels', labels)).toMatchObject({ fitness: 1, deviations: [] })
    writeFileSync(
      at('amounts.csv'),
      'case,activity,time,amount\n1,a,2025-01-01T00:00:00Z,5\n2,x,2025-01-02T00:00:00Z,7\n',
    )
    const measured = await json('conformance', at('amounts.csv'), at('net.pnml'), '--measure', 'amount')
    expect(measured).toMatchObject({
      measure: { key: 'amount', of: 'mean' },
      deviations: expect.arrayContaining([
        expect.objectContaining({ id: 'unknown:x', measure: expect.objectContaining({ withMean: 7, withoutMean: 5 }) }),
      ]),
    })
    const wrong = await parfocal(...asked, '--allow', at('net.pnml'))
    expect(wrong.code).toBe(3)
    const none = await parfocal(...asked, '--measure', 'cost')
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('There is no attribute "cost"')])
    const misused = await parfocal(...asked, '--method', 'replay', '--allow', at('allow.yaml'))
    expect([misused.code, misused.err]).toEqual([2, expect.stringContaining('--allow is for alignments')])
  })
  test('takes a baseline document whose model is constraints', async () => {
    const baseline = { parfocal: 'baseline', version: 1, name: 'rules', model: 'Init[a] | |' }
    writeFileSync(at('rules.baseline.json'), JSON.stringify(baseline))
    expect(await json('conformance', at('log.csv'), at('rules.baseline.json'))).toMatchObject({ method: 'declare' })
  })
  test('takes a baseline document in the place of a model', async () => {
    const baseline = { parfocal: 'baseline', version: 1, name: 'orders', model: netJson('end') }
    const entry = { deviation: 'unknown:x', reason: 'agreed', author: 'Audit', until: '2030-01-01' }
    const labels = { version: 1, labels: [], ignoredActivities: [] }
    writeFileSync(at('baseline.json'), JSON.stringify({ ...baseline, labels, allow: [entry] }))
    expect(await json('conformance', at('log.csv'), at('baseline.json'), '--at', '2026-01-01')).toMatchObject({
      deviations: [
        { id: 'missing:b', allowed: null },
        { id: 'unknown:x', allowed: { author: 'Audit' } },
      ],
    })
    const asked = ['ask', 'conformance', at('log.csv'), '--baseline', at('baseline.json'), '--at', '2026-01-01']
    const { findings } = (await json(...asked)) as unknown as { findings: { id: string }[] }
    expect(findings.map(({ id }) => id)).toEqual(['departing', 'missing:b'])
  })
  test('by footprints, constraints, a skeleton and a temporal profile, as the file says', async () => {
    const footprints = await json('conformance', at('log.csv'), at('net.pnml'), '--method', 'footprints')
    expect(footprints).toMatchObject({ method: 'footprints', broken: [{ statement: 'a → x', times: 1 }] })
    expect(footprints).toMatchObject({ averageFitness: null, costMoves: null, perVariant: null })
    writeFileSync(at('rules.decl'), 'activity a\nactivity b\nResponse[a, b] | | |\n')
    expect(await json('conformance', at('log.csv'), at('rules.decl'))).toMatchObject({
      method: 'declare',
      fittingCases: 2,
      broken: [{ statement: 'Response(a, b)', cases: 1 }],
      constraints: [{ activated: 3, satisfied: 2, violated: 1 }],
      perVariant: [
        { ...noCosts, fitness: null },
        { ...noCosts, fitness: null, broken: ['Response(a, b)'] },
      ],
    })
    writeFileSync(
      at('usual.csv'),
      'case,activity,time\n1,a,2025-01-01T00:00:00Z\n1,b,2025-01-02T00:00:00Z\n2,a,2025-01-01T00:00:00Z\n2,b,2025-01-02T00:00:01Z\n',
    )
    for (const [name, broken] of [
      ['skeleton', ['a has behind it, at some time, b', 'a has right behind it b']],
      ['temporal-profile', ['a → b']],
    ] as const) {
      const made = await parfocal('discover', name, at('usual.csv'), '--out', at(`${name}.json`))
      expect([made.code, made.err]).toEqual([0, expect.stringContaining('Wrote')])
      writeFileSync(at('late.csv'), 'case,activity,time\n1,a,2025-01-01T00:00:00Z\n1,b,2025-02-02T00:00:00Z\n')
      const log = at(name === 'skeleton' ? 'log.csv' : 'late.csv')
      const report = (await json('conformance', log, at(`${name}.json`))) as unknown as {
        method: string
        broken: { statement: string }[]
      }
      expect(report.method).toBe(name)
      expect(report.broken.map(({ statement }) => statement)).toEqual(expect.arrayContaining([...broken]))
      expect(report).toMatchObject({ averageFitness: null, costMoves: null })
      expect(await json('conformance', at('usual.csv'), at(`${name}.json`))).toMatchObject({ fittingCases: 2 })
      const { out } = await parfocal('conformance', log, at(`${name}.json`))
      expect(out).toContain('what was broken')
      const wrong = await parfocal('conformance', log, at('net.pnml'), '--method', name)
      expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining(`The method ${name} asks for`)])
    }
  })
  test('alignments tell moves and an interval for each variant', async () => {
    expect(await json('conformance', at('log.csv'), at('net.pnml'), '--method', 'alignments')).toMatchObject({
      method: 'alignments',
      fitness: 1 - 2 / 12,
      averageFitness: (1 + 1 + 0.5) / 3,
      fittingCases: 2,
      cases: 3,
      costMoves: 2,
      unknownActivities: ['x'],
      perVariant: [
        { activities: ['a', 'b'], cases: 2, costMoves: 0, lower: 0, upper: 0, fitness: 1 },
        { activities: ['a', 'x'], cases: 1, costMoves: 2, lower: 2, upper: 2, fitness: 0.5 },
      ],
    })
  })
  test('replay tells tokens, and under the keys of alignments that it has no costs', async () => {
    const report = await json('conformance', at('log.csv'), at('net.pnml'), '--method', 'replay')
    expect(report).toMatchObject({ method: 'replay', fittingCases: 2, costMoves: null })
    expect(report['perVariant']).toEqual([
      expect.objectContaining({
        produced: 3,
        consumed: 3,
        missing: 0,
        remaining: 0,
        unknown: 0,
        fitness: 1,
        ...noCosts,
      }),
      expect.objectContaining({
        produced: 2,
        consumed: 2,
        missing: 1,
        remaining: 1,
        unknown: 1,
        fitness: 0.5,
        ...noCosts,
      }),
    ])
  })
  test('people read how many fit and which do not', async () => {
    const { code, out, err } = await parfocal('conformance', at('log.csv'), at('net.pnml'))
    expect([code, out]).toEqual([0, expect.stringContaining('2 of 3 cases fit')])
    expect(out).toContain('a → x')
    expect(err).toContain('the model does not have "x"')
  })
  test('a model whose end cannot be reached ends with code 2 and the reason', async () => {
    for (const command of ['conformance', 'precision']) {
      const { code, out, err } = await parfocal(command, at('log.csv'), at('dead.pnml'), '--json')
      expect([code, out, err]).toEqual([2, '', expect.stringContaining('no final marking')])
      expect(err.match(/cannot be answered for/g)).toHaveLength(1)
    }
  })
  test('what is no model is told under its name, by any method', async () => {
    writeFileSync(at('blank.pnml'), ' \n')
    writeFileSync(at('cut.pnml'), netJson('end').slice(0, 300))
    for (const name of ['blank.pnml', 'cut.pnml'])
      for (const words of [[], ['--method', 'alignments'], ['--method', 'replay'], ['--method', 'footprints']]) {
        const { code, out, err } = await parfocal('conformance', at('log.csv'), at(name), ...words)
        expect([name, words, code, out, err]).toEqual([name, words, 3, '', expect.stringContaining(name)])
      }
  })
  test('with one state a trace the answer is an interval', async () => {
    const { perVariant } = (await json('conformance', at('log.csv'), at('net.pnml'), '--states', '1')) as unknown as {
      perVariant: { lower: number; upper: number }[]
    }
    expect(perVariant.map(({ lower, upper }, v) => lower <= [0, 2][v]! && upper >= [0, 2][v]!)).toEqual([true, true])
  })
})

test('precision tells every measure by its name', async () => {
  const report = await json('precision', at('log.csv'), at('net.pnml'))
  // at the start 1 of 1 for three cases, after a 1 of 2 for three; x leads nowhere
  expect(report['etcPrecision']).toBeCloseTo(1 - 3 / 9, 12)
  expect(report['etcPrecisionEveryMarking']).toBeCloseTo(1 - 3 / 9, 12)
  expect(report).toMatchObject({
    alignmentFitness: (1 + 1 + 0.5) / 3,
    entropyPrecision: expect.any(Number),
    because: { earthMovers: expect.stringContaining('no weights') },
  })
  expect(Object.keys(report)).toEqual([
    'etcPrecision',
    'etcPrecisionEveryMarking',
    'alignEtcPrecision',
    'entropyPrecision',
    'entropyRecall',
    'alignmentFitness',
    'fScore',
    'generalization',
    'simplicity',
    'earthMovers',
    'earthMoversMass',
    'because',
  ])
})

describe('what cannot be told', () => {
  const net = (places: string[], transitions: object[], initial: object, final: object) =>
    JSON.stringify({
      ...{ format: 'parfocal-model', version: 1, kind: 'net', transitions, initial, final: [final] },
      places: places.map(id => ({ id })),
    })
  const step = (id: string, label: string, from: string, to: string) => ({
    ...{ id, label, inputs: { [from]: 1 }, outputs: { [to]: 1 } },
  })
  test('of a model with none of the activities replay has nothing to count; alignments cost every event', async () => {
    writeFileSync(at('empty.json'), net([], [], {}, {}))
    writeFileSync(at('strange.json'), net(['p', 'q'], [step('t', 'z', 'p', 'q')], { p: 1 }, { q: 1 }))
    for (const name of ['empty.json', 'strange.json']) {
      const replay = await parfocal('conformance', at('log.csv'), at(name), '--method', 'replay')
      expect([replay.code, replay.err]).toEqual([2, expect.stringContaining('none of the activities of the log')])
      expect(await json('conformance', at('log.csv'), at(name))).toMatchObject({ fitness: 0, fittingCases: 0 })
    }
    expect(await json('precision', at('log.csv'), at('empty.json'))).toMatchObject({
      ...{ alignmentFitness: 0, generalization: null, simplicity: null },
      because: { generalization: 'the net has no transition' },
    })
  })
  test('a log without cases is refused by every method', async () => {
    writeFileSync(at('none.xes'), '<?xml version="1.0"?><log xes.version="1.0"></log>')
    for (const method of ['alignments', 'replay', 'footprints']) {
      const ended = await parfocal('conformance', at('none.xes'), at('net.pnml'), '--method', method)
      expect([ended.code, ended.err]).toEqual([
        2,
        expect.stringContaining('There are no cases to hold against a model'),
      ])
    }
    expect((await parfocal('precision', at('none.xes'), at('net.pnml'))).code).toBe(2)
  })
})
