import { expect, test } from 'vitest'
import { nodePlatform } from '../base/platform.node.ts'
import { never } from '../base/platform.ts'
import { createMemoryEngine, engineFor } from '../engine/index.ts'
import { defaultView } from '../log/engine.ts'
import { eventLog } from '../log/notation.ts'
import { PersonGate } from '../privacy/person-gate.ts'
import { handovers } from './handovers.ts'
import { askAnalysis } from './index.ts'

/** Teams of six. A hands over to B and to C by many people, B to itself by one person alone. */
const log = eventLog(
  Array.from({ length: 48 }, (_, c) => {
    const step = (activity: string, person: number) =>
      `${activity}@${c}d/p${person}{"org:group"=${'ABC'[Math.floor(person / 6)]}}`
    const first = step('register', Math.floor(c / 4) % 6)
    if (c % 2 === 0) return `c${c}: ${first} ${step('pay', 12 + ((c / 2) % 6))}`
    const signed = `${first} ${step('sign', 6 + (((c - 1) / 2) % 6))}`
    return `c${c}: ${(c - 1) % 12 === 0 ? `${signed} ${step('check', 6)}` : signed}`
  }).join(' | '),
)
const answer = (held: boolean, attribute: string) => {
  const raw = createMemoryEngine({ platform: nodePlatform, logs: new Map([['log', { log }]]) })
  const engine = held ? engineFor({ kind: 'member', mayLift: false }, raw, new PersonGate()) : raw
  return askAnalysis(handovers, engine, { log: 'log', view: defaultView, filter: [] }, { attribute }, never)
}

test('where all pairs are held back, that is said, and not that there are none', async () => {
  const { findings, notes } = await answer(true, 'org:resource')
  expect(findings).toEqual([])
  expect(notes[0]).toMatch(/^\d+ pairs of org:resource are held back, because too few people stand behind them\.$/)
  expect((await answer(false, 'org:resource')).findings.length).toBeGreaterThan(0)
})

test('a share that leaves out what is held back says so', async () => {
  const all = await answer(false, 'org:group')
  expect(all.findings[0]!.sentence).toBe('92 % of steps go to another org:group.')
  const held = await answer(true, 'org:group')
  expect(held.findings[0]!.sentence).toBe('100 % of the steps that are shown go to another org:group.')
  expect(held.notes[0]).toBe(
    '2 pairs of org:group are held back, because too few people stand behind them. These numbers are about the others.',
  )
})
