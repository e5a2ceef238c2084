import { expect, test } from 'vitest'
import { nodePlatform } from '../base/platform.node.ts'
import { never } from '../base/platform.ts'
import { createMemoryEngine, engineFor } from '../engine/index.ts'
import { type Ask, defaultView, type Engine } from '../log/engine.ts'
import type { EventLog } from '../log/event-log.ts'
import { eventLog } from '../log/notation.ts'
import { PersonGate } from '../privacy/person-gate.ts'
import { batchesAnalysis } from './batches.ts'
import { decisionRulesAnalysis } from './decision-rules.ts'
import { type Analysis, askAnalysis } from './index.ts'

const ask: Ask = { log: 'log', view: defaultView, filter: [] }
const engineOf = (log: EventLog) => createMemoryEngine({ platform: nodePlatform, logs: new Map([['log', { log }]]) })
const asked = (analysis: unknown, engine: Engine, params: object = {}) =>
  askAnalysis(analysis as Analysis, engine, ask, params, never)

/** Four at a time are packed from the sixth hour on; those of one day are ready at its first and second. */
const packed = eventLog(
  Array.from({ length: 12 }, (_, c) => {
    const day = Math.floor(c / 4) * 24
    return `c${c}: order@${day + (c % 2)}h..${day + (c % 2)}h/eve${c} pack@${day + 6}h..${day + 7}h/ann`
  }).join(' | '),
)

test('batches are told with how long each waits, and evidence keeps their cases', async () => {
  const engine = engineOf(packed)
  const { findings, notes } = await asked(batchesAnalysis, engine)
  expect(findings.map(({ sentence }) => sentence)).toEqual([
    '100 % of *pack* are done in batches of 4 on average; each waits 5 h 30 min for its batch to begin.',
  ])
  expect((await engine.size({ ...ask, filter: findings[0]!.evidence })).cases).toBe(12)
  expect(notes[0]).toMatch(/^12 of 24 instances/)
  const none = await asked(batchesAnalysis, engine, { minSize: 5 })
  expect([none.findings, none.notes[0]]).toEqual([[], expect.stringMatching(/^No batch was found/)])
})

test('batches of people are held back, and where nothing starts that is said', async () => {
  const member = engineFor({ kind: 'member', mayLift: false }, engineOf(packed), new PersonGate())
  const held = await asked(batchesAnalysis, member)
  expect([held.findings, held.notes.length]).toEqual([[], 1])
  const ends = await asked(batchesAnalysis, engineOf(eventLog('a: x@1h/ann y@2h/ann')))
  expect(ends.notes[0]).toContain('No activity has a start, an end')
})

/** Dear ones are approved, but for one of them. */
const decided = eventLog(
  Array.from({ length: 60 }, (_, c) => {
    const amount = (c * 37) % 100
    const way = amount > 50 && c !== 59 ? 'approve' : 'note'
    return `c${c}: order@${c}d{amount=${amount}} ${way} pay`
  }).join(' | '),
)

test('a branch that an attribute foretells is a finding with its rules and its cases', async () => {
  const engine = engineOf(decided)
  const { findings, tables, notes } = await asked(decisionRulesAnalysis, engine)
  expect(findings.map(({ id }) => id.split(':')[0])).toEqual(['explained', 'decision'])
  expect(findings[0]!.sentence).toBe('1 of 1 choice in the model is foretold by attributes.')
  expect(findings[1]!.sentence).toMatch(
    /^\d+(\.\d)? % of 60 decisions for \*approve\* or \*note\* are foretold by amount;/,
  )
  expect((await engine.size({ ...ask, filter: findings[1]!.evidence })).cases).toBe(60)
  expect(tables[1]!.rows.map(([when, branch]) => `${when} → ${branch}`)).toContain('amount > 50 → approve')
  expect(notes.join(' ')).toContain('inductive miner')
})

test('a given model is asked, and what cannot be said is said', async () => {
  const engine = engineOf(decided)
  const tree = { format: 'parfocal-model', version: 1, kind: 'tree', tree: '→(order, ×(approve, note), pay)' }
  const given = await asked(decisionRulesAnalysis, engine, { model: JSON.stringify(tree) })
  expect(given.findings).toHaveLength(2)
  const other = JSON.stringify({ ...tree, tree: '→(q, ×(r, s))' })
  const none = await asked(decisionRulesAnalysis, engine, {
    model: other,
    labels: { version: 1, labels: [], ignoredActivities: [] },
  })
  expect([none.findings, none.notes.join(' ')]).toEqual([[], expect.stringContaining('can replay none of the cases')])
  const blind = await asked(decisionRulesAnalysis, engineOf(eventLog('a: x y | b: x z')))
  expect([blind.findings, blind.notes.join(' ')]).toEqual([
    [],
    expect.stringContaining('no attribute that could explain'),
  ])
})
