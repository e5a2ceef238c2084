import { describe, expect, test } from 'vitest'
import type { UiLog } from '../../log/ui-log.ts'
import { uiLog } from '../../log/ui-notation.ts'
import {
  assumptionsFrom,
  noEdits,
  type RoutineEdit,
  type RoutineKey,
  stepKey,
  type TaskEdits,
} from '../../tasks/index.ts'
import type { PeopleRule } from './mined-tasks.ts'
import { lifted, shared } from './task-engine.contract.ts'
import { opened } from './task-engine.examples.fixture.ts'
import { memoryTasks, type TaskEngine } from './task-engine.ts'

const FORM = 'on "https://shop.test/new"'
const orderOf = (who: string, rush: boolean) => `== order of ${who}
# "Enter order" ${who}
${who} | Chrome | enter textbox "Order no." #order ${FORM} = "PO-${who}"
${rush ? `${who} | Chrome | check checkbox Rush #rush ${FORM}\n` : ''}${who} | Chrome | click button Save ${FORM}
#`
const mailOf = (who: string) => `== mail of ${who}
# "Read mail" ${who}
${who} | Mail | click button Open in Inbox
${who} | Mail | click button Reply in Inbox
#`
/** Two tasks in two ways that people recorded on purpose, and what one did beside that. */
export const editedLog: UiLog = uiLog(
  [
    ...['ann', 'bob', 'cyd', 'dan', 'eve', 'fay'].map((who, i) => orderOf(who, i % 3 === 1)),
    ...['ann', 'bob'].map(mailOf),
    '== later',
    'gus | Calendar | click button Plan in Week',
    'gus | Calendar | click button Done in Week',
  ].join('\n'),
)

/** Everything that an engine can answer; the name of a log is the door's. */
async function answersOf(tasks: TaskEngine): Promise<object> {
  const { name: _, ...recordings } = await tasks.recordings()
  const routines = await tasks.routines()
  const { edits, revision } = await tasks.edits()
  return {
    recordings,
    routines,
    revision,
    edits,
    applied: await tasks.applied(),
    events: await tasks.events(0, 1000),
    friction: await tasks.friction(),
    candidates: await tasks.candidates(assumptionsFrom(edits.assumptions), edits.candidates),
    each: await Promise.all(routines.map(async ({ id }) => [await tasks.routine(id), await tasks.procedure(id)])),
  }
}

const namesOf = async (tasks: TaskEngine) =>
  (await tasks.routines()).map(({ name, instances }) => `${name} ${instances}`)

async function keyOf(tasks: TaskEngine, name: string): Promise<RoutineKey> {
  const found = (await tasks.routines()).find(one => one.name === name)
  return found ? { id: found.id, steps: found.classes } : expect.unreachable(`there is no "${name}"`)
}

/** Each kind of edit, made on what the ones before left, and the routines that it leaves. */
const changes: readonly (readonly [string, (tasks: TaskEngine) => Promise<Partial<TaskEdits>>, readonly string[]])[] = [
  [
    'rename',
    async tasks => routine({ kind: 'rename', routine: await keyOf(tasks, 'Enter order'), name: 'Order entry' }),
    ['Order entry 6', 'Read mail 2'],
  ],
  [
    'split',
    async tasks => {
      const key = await keyOf(tasks, 'Order entry')
      const { variants } = (await tasks.routine(key.id))!
      const rare = variants.filter(({ instances }) => instances === 2).map(({ classes }) => classes)
      return routine({ kind: 'split', routine: key, variants: rare, name: 'Rush order' })
    },
    ['Order entry 4', 'Rush order 2', 'Read mail 2'],
  ],
  [
    'trim',
    async tasks => {
      const key = await keyOf(tasks, 'Rush order')
      return routine({ kind: 'trim', routine: key, first: stepKey(key.steps, 0), last: stepKey(key.steps, 1) })
    },
    ['Order entry 4', 'Rush order 2', 'Read mail 2'],
  ],
  [
    'merge',
    async tasks => {
      const routines = [await keyOf(tasks, 'Read mail'), await keyOf(tasks, 'Rush order')]
      return routine({ kind: 'merge', routines, name: 'Both' })
    },
    ['Order entry 4', 'Both 4'],
  ],
  [
    'reject',
    async tasks => routine({ kind: 'reject', routine: await keyOf(tasks, 'Both'), reason: 'private' }),
    ['Order entry 4'],
  ],
  [
    'an edit of a routine that is not there',
    async () => routine({ kind: 'rename', routine: { id: 'gone', steps: [] }, name: 'Nothing' }),
    ['Order entry 4'],
  ],
  [
    'a task named afterwards',
    async () => ({ tasks: [{ recording: 'later', task: 'Plan the week' }] }),
    ['Order entry 4', 'Plan the week 1'],
  ],
  ['a name of an element', async () => ({ names: { 'Order no.': 'Number' } }), ['Order entry 4', 'Plan the week 1']],
  [
    'an input of a candidate, and an assumption',
    async tasks => ({
      candidates: { [(await keyOf(tasks, 'Order entry')).id]: { ruleShare: 0.5 } },
      assumptions: { hourlyCost: 80 },
    }),
    ['Order entry 4', 'Plan the week 1'],
  ],
]
const routine = (edit: RoutineEdit) => ({ routines: [edit] })

