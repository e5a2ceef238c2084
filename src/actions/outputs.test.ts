import fc from 'fast-check'
import { transformSync } from 'rolldown/utils'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { moddleWarnings } from '../formats/models/bpmn/moddle.fixture.ts'
import type { Procedure } from '../tasks/procedure/procedure.ts'
import { bpmn } from './bpmn.ts'
import { chromeRecorder } from './chrome-recorder.ts'
import { hostileProcedure } from './hostile.fixture.ts'
import { n8n } from './n8n.ts'
import { outputs } from './outputs.ts'
import { enterCustomer, step, textbox } from './procedure.fixture.ts'

const procedure = enterCustomer('https://shop.test/new')
const evil = ['<b>&"\'`$', '{1}\u0007\ud800]]>\n'].join('')
const hostile = {
  ...procedure,
  name: evil,
  applications: [evil],
  parameters: [{ name: evil, class: 'text' as const, shape: evil, from: evil, byPerson: true }],
  steps: [
    step('s1', {
      label: evil,
      action: 'enter',
      element: textbox(evil, evil, evil),
      value: { kind: 'constant', text: evil },
    }),
    step('s2', { label: evil, action: 'enter', value: { kind: 'unknown', name: evil, because: evil }, share: 0.5 }),
  ],
}

function wellFormed(text: string): string[] {
  const names: string[] = []
  const parser = new SaxesParser()
  parser.on('error', error => {
    throw error
  })
  parser.on('opentag', ({ name }) => names.push(name))
  parser.write(text).close()
  return names
}

describe.each(outputs.map(output => [output.id, output] as const))('%s', (_, output) => {
  test('is the same on every run and has files', () => {
    const made = output.make(procedure)
    expect(output.make(procedure)).toEqual(made)
    expect(made.files.length).toBeGreaterThan(0)
    expect(made.files.every(({ content }) => content.length > 0)).toBe(true)
    expect(new Set(made.files.map(({ path }) => path)).size).toBe(made.files.length)
  })
  test('links back to its evidence: routine, rows, UI log', () => {
    const all = output.make({ ...procedure, evidence: [{ first: 8101, last: 8117 }] }).files
    const text = all.map(({ content }) => String(content)).join('\n')
    for (const part of [procedure.id, '8101', '8117', 'f00d']) expect(text).toContain(part)
  })
  test('counts no people where they are fewer than five', () => {
    const told = (people: number) =>
      output
        .make({ ...procedure, base: { ...procedure.base, people } })
        .files.map(({ content }) => String(content))
        .join('\n')
    expect(told(2)).toBe(told(4))
  })
  test('whatever a recording holds, its JSON and XML can be read', () => {
    const check = (given: Procedure) => {
      for (const { path, content } of output.make(given).files) {
        const text = String(content)
        if (path.endsWith('.json')) JSON.parse(text)
        if (/\.(bpmn|xaml|xml)$/.test(path)) expect(wellFormed(text).length).toBeGreaterThan(3)
        if (path.endsWith('.ts') && path !== 'runtime.ts' && path !== 'transformations.ts')
          expect(transformSync(path, text).errors).toEqual([])
        if (path.endsWith('.robot')) expect(text.match(/^\*\*\* \w+ \*\*\*$/gm)).toHaveLength(4)
        expect(path).toMatch(/^[\w.-]+(?:\/[\w.-]+)*$/)
      }
    }
    for (const given of [procedure, hostile]) check(given)
    fc.assert(fc.property(hostileProcedure, check), { seed: 7, numRuns: 40 })
  })
})

test('BPMN has a task a step, a pair of gateways around an optional one, and a shape for every node and flow', () => {
  const text = String(bpmn.make(procedure).files[0]!.content)
  const names = wellFormed(text)
  const count = (name: string) => names.filter(found => found === name).length
  expect([count('bpmn:scriptTask'), count('bpmn:exclusiveGateway')]).toEqual([5, 2])
  expect(text).toContain('name="kind is company (50 %)"')
  const flows = count('bpmn:sequenceFlow')
  expect(count('bpmndi:BPMNEdge')).toBe(flows)
  // pool and lane beside the nodes
  expect(count('bpmndi:BPMNShape')).toBe(5 + 2 + 2 + 2)
  for (const [, from, to] of text.matchAll(/sourceRef="([^"]+)" targetRef="([^"]+)"/g))
    expect(text.includes(`id="${from}"`) && text.includes(`id="${to}"`)).toBe(true)
})

