import { expect, test } from 'vitest'
import { nodePlatform } from '../base/platform.node.ts'
import { never } from '../base/platform.ts'
import { checkRules, readRules } from '../compliance/index.ts'
import { createMemoryEngine, engineFor } from '../engine/index.ts'
import { defaultView } from '../log/engine.ts'
import { eventLog, printLog } from '../log/notation.ts'
import { PersonGate } from '../privacy/person-gate.ts'
import { askAnalysis } from './analysis.ts'
import { askedLog } from './asked-log.ts'
import { rulesAnalysis } from './rules.ts'

const ask = { log: 'log', view: defaultView, filter: [] }
const rules = (said: string, more = '') =>
  `parfocal: rules\nversion: 1\n${more}rules:\n  - {id: r, name: The rule, severity: high, owner: O, source: Policy 1, rule: '${said}'}\n`
const engines = (notation: string) => {
  const log = eventLog(notation, { personal: { 'org:resource': 'direct' } })
  const engine = createMemoryEngine({ platform: nodePlatform, logs: new Map([['log', { log, problems: [] }]]) })
  const gated = (lifted: boolean) =>
    engineFor({ kind: 'owner-of-file', mayLift: true, lifted }, engine, new PersonGate())
  return { log, engine, gated }
}

test('what is read through the engine is the log itself, attributes and missing times included', async () => {
  const notation = 'c1[region=EU]: a@0/ada{n=1} b@1h/ben{n=2.5} c | c2: a@2h{due=@3h ok=true} | c3[region=US]:'
  const { engine } = engines(notation)
  const description = await engine.describe({ log: 'log' })
  const wanted = new Set(['org:resource', 'n', 'ok', 'due', 'region'])
  const { log, withheld } = await askedLog(engine, ask, description, wanted, [], never)
  expect(withheld.size).toBe(0)
  expect(log.resourceKey).toBe('org:resource')
  expect(printLog(log)).toBe(printLog(eventLog(notation)))
})

test('a finding shows the cases that break the rule, by ids or by a clause that says the same', async () => {
  const { engine, log } = engines('c1: b@0 a@1h | c2: a@0 b@1h | c3: b@0')
  for (const [said, evidence] of [
    ['"a" before "b"', [{ kind: 'cases', ids: ['c1', 'c3'] }]],
    ['"b" never after "a"', [{ kind: 'follows', from: ['a'], to: ['b'], relation: 'eventually' }]],
    ['"a" is forbidden', [{ kind: 'activity', activities: ['a'], mode: 'mandatory' }]],
  ] as const) {
    const answer = await askAnalysis(rulesAnalysis, engine, ask, { rules: rules(said) }, never)
    expect(answer.findings.map(finding => finding.evidence)).toEqual([evidence])
    const { outcomes } = await checkRules(log, readRules(rules(said), 'r'))
    const broken = new Set(outcomes[0]!.violations.case).size
    expect((await engine.size({ ...ask, filter: answer.findings[0]!.evidence })).cases).toBe(broken)
  }
  const answer = await askAnalysis(rulesAnalysis, engine, ask, { rules: rules('"a" before "b"') }, never)
  expect(answer.findings[0]!.sentence).toBe(
    '67 % of the cases that *The rule* applies to break it, 2 cases (high; Policy 1).',
  )
})

const four = rules('"a" and "b" by different people')
const many = (people: number) =>
  Array.from(
    { length: people },
    (_, i) => `c${i}: a@0/p${i} b@1h/p${i} | d${i}: a@0/p${i} b@1h/p${(i + 1) % people}`,
  ).join(' | ')

test('behind the person gate a rule on people is counted where the group is large enough', async () => {
  const answer = await askAnalysis(rulesAnalysis, engines(many(7)).gated(false), ask, { rules: four }, never)
  expect(answer.findings.map(finding => finding.sentence)).toEqual(['7 cases break *The rule* (high; Policy 1).'])
  expect(answer.findings[0]!.evidence).toEqual([{ kind: 'conflict', first: ['a'], second: ['b'], key: 'org:resource' }])
  expect(answer.notes.join(' ')).toMatch(/people one by one/)
})
test('behind the person gate nothing is said where it is not, and everything where it is lifted', async () => {
  const { gated } = engines(many(3))
  expect((await askAnalysis(rulesAnalysis, gated(false), ask, { rules: four }, never)).findings).toEqual([])
  const [finding] = (await askAnalysis(rulesAnalysis, gated(true), ask, { rules: four }, never)).findings
  expect(finding!.sentence).toMatch(/^50 % of the cases .* 3 cases/)
})

test('without rules it says what to give; a broken file is told with its place; a lacking attribute is no answer', async () => {
  const { engine } = engines('c1: a@0')
  expect((await askAnalysis(rulesAnalysis, engine, ask, {}, never)).notes).toHaveLength(1)
  await expect(askAnalysis(rulesAnalysis, engine, ask, { rules: rules('"a" befor "b"') }, never)).rejects.toThrow(
    /rules, line 4: Column \d+: Rule r/,
  )
  const answer = await askAnalysis(
    rulesAnalysis,
    engine,
    ask,
    { rules: rules('amount > 5 requires "a" is forbidden') },
    never,
  )
  expect(answer.findings).toEqual([])
  expect(answer.notes).toContain('“The rule” has no answer: the log has no attribute "amount".')
})

test('an allowed case is no finding, and what is left is shown without it', async () => {
  const { engine } = engines('c1: b@0 | c2: b@0')
  const allow =
    'parfocal: allowlist\nversion: 1\nentries: [{rule: r, cases: [c1], reason: x, author: y, until: 2030-01-01}]\n'
  const answer = await askAnalysis(rulesAnalysis, engine, ask, { rules: rules('"b" is forbidden'), allow }, never)
  expect(answer.findings[0]!.evidence).toEqual([{ kind: 'cases', ids: ['c2'] }])
})
