import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { languageOfNet } from './bpmn/language.fixture.ts'
import { bpmnOfTree } from './bpmn/of-tree.ts'
import { netOfBpmn } from './bpmn/to-net/net-of-bpmn.ts'
import { type LabelMapping, labelsOf, mapLabels, parseLabelMapping, setLabel } from './label-mapping.ts'
import { parseTree } from './process-tree.ts'
import { proposeLabelMapping } from './propose-label-mapping.ts'

const proposed = (labels: readonly string[], activities: readonly string[]) =>
  proposeLabelMapping(labels, activities).labels.map(
    ({ label, activities: found, by }) => `${label} = ${found.join(' | ')} (${by})`,
  )

describe('a proposed mapping', () => {
  test('takes the same text first, then the same words', () => {
    expect(
      proposed(['Check Invoice', 'Pay', 'Prüfen'], ['pay', 'check_invoice', 'Check Invoice', 'PRUEFEN', 'prufen']),
    ).toEqual(['Check Invoice = Check Invoice (same)', 'Pay = pay (words)', 'Prüfen = prufen (words)'])
  })
  test('takes all steps of the life cycle of one activity', () => {
    expect(
      proposed(['Call offer'], ['Call offer+START', 'Call offer+COMPLETE', 'call-offer (suspend)', 'Other']),
    ).toEqual(['Call offer = Call offer+COMPLETE | Call offer+START | call-offer (suspend) (words)'])
    expect(proposed(['Start'], ['start', 'Complete'])).toEqual(['Start = start (words)'])
  })
  test('takes what is most alike, each activity once, and leaves what is like nothing', () => {
    expect(
      proposed(
        ['Receive the order', 'Send invoice', 'Approve purchase order', 'Wait'],
        ['Order received', 'Invoice sent to customer', 'Aprove purchase order', 'Receive order', 'Archive'],
      ),
    ).toEqual([
      'Receive the order = Receive order (similar)',
      'Send invoice =  (none)',
      'Approve purchase order = Aprove purchase order (similar)',
      'Wait =  (none)',
    ])
  })
  test('says how sure it is', () => {
    const { labels } = proposeLabelMapping(['a b c', 'Same', 'nothing'], ['a b d', 'Same'])
    expect(labels.map(({ confidence }) => confidence)).toEqual([0.72, 1, 0])
  })
  test('does not depend on the order of the activities, and gives no activity twice', () => {
    const name = fc.constantFrom(
      'a',
      'A',
      'a b',
      'b a',
      'pay bill',
      'pay bills',
      'Pay-Bill',
      'send',
      'sent',
      '',
      'start',
    )
    fc.assert(
      fc.property(fc.array(name, { maxLength: 6 }), fc.array(name, { maxLength: 6 }), (labels, activities) => {
        const mapping = proposeLabelMapping(labels, activities)
        expect(proposeLabelMapping(labels, [...activities].reverse())).toEqual(mapping)
        const given = mapping.labels.flatMap(entry => entry.activities)
        expect(new Set(given).size).toBe(given.length)
        expect(parseLabelMapping(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping)
        for (const label of labels) if (activities.includes(label)) expect(given).toContain(label)
      }),
      { seed: 1, numRuns: 300 },
    )
  })
})

describe('a mapping', () => {
  const result = netOfBpmn(bpmnOfTree(parseTree('→(a, ×(b, c), a)')))
  const net = result.ok ? result.value.net : null!
  const mapping: LabelMapping = { version: 1, labels: [], ignoredActivities: [] }

  test('renames, multiplies and silences the labels of a net', () => {
    const edited = setLabel(setLabel(setLabel(mapping, 'a', ['x', 'y']), 'b', []), 'c', ['z'])
    const { net: mapped, origins } = mapLabels(net, edited)
    expect(languageOfNet(mapped, 3)).toEqual(['x x', 'x y', 'x z x', 'x z y', 'y x', 'y y', 'y z x', 'y z y'])
    expect(origins.map(t => net.transitions[t]!.label).filter(Boolean)).toEqual(['a', 'a', 'b', 'a', 'a', 'c'])
    expect(new Set(mapped.transitions.map(({ id }) => id)).size).toBe(mapped.transitions.length)
    expect(labelsOf(mapped)).toEqual(['x', 'y', 'z'])
  })
  test('leaves labels alone that it does not name', () => {
    expect(mapLabels(net, mapping).net).toEqual(net)
    expect(labelsOf(net)).toEqual(['a', 'b', 'c'])
  })
  test('is edited label by label', () => {
    const once = setLabel(mapping, 'a', ['x', 'x'])
    expect(setLabel(once, 'a', ['y']).labels).toEqual([{ label: 'a', activities: ['y'], confidence: 1, by: 'person' }])
  })
  test.each([
    [null, 'is not an object'],
    [{ version: 2 }, 'version 2'],
    [{ version: 1, labels: {} }, 'labels of the label mapping is not a list'],
    [{ version: 1, labels: [{ label: 1, activities: [] }] }, 'labels[0].label'],
    [{ version: 1, labels: [{ label: 'a', activities: [1] }] }, 'labels[0].activities'],
    [{ version: 1, labels: [{ label: 'a', activities: [], confidence: 2, by: 'same' }] }, 'a number from 0 to 1'],
    [{ version: 1, labels: [{ label: 'a', activities: [], confidence: 1, by: 'x' }] }, 'one of same'],
    [
      { version: 1, labels: [1, 2].map(() => ({ label: 'a', activities: [], confidence: 1, by: 'none' })) },
      '"a" twice',
    ],
  ])('that is none is refused with its place: %j', (value, said) => {
    expect(() => parseLabelMapping(value)).toThrow(said)
  })
})