describe('the BPMN of a routine is a model of its runs', () => {
  const flowsOf = (given: Procedure) => {
    const { files, toDo } = bpmn.make(given)
    const text = String(files[0]!.content)
    const flows = [
      ...text.matchAll(/<bpmn:sequenceFlow id="\w+"(?: name="([^"]*)")? sourceRef="(\w+)" targetRef="(\w+)"/g),
    ]
    return { text, toDo, flows: flows.map(([, name = '', from, to]) => `${from} →${name && ` ${name} →`} ${to}`) }
  }
  const ran = (...runs: readonly (readonly [string, number])[]): Procedure => ({
    ...procedure,
    runs: runs.map(([steps, share]) => ({ steps: steps.split(' '), share })),
  })
  test('what comes in any order is parallel', () => {
    const { text, flows } = flowsOf(ran(['s1 s2 s3 s4 s5', 0.5], ['s1 s3 s2 s4 s5', 0.5]))
    expect(text.match(/<bpmn:parallelGateway /g)).toHaveLength(2)
    expect(flows).toEqual(
      expect.arrayContaining(['task_s1 → and_split_1', 'and_split_1 → task_s2', 'and_split_1 → task_s3']),
    )
    expect(text).toContain('noise threshold of 5 %')
  })
  test('what comes again is a loop, and who does not leave it goes again', () => {
    const { flows } = flowsOf(ran(['s1 s2 s3 s4 s5', 0.5], ['s1 s2 s3 s2 s3 s4 s5', 0.5]))
    expect(flows).toEqual(expect.arrayContaining(['xor_split_1 → again → xor_join_1', 'xor_split_1 → task_s4']))
  })
  test('a step that is left out now and then says when it is done, and how often not', () => {
    const { flows, toDo } = flowsOf(procedure)
    expect(flows).toEqual(
      expect.arrayContaining([
        'xor_split_1 → kind is company (50 %) → task_s4',
        'xor_split_1 → else (50 %) → xor_join_1',
      ]),
    )
    expect(toDo).toEqual(['Not in the diagram, seen in 5 % of runs: click Cancel.'])
  })
  test('a rare order is left out, and told', () => {
    const { flows, toDo } = flowsOf(ran(['s1 s2 s3 s4 s5', 0.97], ['s5 s1 s2 s3 s4', 0.03]))
    expect(flows).toHaveLength(6)
    expect(toDo[0]).toBe('In 3 % of runs the steps come in another way than in the diagram.')
  })
  test('runs of which no model says anything, or that lack a step, leave the usual order of the steps', () => {
    const words = ['s1 s2 s3 s4 s5', 's5 s4 s3 s2 s1 s5', 's3 s1 s5 s1 s2 s4', 's2 s5 s4 s4 s1 s3', 's4 s2 s1 s3 s3 s5']
    const chaos = flowsOf(ran(...words.map(one => [one, 0.2] as const)))
    const lacking = flowsOf(ran(['s1 s2', 1]))
    for (const { text, flows } of [chaos, lacking]) {
      expect(text).toContain('The steps in their usual order.')
      expect(flows[1]).toBe('task_s1 → task_s2')
    }
    expect(lacking.toDo[0]).toMatch(/^In 100 % of runs/)
  })
})

test('BPMN opens elsewhere, whatever a recording holds', async () => {
  for (const given of [procedure, hostile])
    expect(await moddleWarnings(String(bpmn.make(given).files[0]!.content))).toEqual([])
})

test('a flow of the Chrome Recorder goes to the page, fills, and finds each element in several ways', () => {
  const { steps } = JSON.parse(String(chromeRecorder.make(procedure).files[0]!.content)) as {
    steps: { type: string; selectors?: string[][]; url?: string }[]
  }
  expect(steps.map(({ type }) => type)).toEqual(['setViewport', 'navigate', 'change', 'change', 'click', 'click'])
  expect(steps[1]!.url).toBe('https://shop.test/new')
  expect(steps[3]!.selectors).toEqual([['aria/Birthday'], ['[id="birthday"]']])
})

test('an n8n workflow connects nodes that are there, asks a person, and puts no value into a command', () => {
  const workflow = JSON.parse(String(n8n.make(hostile).files[0]!.content)) as {
    nodes: { name: string; parameters: { command?: string } }[]
    connections: Record<string, { main: { node: string }[][] }>
  }
  const names = workflow.nodes.map(({ name }) => name)
  for (const [from, { main }] of Object.entries(workflow.connections))
    for (const { node } of main.flat()) expect([names.includes(from), names.includes(node)]).toEqual([true, true])
  expect(
    JSON.parse(String(n8n.make(procedure).files[0]!.content)).nodes.map((node: { name: string }) => node.name),
  ).toContain('A person agrees')
  expect(workflow.nodes.find(({ name }) => name === 'Run the bot')!.parameters.command).not.toContain(evil)
})
