import {
  editedTasks,
  type MinedTasks,
  memoryTasks,
  mineTasks,
  type PeopleRule,
  routineLog,
} from '../../analyses/index.ts'
import type { Cancel, Progress } from '../../base/platform.ts'
import { blobSource, webPlatform } from '../../base/platform.web.ts'
import type { MemoryEngine } from '../../engine/memory/memory-engine.ts'
import { openUiLog, type UiReading } from '../../formats/index.ts'
import { EngineError, type NamedFile, type OpenedRecordings, type RecordingOptions } from './protocol.ts'
import { type EditedTaskEngine, type TaskEdits, type TaskQuestion, taskQuestions } from './task-edits.ts'

/** People below this number are not told of, unless the owner of the file says so. */
const MINIMUM = 5

interface TaskLog {
  readonly reading: UiReading
  readonly mined: MinedTasks
  /** What the tasks were named when it was mined. */
  readonly tasks: TaskEdits['tasks']
  readonly gated: EditedTaskEngine
  readonly lifted: EditedTaskEngine
}

/** The UI logs of this browser; the routine log of each stands in the engine under the same id. */
export class TaskLogs {
  private readonly engine: MemoryEngine
  private readonly logs = new Map<string, TaskLog>()

  constructor(engine: MemoryEngine) {
    this.engine = engine
  }

  async open(
    log: string,
    files: readonly NamedFile[],
    { key, keepValues, edits }: RecordingOptions,
    cancel: Cancel,
    progress: Progress,
  ): Promise<OpenedRecordings> {
    const reading = await openUiLog(
      files.map(({ name, file }) => blobSource(name, file)),
      { platform: webPlatform, key, keepValues, cancel, progress },
    )
    const mined = await mineTasks(reading, { platform: webPlatform, cancel, tasks: edits.tasks })
    const { routines } = this.keep(log, reading, mined, edits)
    return { events: reading.log.eventCount, routines: routines.length }
  }

  /** Applies other edits; what was named anew is mined anew. */
  async edit(log: string, edits: TaskEdits, cancel: Cancel): Promise<void> {
    const known = this.find(log)
    const same = JSON.stringify(known.tasks) === JSON.stringify(edits.tasks)
    const mined = same
      ? known.mined
      : await mineTasks(known.reading, { platform: webPlatform, cancel, tasks: edits.tasks })
    this.keep(log, known.reading, mined, edits)
  }

  ask(log: string, question: TaskQuestion, params: readonly unknown[], showPeople: boolean): Promise<unknown> {
    if (!taskQuestions.includes(question)) throw new Error(`There is no question "${question}" about tasks.`)
    const { gated, lifted } = this.find(log)
    const engine = showPeople ? lifted : gated
    return (engine[question] as (...params: readonly unknown[]) => Promise<unknown>)(...params)
  }

  close(log: string): void {
    this.logs.delete(log)
  }

  private keep(log: string, reading: UiReading, base: MinedTasks, { tasks, routines }: TaskEdits): MinedTasks {
    const { mined, edits } = editedTasks(base, routines)
    const under = (rule: PeopleRule): EditedTaskEngine => ({ ...memoryTasks(mined, rule), edits: async () => edits })
    const [gated, lifted] = [under({ minimum: MINIMUM }), under({ minimum: null })]
    this.logs.set(log, { reading, mined: base, tasks, gated, lifted })
    this.engine.add(log, { log: routineLog(mined), problems: [] })
    return mined
  }

  private find(log: string): TaskLog {
    const found = this.logs.get(log)
    if (!found) throw new EngineError({ name: 'NotHere', message: `There is no UI log "${log}".`, code: 'not-found' })
    return found
  }
}
