import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTaskEdits, taskEditsFrom } from './read-task-edits.ts'
import type { RoutineEdit } from './routine-edit.ts'
import { noEdits, type TaskEdits } from './task-edits.ts'

const routine = { id: 'd-1', steps: ['a', 'b'] }
const other = { id: 'd-2', steps: [] }
const routines: readonly RoutineEdit[] = [
  { kind: 'rename', routine, name: 'X' },
  { kind: 'merge', routines: [routine, other], name: 'X' },
  { kind: 'split', routine, variants: [['a'], []], name: 'X' },
  { kind: 'trim', routine, first: { class: 'a', nth: 0 }, last: { class: '', nth: 1 } },
  { kind: 'reject', routine, reason: 'no' },
]
const edits: TaskEdits = {
  version: 1,
  tasks: [
    { recording: null, task: 'Book order' },
    { recording: 'monday', task: 'Read mail' },
  ],
  names: { 'Order no.': 'Number', constructor: 'Builder' },
  routines,
  candidates: { 'd-1': { ruleShare: 0.5, hourlyCost: 70 }, 'd-2': {} },
  assumptions: { hourlyCost: 80, catalogue: null, apiApplications: ['Mail'] },
}
const faultsOf = (value: unknown) => readTaskEdits(value).faults

describe('a document of edits', () => {
  test('is read as it was written', () => {
    expect(taskEditsFrom(JSON.parse(JSON.stringify(edits)))).toEqual(edits)
    expect(taskEditsFrom({})).toEqual(noEdits)
    expect(taskEditsFrom({ version: 1 })).toEqual(noEdits)
  })

  test('has names without blanks around them', () => {
    expect(taskEditsFrom({ names: { a: ' A ' }, tasks: [{ task: ' T\n' }] })).toEqual({
      ...noEdits,
      names: { a: 'A' },
      tasks: [{ recording: null, task: 'T' }],
    })
  })

  test('of a browser or a server from before there were versions is read too', () => {
    expect(taskEditsFrom({ tasks: edits.tasks, routines })).toEqual({ ...noEdits, tasks: edits.tasks, routines })
    const old = {
      names: { a: 'A' },
      routines: [
        { kind: 'rename', routine: 'd-1', name: 'X' },
        { kind: 'reject', routine: 'd-2', because: 'done by a bot' },
        { kind: 'reject', routine: 'd-3', because: '' },
      ],
      candidates: { r: { ruleShare: 1 } },
      assumptions: { hourlyCost: 1 },
    }
    expect(taskEditsFrom(old)).toEqual({
      ...noEdits,
      ...old,
      routines: [
        { kind: 'rename', routine: { id: 'd-1', steps: [] }, name: 'X' },
        { kind: 'reject', routine: { id: 'd-2', steps: [] }, reason: 'done by a bot' },
        { kind: 'reject', routine: { id: 'd-3', steps: [] }, reason: 'No reason was given' },
      ],
    })
    expect(faultsOf({ ...old, version: 1 })).toHaveLength(3)
  })

  test.each([
    [null, 'the document must be an object'],
    [[], 'the document must be an object'],
    [{ version: 2 }, 'version is 2, and this version of Parfocal knows 1'],
    [{ routine: [] }, 'routine is not known (known: version, tasks, names, routines, candidates, assumptions)'],
    [{ routines: {} }, 'routines must be a list, of at most 10000'],
    [{ routines: [null] }, 'routines[0] must be an object'],
    [{ routines: [{ kind: 'burn' }] }, 'routines[0].kind must be one of rename, merge, split, trim, reject'],
    [{ routines: [routines[0], { kind: 'rename', routine, name: ' ' }] }, 'routines[1] (rename).name must be a name'],
    [{ routines: [{ kind: 'rename', routine, name: 'a\nb' }] }, 'routines[0] (rename).name must be a name'],
    [{ routines: [{ kind: 'rename', routine: {}, name: 'X' }] }, 'routines[0] (rename).routine.id must be a text'],
    [{ routines: [{ kind: 'rename', name: 'X' }] }, 'routines[0] (rename).routine must be an object'],
    [{ routines: [{ ...routines[0], title: 'X' }] }, 'routines[0] (rename).title is not known'],
    [
      { routines: [{ kind: 'merge', routines: [routine], name: 'X' }] },
      'routines[0] (merge).routines must be a list of',
    ],
    [{ routines: [{ kind: 'split', routine, variants: [['a', 1]], name: 'X' }] }, '(split).variants[0] must be a list'],
    [{ routines: [{ ...routines[3], last: { class: 'a', nth: -1 } }] }, '(trim).last.nth must be a whole number'],
    [{ routines: [{ ...routines[3], first: {} }] }, '(trim).first.class must be the class of a step'],
    [{ routines: [{ kind: 'reject', routine, reason: '' }] }, '(reject).reason must be a text of 1 to 2000'],
    [{ tasks: [{ recording: 1, task: 'T' }] }, 'tasks[0].recording must be a text'],
    [{ tasks: [{ recording: null }] }, 'tasks[0].task must be a name'],
    [{ names: { a: '' } }, 'names["a"] must be a name'],
    [{ names: { '': 'A' } }, 'names[""] names a text'],
    [{ candidates: { r: { ruleShare: 2 } } }, 'candidates["r"].ruleShare must be a number from 0 to 1'],
    [{ candidates: { r: { currency: 1 } } }, 'candidates["r"].currency is not known'],
    [{ assumptions: { adoption: 7 } }, 'assumptions.adoption must be a number from 0 to 1'],
    [{ assumptions: [] }, 'assumptions must be an object'],
  ])('%j is refused with its place and the reason', (value, said) => {
    const faults = faultsOf(value)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(said)
    expect(() => taskEditsFrom(value)).toThrow(`Edits: ${faults[0]}.`)
  })

  test('keeps what can be understood beside what cannot, and an error names the first faults', () => {
    const given = { ...edits, routines: [{}, routines[0], {}, {}, {}], names: { a: 1, b: 'B' }, candidates: 3 }
    const read = readTaskEdits(given)
    expect(read.edits).toEqual({ ...edits, routines: [routines[0]], names: { b: 'B' }, candidates: {} })
    expect(read.faults).toHaveLength(6)
    expect(() => taskEditsFrom(given)).toThrow(/^Edits: names\["a"\].*; and 3 more\.$/)
  })

  test('of anything is a document that is read again as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, another) => {
        for (const value of [
          one,
          { version: 1, tasks: [one], names: another, routines: [another], assumptions: one },
        ]) {
          const { edits } = readTaskEdits(value)
          expect(readTaskEdits(JSON.parse(JSON.stringify(edits)))).toEqual({ edits, faults: [] })
        }
      }),
    )
  })
})
