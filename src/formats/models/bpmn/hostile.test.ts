import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeShared, hasShared, sharedPath } from '../../../../test/shared.ts'
import { FormatError } from '../../../base/errors.ts'
import { nodePlatform as platform } from '../../../base/platform.node.ts'
import { layoutBpmn } from '../../../model/bpmn/layout/layout-bpmn.ts'
import { netOfBpmn } from '../../../model/bpmn/to-net/net-of-bpmn.ts'
import { scopesIn } from '../../../model/bpmn.ts'
import { readBpmn, writeBpmn } from './index.ts'
import { infoset } from './infoset.fixture.ts'
import { moddleWarnings } from './moddle.fixture.ts'

/** Everything that can be done with a file: it is refused with a place, or all works and nothing is lost. */
function useAll(xml: string): 'refused' | 'read' {
  let read: ReturnType<typeof readBpmn>
  try {
    read = readBpmn(xml, { platform })
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError)
    expect((error as Error).message).toMatch(/line \d+/)
    return 'refused'
  }
  const { model } = read
  expect(infoset(writeBpmn(model))).toEqual(infoset(xml))
  const drawn = layoutBpmn(model)
  expect(readBpmn(writeBpmn(drawn), { platform }).model.processes).toEqual(model.processes)
  for (const { id } of model.processes)
    expect(typeof netOfBpmn(model, { process: id, labelEvents: true }).ok).toBe('boolean')
  return 'read'
}

/** A file of few elements whose ids, references and kinds are anything. */
const name = fc.constantFrom('a', 'b', 'c', 'd', '', 'x:a')
const kind = fc.constantFrom(
  ...['task', 'userTask', 'subProcess', 'transaction', 'adHocSubProcess', 'callActivity', 'startEvent', 'endEvent'],
  ...['boundaryEvent', 'intermediateCatchEvent', 'intermediateThrowEvent', 'exclusiveGateway', 'parallelGateway'],
  ...['inclusiveGateway', 'eventBasedGateway', 'complexGateway', 'dataObjectReference', 'textAnnotation', 'laneSet'],
  ...['lane', 'sequenceFlow', 'sequenceFlow', 'association', 'messageFlow', 'terminateEventDefinition', 'incoming'],
  ...['linkEventDefinition', 'errorEventDefinition', 'multiInstanceLoopCharacteristics', 'unheardOf', 'flowNodeRef'],
)
const attribute = fc.tuple(
  fc.constantFrom(
    'id',
    'id',
    'name',
    'sourceRef',
    'targetRef',
    'attachedToRef',
    'default',
    'triggeredByEvent',
    'cancelActivity',
    'isForCompensation',
  ),
  fc.oneof(name, fc.constantFrom('true', 'false')),
)
const element: fc.Arbitrary<string> = fc.letrec<{ element: string }>(tie => ({
  element: fc
    .tuple(
      kind,
      fc.uniqueArray(attribute, { selector: ([key]) => key, maxLength: 4 }),
      fc.oneof(
        { maxDepth: 3 },
        name,
        fc.array(tie('element'), { maxLength: 4 }).map(all => all.join('\n')),
      ),
    )
    .map(
      ([tag, attributes, inside]) =>
        `<${tag}${attributes.map(([key, value]) => ` ${key}="${value}"`).join('')}>${inside}</${tag}>`,
    ),
})).element
const file = fc
  .array(element, { maxLength: 14 })
  .map(
    all =>
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process>${all.join('')}</process></definitions>`,
  )

test('whatever a file says of elements, it is read, drawn, translated or refused, and written as it was', () => {
  fc.assert(
    fc.property(file, xml => {
      expect(useAll(xml)).toBe('read')
    }),
    { seed: 1, numRuns: 400 },
  )
})

const folder = 'data/logs/bpmn-miwg/Reference'
describeShared('the reference models', folder, () => {
  const names = hasShared(folder)
    ? readdirSync(sharedPath(folder))
        .filter(one => one.endsWith('.bpmn'))
        .sort()
    : []
  const textOf = (one: string) =>
    readFileSync(sharedPath(folder, one), one.startsWith('A') || one.startsWith('B') ? 'latin1' : 'utf8')

  test('cut off anywhere they are refused with the line', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.double({ min: 0, max: 0.999, noNaN: true }), (one, share) => {
        const text = textOf(one).trim()
        expect(useAll(text.slice(0, Math.floor(share * text.length)))).toBe('refused')
      }),
      { seed: 2, numRuns: 60 },
    )
  })

  test('with lines left out they are used as far as they are well-formed', () => {
    let read = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...names.filter(one => /^[ABC][.][1-4]/.test(one))),
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 5 }),
        (one, shares) => {
          const lines = textOf(one).split('\n')
          for (const share of shares) {
            const at = Math.floor(share * lines.length)
            if (/\/>\s*$/.test(lines[at]!) || /^\s*<([\w:]+)[^>]*>[^<]*<\/\1>\s*$/.test(lines[at]!)) lines.splice(at, 1)
          }
          if (useAll(lines.join('\n')) === 'read') read++
        },
      ),
      { seed: 3, numRuns: 40 },
    )
    expect(read).toBeGreaterThan(30)
  })

  test.each(names)('%s laid out anew draws every node and flow, and opens elsewhere', async one => {
    const { model } = readBpmn(readFileSync(sharedPath(folder, one)), { platform })
    const drawn = layoutBpmn({ ...model, source: null })
    const shown = new Set(
      drawn.diagrams.flatMap(({ shapes, edges }) => [...shapes, ...edges]).map(({ element: id }) => id),
    )
    const scopes = model.processes.flatMap(process => [...scopesIn(process)])
    const missing = scopes.flatMap(scope => [...scope.nodes, ...scope.flows]).filter(({ id }) => !shown.has(id))
    expect(missing.map(({ id }) => id)).toEqual([])
    expect(await moddleWarnings(writeBpmn(drawn))).toEqual([])
  })
})