/** What every engine does with edits, wherever they are kept. `open`: over a log that nobody edited yet. */
export function taskEditsContract(
  name: string,
  open: (log: UiLog, rule: PeopleRule) => Promise<TaskEngine>,
  rules: readonly PeopleRule[] = [lifted, shared],
): void {
  describe(`edits of ${name}`, () => {
    test.each(rules.map(rule => [JSON.stringify(rule), rule] as const))(
      'change every answer as they do in memory, people by %s',
      async (_, rule) => {
        const [tasks, memory] = [await open(editedLog, rule), memoryTasks(await opened(editedLog), rule)]
        expect(await tasks.edits()).toEqual({ revision: 0, edits: noEdits })
        expect(await answersOf(tasks)).toEqual(await answersOf(memory))
        for (const [what, change, routines] of changes) {
          for (const one of [tasks, memory]) {
            const { revision, edits } = await one.edits()
            const { routines: more = [], ...others } = await change(one)
            const next = { ...edits, ...others, routines: [...edits.routines, ...more] }
            const saved = { revision: revision + 1, edits: next }
            expect(await one.setEdits(next, revision), what).toEqual(saved)
            expect(await one.edits(), what).toEqual(saved)
          }
          expect(await namesOf(tasks), what).toEqual(routines)
          expect(await answersOf(tasks), what).toEqual(await answersOf(memory))
        }
        const { edits } = await tasks.edits()
        expect(await tasks.applied()).toEqual({
          revision: changes.length,
          rejected: [{ name: 'Both', instances: 4, reason: 'private' }],
          concerned: [['Enter order'], ['Order entry'], ['Rush order'], ['Read mail', 'Rush order'], ['Both'], []],
          lost: [edits.routines.length - 1],
        })
        expect((await tasks.routine((await tasks.routines())[0]!.id))!.summary.steps.join()).toContain('Number')
        await tasks.setEdits(noEdits, changes.length)
        expect(await namesOf(tasks)).toEqual(['Enter order 6', 'Read mail 2'])
      },
    )

    test('are refused where others were saved meanwhile, and nothing of them is kept', async () => {
      const tasks = await open(editedLog, lifted)
      const first = { ...noEdits, tasks: [{ recording: 'later', task: 'First' }] }
      const second = { ...noEdits, tasks: [{ recording: 'later', task: 'Second' }] }
      const saving = await Promise.allSettled([tasks.setEdits(first, 0), tasks.setEdits(second, 0)])
      const kept = saving.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
      const refused = saving.flatMap(one => (one.status === 'rejected' ? [one.reason] : []))
      expect([kept.length, refused.length]).toEqual([1, 1])
      expect(refused[0]).toMatchObject({ name: 'RequestError', code: 'conflict' })
      expect(await tasks.edits()).toEqual(kept[0])
      for (const revision of [0, 2])
        await expect(tasks.setEdits(noEdits, revision)).rejects.toMatchObject({ code: 'conflict' })
      expect(await tasks.edits()).toEqual(kept[0])
      expect((await tasks.setEdits(noEdits, 1)).revision).toBe(2)
    })

    test('that are none are refused, and the error says which and why', async () => {
      const tasks = await open(editedLog, lifted)
      const good = { kind: 'rename', routine: { id: 'r', steps: [] }, name: 'X' } as const
      const bad = { ...good, name: '' }
      await expect(tasks.setEdits({ ...noEdits, routines: [good, bad] }, 0)).rejects.toMatchObject({
        name: 'RequestError',
        code: 'bad-request',
        message: expect.stringMatching(/routines\[1\] \(rename\)\.name must be a name/),
      })
      expect(await tasks.edits()).toEqual({ revision: 0, edits: noEdits })
    })
  })
}
