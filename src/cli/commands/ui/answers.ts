import { type ComplexityAnswer, routineRows, segmentRows } from '../../../analyses/index.ts'
import { formatDuration } from '../../../base/time.ts'
import { flowKinds, noiseKinds } from '../../../log/step-log.ts'
import { textAt, uiActions } from '../../../log/ui-log.ts'
import type { Io } from '../../io.ts'
import { textTable } from '../../text-table.ts'
import { openTasks } from './open-tasks.ts'
import type { AskUiOptions, UiOptions } from './options.ts'
import { cleanUi, mineUi } from './read-ui.ts'

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
const percent = (share: number) => `${Math.round(share * 1000) / 10} %`

/** Steps with the rows that they stand for; rows are 0-based data rows of the input. */
export async function clean(files: readonly string[], options: UiOptions, io: Io): Promise<void> {
  const steps = await cleanUi(files, options, io)
  const { ui } = steps
  const rows = Array.from({ length: steps.stepCount }, (_, s) => ({
    label: textAt(steps.label, s) ?? '',
    action: uiActions[steps.action[s]!]!,
    rows: Array.from(steps.rows.subarray(steps.rowOffsets[s]!, steps.rowOffsets[s + 1]!), row => ui.ordinal[row]!),
    source: steps.source[s]! < 0 ? null : steps.source[s]!,
    flow: flowKinds[steps.flow[s]!]!,
  }))
  const noise = Array.from(steps.noise, (kind, row) => ({ row: ui.ordinal[row]!, kind: noiseKinds[kind]! })).filter(
    ({ kind }) => kind !== 'none',
  )
  if (options.json) return io.write(json({ steps: rows, noise }))
  await io.write(
    textTable(
      ['#', 'rows', 'step', 'value from'],
      rows.map(({ label, rows: own, source, flow }, s) => [
        s + 1,
        own.length === 1 ? String(own[0]) : `${own[0]}–${own.at(-1)}`,
        label,
        source === null ? '' : `step ${source + 1} (${flow})`,
      ]),
      80,
    ),
  )
  await io.write(`\n${ui.eventCount} events, ${rows.length} steps, ${noise.length} events marked as noise.\n`)
}

/** Said beside an empty table. */
export const NOTHING =
  'No routine was found: nothing comes again often enough. Give a longer recording, or several; or one that names its task (columns for task and run in a mapping), which is a routine by itself.'

export async function segment(files: readonly string[], options: UiOptions, io: Io): Promise<void> {
  const mined = await mineUi(files, options, io)
  const segments = segmentRows(mined)
  if (options.json) return io.write(json({ segments }))
  const names = new Map(mined.routines.map(({ id, name }) => [id, name]))
  await io.write(
    textTable(
      ['first row', 'last row', 'routine'],
      segments.map(({ first, last, routine }) => [first, last, names.get(routine) ?? routine]),
    ),
  )
  await io.write(`\n${segments.length} segments of ${mined.routines.length} routines.\n`)
  if (segments.length === 0) io.note(NOTHING)
}

/** The rows of instances are told of files alone: a server gives the list as HTTP does. */
export async function routines(files: readonly string[], options: AskUiOptions, io: Io): Promise<void> {
  if (options.json && options.server === undefined) return io.write(json(routineRows(await mineUi(files, options, io))))
  const found = await (await openTasks(files, options, io)).tasks.routines(io.cancel)
  if (options.json) return io.write(json(found))
  if (found.length === 0) io.note(NOTHING)
  await io.write(
    textTable(
      ['id', 'routine', 'runs', 'variants', 'steps', 'median hands-on', 'of all events'],
      found.map(({ id, name, instances, variants, steps, handsOnMs, coverage }) => [
        id,
        name,
        instances,
        variants,
        steps.length,
        handsOnMs === null ? null : formatDuration(handsOnMs),
        percent(coverage),
      ]),
    ),
  )
  for (const { name, steps, objects, complexity } of found) {
    await io.write(`\n${name}\n${steps.map((step, i) => `  ${i + 1}. ${step}`).join('\n')}\n`)
    if (objects.length > 0) await io.write(`  business objects: ${objects.join(', ')}\n`)
    for (const line of complexityLines(complexity)) await io.write(`  ${line}\n`)
  }
}

/** The shortest way, and how far the others are from it. */
function complexityLines({ shortest, decisions, backSteps, detours, places }: ComplexityAnswer): readonly string[] {
  if (shortest === null) return []
  const counted = (n: number, what: string) => `${n} ${n === 1 ? what : `${what}s`}`
  const time = shortest.handsOnMs === null ? '' : `, ${formatDuration(shortest.handsOnMs)}`
  const way = `shortest way: ${counted(shortest.steps, 'step')}, ${counted(shortest.screens, 'screen')}, ${counted(shortest.fields, 'field')}${time}; ${counted(decisions, 'decision')}`
  if (detours === 0 && backSteps === 0) return [way]
  const [most] = places
  const where = [most?.place, most?.application].filter(Boolean).join(' · ')
  return [
    way,
    `beyond it, on average: ${round(detours)} steps, ${round(backSteps)} returns to a screen${where === '' ? '' : `; most at ${where}`}`,
  ]
}
const round = (value: number) => Math.round(value * 100) / 100

export async function friction(files: readonly string[], options: AskUiOptions, io: Io): Promise<void> {
  const answer = await (await openTasks(files, options, io)).tasks.friction(io.cancel)
  if (options.json) return io.write(json(answer))
  if (answer.found.length === 0) {
    const looked = answer.kinds.filter(({ unknown }) => unknown === null).map(({ title }) => title.toLowerCase())
    io.note(`No friction was found. Looked for: ${looked.join(', ')}.`)
  }
  for (const { title, unknown } of answer.kinds) if (unknown !== null) io.note(`${title}: not known; ${unknown}.`)
  await io.write(
    textTable(
      ['friction', 'times', 'costs', 'where', 'what could be done'],
      answer.found.map(({ title, occurrences, costMs, application, page, element, suggestion }) => [
        title,
        occurrences,
        costMs === null ? null : formatDuration(costMs),
        [element, page, application].filter(Boolean).join(' · '),
        suggestion,
      ]),
      50,
    ),
  )
}
