import { describe, expect, test } from 'vitest'
import { uiLog } from '../../log/ui-notation.ts'
import { cleanUiLog } from '../cleaning/clean-ui-log.ts'
import { demonstratedRoutines } from '../demonstrations/demonstrated-routines.ts'
import { nameDemonstrations } from '../demonstrations/name-demonstrations.ts'
import { editRoutines, keyOf } from './edit-routines.ts'
import { placeOfStep, type RoutineEdit, stepKey } from './routine-edit.ts'

const PAGE = 'on "https://shop.test/new"'
const NAME = (who: string) => `${who} | Chrome | enter textbox Name #name ${PAGE} = "Ann ${who}"`
const RUSH = (who: string) => `${who} | Chrome | check checkbox Rush #rush ${PAGE}`
const SAVE = (who: string) => `${who} | Chrome | click button Save ${PAGE}`
const READ = (who: string) => `${who} | Mail | click button Read in Inbox`
const run = (task: string, who: string, ...steps: ((who: string) => string)[]) =>
  [`== ${task}-${who}`, `# "${task}" ${who}`, ...steps.map(step => step(who)), '#'].join('\n')
const log = cleanUiLog(
  uiLog(
    [
      run('Enter order', 'ann', NAME, SAVE),
      run('Enter order', 'bob', NAME, RUSH, SAVE),
      run('Enter order', 'cyd', NAME, SAVE),
      run('Read mail', 'ann', READ),
    ].join('\n'),
  ),
)
const mined = demonstratedRoutines(log)
const [order, mail] = mined.map(keyOf)
const shown = (edits: readonly RoutineEdit[]) =>
  editRoutines(mined, edits, log).routines.map(
    ({ name, steps, variants, instances }) =>
      `${name}: ${steps.map(({ label, share }) => `${label} ${share.toFixed(2)}`).join(', ')} (${variants.map(one => one.instances).join('+')} = ${instances.length})`,
  )

describe('edits of routines', () => {
  test('none leave everything as it was mined', () => {
    expect(editRoutines(mined, [], log)).toEqual({ routines: mined, rejected: [], concerned: [], lost: [] })
  })
  test('rename, and reject with a reason', () => {
    const edited = editRoutines(
      mined,
      [
        { kind: 'rename', routine: order!, name: 'Order entry' },
        { kind: 'reject', routine: mail!, reason: 'private' },
      ],
      log,
    )
    expect(edited.routines.map(({ name }) => name)).toEqual(['Order entry'])
    expect(edited.rejected.map(({ routine, reason }) => [routine.name, reason])).toEqual([['Read mail', 'private']])
  })
  test('merge puts the runs of all together', () => {
    expect(shown([{ kind: 'merge', routines: [order!, mail!], name: 'All' }])).toEqual([
      'All: click Read 0.25, type Name 0.75, check Rush 0.25, click Save 0.75 (2+1+1 = 4)',
    ])
  })
  test('split takes variants out, and leaves the others', () => {
    const rush = mined[0]!.variants[1]!.classes
    expect(shown([{ kind: 'split', routine: order!, variants: [rush], name: 'Rush order' }])).toEqual([
      'Enter order: type Name 1.00, click Save 1.00 (2 = 2)',
      'Rush order: type Name 1.00, check Rush 1.00, click Save 1.00 (1 = 1)',
      'Read mail: click Read 1.00 (1 = 1)',
    ])
  })
  test('trim cuts runs to the steps between two', () => {
    const { steps } = order!
    expect(shown([{ kind: 'trim', routine: order!, first: stepKey(steps, 0), last: stepKey(steps, 1) }])[0]).toBe(
      'Enter order: type Name 1.00, check Rush 0.33 (2+1 = 3)',
    )
    const edited = editRoutines(
      mined,
      [{ kind: 'trim', routine: order!, first: stepKey(steps, 2), last: stepKey(steps, 2) }],
      log,
    )
    expect(edited.routines[0]!.instances.map(({ first, last }) => [first, last])).toEqual([
      [1, 1],
      [4, 4],
      [6, 6],
    ])
  })
  test('name a step by its class and which one of them it is', () => {
    const classes = ['a', 'b', 'a', 'a']
    expect(classes.map((_, at) => placeOfStep(classes, stepKey(classes, at)))).toEqual([0, 1, 2, 3])
    expect(placeOfStep(classes, { class: 'a', nth: 3 })).toBe(-1)
  })
  test('survive another mining: a routine of another id is found by its steps', () => {
    const edits: RoutineEdit[] = [
      { kind: 'rename', routine: { id: 'gone', steps: order!.steps.slice(0, 2) }, name: 'X' },
    ]
    expect(editRoutines(mined, edits, log).routines[0]!.name).toBe('X')
  })
  test('that speak of nothing are told, and do nothing', () => {
    const edits: RoutineEdit[] = [
      { kind: 'rename', routine: { id: 'gone', steps: ['nothing'] }, name: 'X' },
      { kind: 'merge', routines: [order!, order!], name: 'X' },
      { kind: 'split', routine: mail!, variants: [mail!.steps], name: 'X' },
    ]
    expect(editRoutines(mined, edits, log)).toEqual({
      routines: mined,
      rejected: [],
      concerned: [[], ['Enter order'], ['Read mail']],
      lost: [0, 1, 2],
    })
  })
  test('say which routines they concern, by the names that these had before', () => {
    const edits: RoutineEdit[] = [
      { kind: 'rename', routine: order!, name: 'Order entry' },
      { kind: 'merge', routines: [order!, mail!], name: 'All' },
      { kind: 'reject', routine: { id: 'gone', steps: [] }, reason: 'private' },
    ]
    expect(editRoutines(mined, edits, log).concerned).toEqual([['Enter order'], ['Order entry', 'Read mail'], []])
  })
  test('apply to what edits before them left, and give the same ids each time', () => {
    const merged = editRoutines(mined, [{ kind: 'merge', routines: [order!, mail!], name: 'All' }], log)
    const edits: RoutineEdit[] = [
      { kind: 'merge', routines: [mail!, order!], name: 'All' },
      { kind: 'rename', routine: keyOf(merged.routines[0]!), name: 'Everything' },
    ]
    expect(editRoutines(mined, edits, log)).toMatchObject({ routines: [{ name: 'Everything' }], lost: [] })
  })
})

describe('tasks named afterwards', () => {
  const ui = uiLog(
    ['== one', READ('ann'), '== two', '# case 1', READ('bob'), '#', '# case 2', SAVE('bob'), '#'].join('\n'),
  )
  const told = (names: Parameters<typeof nameDemonstrations>[1]) =>
    nameDemonstrations(ui, names).demonstrations.map(({ task, first, last }) => `${task} ${first}-${last}`)
  test('a recording without runs is one run, unnamed runs get the name', () => {
    expect(told([])).toEqual(['case 1-1', 'case 2-2'])
    expect(told([{ recording: null, task: 'T' }])).toEqual(['T 0-0', 'T 1-1', 'T 2-2'])
    expect(
      told([
        { recording: 'one', task: 'Own' },
        { recording: null, task: 'T' },
      ]),
    ).toEqual(['Own 0-0', 'T 1-1', 'T 2-2'])
  })
})
