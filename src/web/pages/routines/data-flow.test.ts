import { describe, expect, test } from 'vitest'
import { enterCustomer, step } from '../../../actions/procedure.fixture.ts'
import { dataFlow } from './data-flow.ts'
import { conditionText, sourceText } from './source-text.ts'

const procedure = enterCustomer('https://shop.test/new')

describe('the data flow of a routine', () => {
  test('leads from each source, drawn once, to the steps that put its value somewhere', () => {
    const { sources, targets, links } = dataFlow(procedure)
    expect(new Set(sources.map(({ key }) => key)).size).toBe(sources.length)
    expect(sources.map(({ title }) => title)).toContain('full name')
    for (const { source, target } of links) {
      expect(sources[source]).toBeDefined()
      expect(targets[target]).toBeDefined()
    }
    expect(targets).toHaveLength(procedure.steps.filter(({ value }) => value !== null).length)
    const computed = targets.filter(({ program }) => program !== null)
    expect(computed.length).toBeGreaterThan(0)
    for (const { confidence } of computed) expect(confidence).toBeGreaterThan(0)
  })
  test('a value that nobody knows the source of hangs on a source that is not sure', () => {
    const unknown = { kind: 'unknown', name: 'Amount', because: 'it is typed' } as const
    const { links, sources } = dataFlow({ ...procedure, steps: [step('s1', { value: unknown })] })
    expect(links).toEqual([{ source: 0, target: 0, sure: false }])
    expect(sources[0]).toMatchObject({ title: 'Amount', detail: 'it is typed' })
  })
  test('a value whose rule masking hides hangs on what it is made of, and is not sure', () => {
    const of = { sources: [{ kind: 'parameter', name: 'full name' }], how: 'flow' } as const
    const value = { kind: 'unknown', name: 'Last name', because: 'masked', of } as const
    const { links, sources, targets } = dataFlow({ ...procedure, steps: [step('s1', { value })] })
    expect(links).toEqual([{ source: 0, target: 0, sure: false }])
    expect(sources[0]).toMatchObject({ kind: 'parameter', title: 'full name' })
    expect(targets[0]!.place).toMatch(/^by a hidden rule/)
    expect(sourceText(value, procedure)).toBe('“Last name”, made of “full name”: masked')
  })
  test('support is the number of runs with the step', () => {
    const value = { kind: 'constant', text: 'x' } as const
    const { targets } = dataFlow({
      ...procedure,
      base: { ...procedure.base, instances: 10 },
      steps: [step('s1', { value, share: 0.7 })],
    })
    expect(targets[0]!.support).toBe(7)
  })
})

describe('words for sources', () => {
  test('say what they are', () => {
    expect(sourceText({ kind: 'parameter', name: 'kind' }, procedure)).toBe('“kind”, from a sheet')
    expect(sourceText({ kind: 'constant', text: 'DE' }, procedure)).toBe('always “DE”')
    expect(sourceText({ kind: 'read', step: 's1' }, procedure)).toBe('what “copy full name” read')
    expect(conditionText(step('s', {}))).toBeNull()
    const condition = { parameter: 'kind', by: 'value', values: ['a', 'b', 'c', 'd', 'e'], agreement: 1 } as const
    expect(conditionText({ condition })).toBe('only where “kind” is “a”, “b”, “c” or 2 others')
  })
})
